import { expect, test } from '@jest/globals'
import { authserv, header, officeAddress, traced } from '../../test/support/read-mails.ts'
import { senderVerdict } from './verdict.ts'

const verdictOf = (results: string, from = officeAddress) => senderVerdict(traced(results), from, authserv)
const received = (by: string) => header('received', `from mail.e00.test by ${by} with ESMTP id 1; Fri, 20 Nov 2026 14:05:00 +0800`) // prettier-ignore
const passed = header('authentication-results', `${authserv}; dmarc=pass header.from=e00.test`)
const from = header('from', officeAddress)

test.each([
  ['dmarc=pass header.from=e00.test', 'aligned'],
  ['dmarc=PASS (p=reject) header.from=E00.test', 'aligned'],
  ['spf=pass smtp.mailfrom=office@e00.test; dmarc=none', 'aligned'],
  ['spf=pass smtp.mailfrom=bounce@mail.e00.test', 'aligned'],
  ['dkim=pass header.d=e00.test header.s=s1; dmarc=none', 'aligned'],
  ['dkim=pass header.i=@e00.test', 'aligned'],
  ['dmarc=fail header.from=e00.test', 'fail'],
  ['spf=pass smtp.mailfrom=a@evil.test; dmarc=fail (p=none) header.from=e00.test', 'fail'],
  ['spf=fail smtp.mailfrom=office@e00.test; dkim=none', 'fail'],
  ['spf=softfail smtp.mailfrom=office@e00.test; dmarc=none', 'none'],
  ['spf=fail smtp.mailfrom=a@list.test; dmarc=none', 'none'],
  ['dmarc=none header.from=e00.test', 'none'],
  ['spf=none smtp.mailfrom=office@e00.test; dkim=none', 'none'],
  ['spf=pass smtp.mailfrom=a@e00.test.evil.test; dmarc=none', 'none'],
  ['dmarc=temperror header.from=e00.test', 'unknown'],
  ['dmarc=pass header.from=evil.test', 'unknown'],
  ['none', 'unknown'],
  ['', 'unknown'],
] as const)('%s → %s', (results, verdict) => {
  expect(verdictOf(results)).toBe(verdict)
})

test('DKIM broken by a footer, SPF aligned: still aligned', () => {
  expect(verdictOf('dkim=fail (body hash did not verify) header.d=e00.test; spf=pass smtp.mailfrom=office@e00.test; dmarc=none')).toBe('aligned') // prettier-ignore
})

test('a pass inside a comment or a quoted text is none', () => {
  expect(verdictOf('spf=none (dmarc=pass; dmarc=pass) smtp.mailfrom=x@e00.test')).toBe('none')
  expect(verdictOf('spf=none reason="a; dmarc=pass" smtp.mailfrom=x@e00.test')).toBe('none')
})

test('without a name to believe, nothing is known', () => {
  expect(senderVerdict([passed, from], officeAddress, null)).toBe('unknown')
  expect(senderVerdict([passed, from], '', authserv)).toBe('unknown')
})

test('no such header: nothing is known', () => {
  expect(senderVerdict([received('mx.association.test'), from], officeAddress, authserv)).toBe('unknown')
})

test("only our provider's name is believed", () => {
  const other = header('authentication-results', 'mx.evil.test; dmarc=pass')
  expect(senderVerdict([other, from], officeAddress, authserv)).toBe('unknown')
  expect(senderVerdict([other, passed, from], officeAddress, authserv)).toBe('unknown')
})

test('the topmost block counts, whatever a lower one says', () => {
  const failed = header('authentication-results', `${authserv}; dmarc=fail header.from=e00.test`)
  expect(senderVerdict([failed, received('mx.evil.test'), passed, from], officeAddress, authserv)).toBe('fail')
})

test("a block below another provider's Received is ignored", () => {
  const lines = [received('mx.association.test'), received('mail.evil.test'), passed, from]
  expect(senderVerdict(lines, officeAddress, authserv)).toBe('unknown')
})

test('another host named in a comment of Received is not ours', () => {
  const forged = header('received', 'from x (helo by mx.association.test) by mail.evil.test')
  expect(senderVerdict([received('mx.association.test'), forged, passed, from], officeAddress, authserv)).toBe(
    'unknown',
  )
})

test("a block below the sender's own headers is ignored", () => {
  expect(senderVerdict([received('mx.association.test'), from, passed], officeAddress, authserv)).toBe('unknown')
})

test('the server that the mail lies on may have another name than the one that took it in', () => {
  const lines = [
    header('return-path', '<a@e00.test>'),
    received('dovecot'),
    received('in2.association.test'),
    passed,
    from,
  ]
  expect(senderVerdict(lines, officeAddress, authserv)).toBe('aligned')
})

test('mail between users of one provider carries its mark instead', () => {
  const lines = [
    header('received', 'from qq.com by mx.qq.com'),
    header('x-qq-mid', 'webmail1'),
    header('from', 'a@qq.com'),
  ]
  expect(senderVerdict(lines, 'a@qq.com', 'mx.qq.com')).toBe('aligned')
  expect(senderVerdict(lines, 'a@e00.test', 'mx.qq.com')).toBe('unknown')
  expect(senderVerdict(lines, 'a@qq.com', authserv)).toBe('unknown')
  const stamped = [header('authentication-results', 'mx.qq.com; dmarc=fail header.from=qq.com'), ...lines]
  expect(senderVerdict(stamped, 'a@qq.com', 'mx.qq.com')).toBe('fail')
})
