import { expect, test } from '@jest/globals'
import { paceOf, type SendingFacts, type SendingLimits } from './sending-pace.ts'

const qq: SendingLimits = {
  sendGapMs: 3_000,
  perHour: 40,
  perDay: 400,
  halvedMinutes: 60,
  breaker: { count: 60, minutes: 5 },
}
const none: SendingLimits = { sendGapMs: 0, perHour: null, perDay: null, halvedMinutes: 60, breaker: null }
const quiet: SendingFacts = { stopped: false, halvedSeconds: 0, written: 0, frequencySeconds: 0, sentSecondsAgo: [] }
/** So many letters, one every `gap` seconds, the newest `first` seconds ago. */
const sent = (count: number, first: number, gap: number) => Array.from({ length: count }, (_, n) => first + n * gap)

test('without limits everything goes at once', () => {
  expect(paceOf(none, { ...quiet, written: 5_000, sentSecondsAgo: sent(5_000, 0, 0.1) })).toEqual({
    kind: 'go',
    left: null,
  })
})

test('three seconds lie between two mails', () => {
  expect(paceOf(qq, { ...quiet, sentSecondsAgo: [1] })).toEqual({ kind: 'wait', seconds: 2, limit: null })
  expect(paceOf(qq, { ...quiet, sentSecondsAgo: [3] })).toEqual({ kind: 'go', left: 39 })
})

test('the forty-first mail of an hour waits until the first of the forty is an hour old', () => {
  expect(paceOf(qq, { ...quiet, sentSecondsAgo: sent(39, 10, 10) })).toEqual({ kind: 'go', left: 1 })
  expect(paceOf(qq, { ...quiet, sentSecondsAgo: sent(40, 10, 10) })).toEqual({
    kind: 'wait',
    seconds: 3_600 - 400,
    limit: 'perHour',
  })
})

test('four hundred mails a day, however they are spread', () => {
  expect(paceOf(qq, { ...quiet, sentSecondsAgo: sent(400, 10, 200) })).toMatchObject({ kind: 'wait', limit: 'perDay' })
})

test('the limits are halved for a while after the server spoke of frequency', () => {
  expect(paceOf(qq, { ...quiet, halvedSeconds: 3_600, sentSecondsAgo: sent(20, 10, 10) })).toMatchObject({
    kind: 'wait',
    limit: 'perHour',
  })
  expect(paceOf({ ...qq, perHour: 1 }, { ...quiet, halvedSeconds: 3_600 })).toMatchObject({ kind: 'go', left: 1 })
  expect(paceOf(qq, { ...quiet, frequencySeconds: 55 })).toEqual({ kind: 'wait', seconds: 55, limit: 'frequency' })
})

test('whoever waits for a halved limit waits no longer than it is halved, unless the whole one is reached too', () => {
  const twenty = sent(20, 10, 10)
  expect(paceOf(qq, { ...quiet, halvedSeconds: 600, sentSecondsAgo: twenty })).toEqual({ kind: 'wait', seconds: 600, limit: 'perHour' }) // prettier-ignore
  expect(paceOf(qq, { ...quiet, halvedSeconds: 0, sentSecondsAgo: twenty })).toEqual({ kind: 'go', left: 20 })
  const forty = sent(40, 10, 10)
  expect(paceOf(qq, { ...quiet, halvedSeconds: 600, sentSecondsAgo: forty })).toEqual({ kind: 'wait', seconds: 3_200, limit: 'perHour' }) // prettier-ignore
  expect(paceOf(qq, { ...quiet, halvedSeconds: 3_550, sentSecondsAgo: forty })).toMatchObject({ seconds: 3_400 })
})

test('more than sixty automatic mails in five minutes trip the breaker, and then nothing goes', () => {
  expect(paceOf(qq, { ...quiet, written: 60 })).toMatchObject({ kind: 'go' })
  expect(paceOf(qq, { ...quiet, written: 61 })).toEqual({ kind: 'stop' })
  expect(paceOf(qq, { ...quiet, stopped: true })).toEqual({ kind: 'stopped' })
})
