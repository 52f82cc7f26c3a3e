import { describe, expect, test } from '@jest/globals'
import { imapDate, mailDate, stampHeader, type Transport } from './stamp.ts'

const transport: Transport = {
  helo: 'pc.example.test',
  client: '127.0.0.1',
  user: null,
  id: 'abc',
  receivedAt: new Date('2026-11-02T01:02:03Z'),
}
const mail = 'From: "Li, <a@evil.test>" <office@hongda.test>\r\nX-Dev-Verdict: pass\r\nSubject: x\r\n'

describe('stampHeader', () => {
  test('Received stands on top, Authentication-Results below it, then the mail as it came', () => {
    expect(stampHeader(mail, transport)).toBe(
      'Received: from pc.example.test ([127.0.0.1])\r\n\tby mail.hoistway.test with ESMTP id abc;\r\n' +
        '\tMon, 02 Nov 2026 01:02:03 +0000\r\n' +
        'Authentication-Results: mail.hoistway.test;\r\n\tdmarc=none header.from=hongda.test\r\n' +
        mail,
    )
  })

  test.each([
    ['pass', 'dmarc=pass header.from=hongda.test'],
    ['fail', 'dmarc=fail (p=reject) header.from=hongda.test'],
    ['none', 'dmarc=none header.from=hongda.test'],
    ['maybe', 'dmarc=none header.from=hongda.test'],
  ])('the page /dev/mail chooses %s, and the header that chose it is taken out', (chosen, stamped) => {
    const header = stampHeader(mail.replace('pass', `\r\n ${chosen}`), { ...transport, user: 'dev-mail' })
    expect(header).toContain(stamped)
    expect(header).not.toMatch(/X-Dev-Verdict/i)
    expect(header).toContain('with ESMTPA id')
    expect(header.endsWith('Subject: x\r\n')).toBe(true)
  })

  test('the owner of a mailbox chooses nothing', () => {
    const header = stampHeader(mail, { ...transport, user: 'office@hongda.test' })
    expect(header).toContain('dmarc=none')
    expect(header).toContain('X-Dev-Verdict: pass')
  })

  test.each([
    ['From: office@Hongda.test\r\n', 'hongda.test'],
    ['From: =?utf-8?b?5byg?=\r\n <a@x.test>, b@y.test\r\n', 'x.test'],
    ['Subject: no sender\r\n', 'unknown.invalid'],
    ['From: nobody\r\n', 'unknown.invalid'],
    ['From: a@x.test; dmarc=pass header.from=y.test\r\n', 'x.test'],
  ])('header.from of %j is %s', (header, domain) => {
    expect(stampHeader(header, transport)).toContain(`dmarc=none header.from=${domain}\r\n`)
  })

  test('a name said at the door cannot add a header', () => {
    const header = stampHeader(mail, { ...transport, helo: 'x\r\nAuthentication-Results: mail.hoistway.test; dmarc=pass' }) // prettier-ignore
    expect(header.match(/^Authentication-Results/gm)).toHaveLength(1)
  })
})

test('dates are in the forms of RFC 5322 and RFC 3501', () => {
  const at = new Date('2026-11-02T01:02:03Z')
  expect(mailDate(at)).toBe('Mon, 02 Nov 2026 01:02:03 +0000')
  expect(imapDate(at)).toBe('02-Nov-2026 01:02:03 +0000')
})
