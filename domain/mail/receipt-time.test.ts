import { expect, test } from '@jest/globals'
import { receiptTime, type ReceiptFacts } from './receipt-time.ts'

const qq = ['qq.com']
const received = (by: string, date: string) => [{ name: 'received', value: `from mail.e00.test (mail.e00.test [192.0.2.7]) by ${by} with ESMTP id 7; ${date}` }] // prettier-ignore
const facts = (changes: Partial<ReceiptFacts>): ReceiptFacts => ({
  internalDate: '2026-11-20T06:05:11.000Z',
  headers: [],
  firstSeen: '2026-11-20T06:05:14.123Z',
  lastLook: '2026-11-20T06:05:09.000Z',
  receivedBy: [],
  ...changes,
})

test.each<[string, Partial<ReceiptFacts>, [string, string, string[]]]>([
  ['the server’s receipt time counts', {}, ['2026-11-20T06:05:11.000Z', 'internalDate', []]],
  [
    'after a day without a look it still counts',
    { firstSeen: '2026-11-21T06:05:00.000Z' },
    ['2026-11-20T06:05:11.000Z', 'internalDate', []],
  ],
  [
    'a trace line of the same time confirms it',
    { receivedBy: qq, headers: received('newxmmx7.qq.com', 'Fri, 20 Nov 2026 14:04:00 +0800 (CST)') },
    ['2026-11-20T06:05:11.000Z', 'internalDate', []],
  ],
  [
    'the provider’s trace line counts where it differs by more than two minutes',
    { receivedBy: qq, headers: received('newxmmx7.qq.com', 'Fri, 20 Nov 2026 09:00:00 +0800') },
    ['2026-11-20T01:00:00.000Z', 'received', ['timeDisputed']],
  ],
  [
    'another host’s trace line is shown and not counted',
    { receivedBy: qq, headers: received('qq.com.evil.test', 'Fri, 20 Nov 2026 09:00:00 +0800') },
    ['2026-11-20T06:05:11.000Z', 'internalDate', ['timeDisputed']],
  ],
  [
    '#28 put in by a program with an old time, the trace line disagrees: the receipt time counts, with a badge',
    { internalDate: '2021-03-04T05:06:07.000Z', headers: received('mail.hoistway.test', 'Fri, 20 Nov 2026 06:05:11 +0000') }, // prettier-ignore
    ['2021-03-04T05:06:07.000Z', 'internalDate', ['timeDisputed']],
  ],
  [
    '#28 without a trace line, and not there at a look after that time: a badge',
    { internalDate: '2021-03-04T05:06:07.000Z' },
    ['2021-03-04T05:06:07.000Z', 'internalDate', ['timeDisputed']],
  ],
  [
    '#28 the same where the provider writes a trace line into everything it receives: the chief decides',
    { internalDate: '2021-03-04T05:06:07.000Z', receivedBy: qq },
    ['2021-03-04T05:06:07.000Z', 'appended', ['timeDisputed']],
  ],
  [
    'at the first look nothing is known of when it came',
    { internalDate: '2021-03-04T05:06:07.000Z', lastLook: null, receivedBy: qq },
    ['2021-03-04T05:06:07.000Z', 'internalDate', []],
  ],
  [
    'no time from the server: first seen, to the second',
    { internalDate: null },
    ['2026-11-20T06:05:14.000Z', 'firstSeen', ['internalDateMissing']],
  ],
  [
    'a time more than five minutes in the future is none',
    { internalDate: '2099-01-01T00:00:00.000Z' },
    ['2026-11-20T06:05:14.000Z', 'firstSeen', ['internalDateMissing']],
  ],
  [
    'four minutes ahead are two clocks',
    { internalDate: '2026-11-20T06:09:00.000Z' },
    ['2026-11-20T06:09:00.000Z', 'internalDate', []],
  ],
  [
    'no time from the server, but the provider’s trace line',
    { internalDate: null, receivedBy: qq, headers: received('newxmmx7.qq.com', 'Fri, 20 Nov 2026 14:05:00 +0800') },
    ['2026-11-20T06:05:00.000Z', 'received', ['timeDisputed']],
  ],
  [
    'a trace line in the future says nothing',
    { receivedBy: qq, headers: received('newxmmx7.qq.com', 'Fri, 01 Jan 2099 00:00:00 +0000') },
    ['2026-11-20T06:05:11.000Z', 'internalDate', []],
  ],
  [
    'only the topmost trace line is asked',
    {
      receivedBy: qq,
      headers: [
        ...received('newxmmx7.qq.com', 'Fri, 20 Nov 2026 14:05:00 +0800'),
        ...received('newxmmx7.qq.com', 'Wed, 01 Jan 2020 00:00:00 +0000'),
      ],
    },
    ['2026-11-20T06:05:11.000Z', 'internalDate', []],
  ],
  [
    'a trace line without a date says nothing',
    { receivedBy: qq, headers: [{ name: 'received', value: 'by newxmmx7.qq.com with HTTP' }] },
    ['2026-11-20T06:05:11.000Z', 'internalDate', []],
  ],
])('%s', (_name, changes, [at, source, badges]) => {
  expect(receiptTime(facts(changes))).toEqual({ at, source, badges })
})
