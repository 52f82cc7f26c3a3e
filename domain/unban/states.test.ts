import { expect, test } from '@jest/globals'
import { mayBecome } from './states.ts'
import { mailStates, requestStates, rowStates } from './types.ts'

test('a mail: stored → classified → its end; held, manual and quarantined ones may still be settled', () => {
  expect(mayBecome('mail', 'stored', 'classified')).toBe(true)
  expect(mayBecome('mail', 'classified', 'accepted')).toBe(true)
  expect(mailStates.filter((to) => mayBecome('mail', 'onHold', to))).toEqual(['accepted', 'returned'])
  expect(mailStates.filter((to) => mayBecome('mail', 'quarantined', to))).toEqual(['accepted', 'returned', 'dismissed'])
  expect(mailStates.filter((to) => mayBecome('mail', 'accepted', to))).toEqual([])
})

test('a request: queued → claimed → ending → decided → answered, back by undo, release or time', () => {
  expect(requestStates.filter((to) => mayBecome('request', 'queued', to))).toEqual(['claimed', 'superseded', 'withdrawn', 'closed']) // prettier-ignore
  expect(requestStates.filter((to) => mayBecome('request', 'claimed', to))).toEqual(['queued', 'ending', 'putAside'])
  expect(requestStates.filter((to) => mayBecome('request', 'ending', to))).toEqual(['claimed', 'decided'])
  expect(mayBecome('request', 'claimed', 'superseded')).toBe(false)
})

test('a row: live ⇄ locked, and only a locked one is decided', () => {
  expect(rowStates.filter((from) => mayBecome('row', from, 'approved'))).toEqual(['locked'])
  expect(rowStates.filter((from) => mayBecome('row', from, 'locked'))).toEqual(['live'])
  expect(rowStates.filter((to) => mayBecome('row', 'shadowed', to))).toEqual(['live', 'rejected', 'closed', 'moved', 'alreadyDone']) // prettier-ignore
})
