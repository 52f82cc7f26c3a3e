import { expect, test } from '@jest/globals'
import { aMail, aMailWithForm, anAttachment, header } from '../../test/support/read-mails.ts'
import { classifyMail } from './classify.ts'
import { answersOurs } from './own-message-id.ts'
import type { ReadMail } from './types.ts'

const own = { addresses: ['unban@association.test'], messageIdDomain: 'association.test' }
const classOf = (mail: ReadMail) => classifyMail(mail, own).class
const with1 = (name: string, value: string, changes: Partial<ReadMail> = {}) => aMail({ headers: [header(name, value)], ...changes }) // prettier-ignore

test('a mail that somebody wrote is human, also with a form', () => {
  expect(classifyMail(aMail(), own)).toEqual({ class: 'human', why: 'none' })
  expect(classOf(aMailWithForm())).toBe('human')
})

test('own: our marker, our Message-ID, our address as From', () => {
  expect(classOf(with1('x-hoistway-kind', 'ack'))).toBe('own')
  expect(classOf(with1('x-hoistway-loop', 'a'))).toBe('own')
  expect(classOf(aMail({ messageId: '<unban.GX-2026-000001.ack.1@association.test>' }))).toBe('own')
  expect(classOf(aMail({ from: [{ address: 'Unban@Association.test', name: '' }] }))).toBe('own')
  expect(classOf(aMail({ messageId: '<20261120@association.test>' }))).toBe('human')
})

test('bounces: a delivery report, or a mail system writing', () => {
  const dsn = { action: 'failed', status: '5.1.1', originalMessageId: null, recipient: null }
  expect(classOf(aMail({ dsn }))).toBe('dsn')
  expect(classOf(with1('content-type', 'multipart/report; report-type=delivery-status; boundary=x'))).toBe('dsn')
  expect(classOf(with1('x-failed-recipients', 'a@e00.test'))).toBe('dsn')
  expect(classOf(aMail({ from: [{ address: 'MAILER-DAEMON@qq.com', name: '' }] }))).toBe('dsn')
  expect(classOf(aMail({ from: [{ address: 'PostMaster@qq.com', name: '' }] }))).toBe('dsn')
})

test.each([
  ['auto-submitted', 'auto-replied'],
  ['auto-submitted', 'auto-generated'],
  ['precedence', 'auto_reply'],
  ['x-autoreply', 'yes'],
  ['x-autorespond', '1'],
  ['return-path', '<>'],
  ['content-type', 'multipart/report; report-type=disposition-notification'],
  ['content-type', 'text/calendar; method=REQUEST'],
])('automatic: %s: %s', (name, value) => {
  expect(classOf(with1(name, value))).toBe('auto')
})

test('Auto-Submitted: no is a person', () => {
  expect(classOf(with1('auto-submitted', 'no'))).toBe('human')
})

test.each(['自动回复：人员解禁', '[自动回复] 你好', 'Automatic reply: 审核结果', 'Out of Office'])(
  'automatic by its subject: %s',
  (subject) => {
    expect(classOf(aMail({ subject }))).toBe('auto')
  },
)

test('a subject that only quotes an automatic one, or comes with a form, is a person', () => {
  expect(classOf(aMail({ subject: '回复：自动回复：人员解禁' }))).toBe('human')
  expect(classOf(aMailWithForm(undefined, { subject: '自动回复' }))).toBe('human')
})

test('an invitation and nothing else is automatic', () => {
  expect(classOf(aMail({ attachments: [anAttachment({ kind: 'calendar' })] }))).toBe('auto')
  expect(classOf(aMailWithForm(undefined, { attachments: [anAttachment(), anAttachment({ kind: 'calendar' })] }))).toBe('human') // prettier-ignore
})

test.each([
  ['list-id', '<news.e00.test>'],
  ['list-unsubscribe', '<mailto:x@e00.test>'],
  ['precedence', 'bulk'],
  ['precedence', 'list'],
  ['x-loop', 'a@e00.test'],
  ['x-auto-response-suppress', 'All'],
])('bulk: %s: %s', (name, value) => {
  expect(classOf(with1(name, value))).toBe('bulk')
})

test('the order is own, bounce, automatic, list', () => {
  const all = [header('list-id', '<a>'), header('auto-submitted', 'auto-replied'), header('x-failed-recipients', 'a@b.test'), header('x-hoistway-kind', 'ack')] // prettier-ignore
  expect(classOf(aMail({ headers: all }))).toBe('own')
  expect(classOf(aMail({ headers: all.slice(0, 3) }))).toBe('dsn')
  expect(classOf(aMail({ headers: all.slice(0, 2) }))).toBe('auto')
  expect(classOf(aMail({ headers: all.slice(0, 1) }))).toBe('bulk')
})

test('a reply is one to a mail of ours, by In-Reply-To or References', () => {
  const ours = '<unban.mail-12.ack.1@association.test>'
  expect(answersOurs(aMail({ inReplyTo: ours }), own.messageIdDomain)).toBe(true)
  expect(answersOurs(aMail({ inReplyTo: '<a@e00.test>', references: [ours] }), own.messageIdDomain)).toBe(true)
  expect(answersOurs(aMail({ inReplyTo: '<a@e00.test>' }), own.messageIdDomain)).toBe(false)
  expect(answersOurs(aMail({ inReplyTo: '<unban.mail-12.ack.1@evil.test>' }), own.messageIdDomain)).toBe(false)
})
