import { expect, test } from '@jest/globals'
import { aMail, header } from '../../test/support/read-mails.ts'
import { mailBadges, type BadgeFacts } from './badges.ts'
import type { ReadMail } from './types.ts'

const facts: BadgeFacts = {
  receivedAt: '2026-11-20T06:05:00.000Z',
  internalDateMissing: false,
  standings: ['normal'],
  knownDomains: ['e00.test'],
}
const badges = (mail: Partial<ReadMail>, changes: Partial<BadgeFacts> = {}) => mailBadges(aMail(mail), { ...facts, ...changes }) // prettier-ignore
const from = (address: string, name = '') => ({ from: [{ address, name }] })

test('a mail in order has no badge', () => {
  expect(badges({})).toEqual([])
})

test.each([
  null,
  '2026年11月20日',
  'Thu, 01 Jan 1970 00:00:00 +0000',
  'Fri, 20 Nov 2099 14:05:00 +0800',
  'Fri, 20 Nov 2026 14:15:01 +0800',
])('a Date of %s is badged', (dateHeader) => {
  expect(badges({ dateHeader })).toEqual(['dateSkew'])
})

test('ten minutes on the way are ordinary', () => {
  expect(badges({ dateHeader: 'Fri, 20 Nov 2026 13:55:00 +0800' })).toEqual([])
})

test('nothing known of the sender; no server time', () => {
  expect(badges({}, { standings: ['normal', 'normalWithBadge'] })).toEqual(['senderUnverified'])
  expect(badges({}, { internalDateMissing: true })).toEqual(['internalDateMissing'])
})

test('no Message-ID, or two', () => {
  expect(badges({ messageId: null, messageIdHeaders: 0 })).toEqual(['noMessageId'])
  expect(badges({ messageIdHeaders: 2 })).toEqual(['twoMessageIds'])
})

test.each(['a@qq.c0m', 'a@l63.com', 'a@foxrnail.com', 'a@e0o.test', 'a@qq.соm'])(
  '%s looks like another domain',
  (address) => {
    expect(badges(from(address))).toEqual(['lookAlike'])
  },
)

test.each(['a@qq.com', 'a@vip.qq.com', 'a@163.com', 'a@hr.e00.test', 'a@other.test'])(
  '%s looks like itself',
  (address) => {
    expect(badges(from(address))).toEqual([])
  },
)

test('two From headers, or two addresses in one', () => {
  const someone = { address: 'a@e00.test', name: '' }
  expect(badges({ fromHeaders: 2 })).toEqual(['severalSenders'])
  expect(badges({ from: [someone, someone] })).toEqual(['severalSenders'])
})

test('Reply-To elsewhere, and a name that hides the address', () => {
  expect(badges({ headers: [header('reply-to', '"x" <a@evil.test>')] })).toEqual(['replyToElsewhere'])
  expect(badges({ headers: [header('reply-to', 'Office@e00.test')] })).toEqual([])
  expect(badges(from('a@other.test', 'office@e00.test'))).toEqual(['nameHidesAddress'])
})
