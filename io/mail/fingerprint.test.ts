import { describe, expect, test } from '@jest/globals'
import { rawMail, usualHeaders } from '../../test/support/raw-mail.ts'
import { fingerprintOf } from './fingerprint.ts'

const trace = (n: number): string[] => [
  `Return-Path: <office@e0${n}.test>`,
  `Received: from mx${n}.test by mx.test; Fri, 20 Nov 2026 14:05:0${n} +0800`,
  `Authentication-Results: mx.test; dmarc=pass (${n})`,
  `X-QQ-mid: ${n}`,
]
const mail = rawMail([...trace(1), ...usualHeaders], '正文\r\n第二行\r\n')
const print = fingerprintOf(mail)

describe('the same mail (nasty mails 3, 29, 31)', () => {
  test('64 hexadecimal digits', () => {
    expect(print).toMatch(/^[0-9a-f]{64}$/)
  })
  test.each([
    [
      'delivered again, with another trace',
      rawMail([...trace(2), 'X-Gateway: on top', ...usualHeaders], '正文\r\n第二行\r\n'),
    ],
    [
      'trace lines further down',
      rawMail([...usualHeaders, 'X-CM-TRANSID: 7', 'Delivered-To: a@b.c'], '正文\r\n第二行\r\n'),
    ],
    ['other line ends', Buffer.from(mail.toString().replaceAll('\r\n', '\n'))],
    ['an empty line more at the end', Buffer.concat([mail, Buffer.from('\r\n\r\n')])],
  ])('%s', (_, again) => {
    expect(fingerprintOf(again)).toBe(print)
  })
})

test('line ends are one character wherever a long body is cut', () => {
  for (let before = 65_530; before < 65_540; before += 1) {
    const long = rawMail([...usualHeaders], `${'a'.repeat(before)}\r\n\r\n${'b'.repeat(70_000)}\r\nc`)
    const unix = Buffer.from(long.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
    expect([before, fingerprintOf(unix)]).toEqual([before, fingerprintOf(long)])
  }
})

describe('another mail', () => {
  test.each([
    ['the same Message-ID, other content (24)', rawMail([...usualHeaders], '别的')],
    ['the same content, another Message-ID: a resend', Buffer.from(mail.toString().replace('one@', 'two@'))],
    ['another subject', Buffer.from(mail.toString().replace('解禁申请', '绑定申请'))],
  ])('%s', (_, other) => {
    expect(fingerprintOf(other)).not.toBe(print)
  })
})

describe('without a Message-ID (23)', () => {
  const without = (from: string): Buffer => rawMail([...trace(3), `From: ${from}`, 'Subject: x'], '正文')
  test('stable over another fetch', () => {
    expect(fingerprintOf(without('a@e00.test'))).toBe(fingerprintOf(without('a@e00.test')))
  })
  test('told apart by From', () => {
    expect(fingerprintOf(without('a@e00.test'))).not.toBe(fingerprintOf(without('b@e00.test')))
  })
  test('nothing at all', () => {
    expect(fingerprintOf(Buffer.alloc(0))).toMatch(/^[0-9a-f]{64}$/)
  })
})
