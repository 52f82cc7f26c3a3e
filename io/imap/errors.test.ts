import { expect, test } from '@jest/globals'
import { classifyImapError, MailboxFault } from './errors.ts'

const fault = (fields: object) => Object.assign(new Error('Command failed'), fields)

test.each([
  ['auth', fault({ authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' })],
  ['auth', fault({ authenticationFailed: true, response: 'LOGIN Login error or password error' })],
  ['auth', fault({ responseStatus: 'NO', response: 'SELECT Unsafe Login. Please contact kefu@188.test for help' })],
  // Cut off in the middle of a login.
  ['network', fault({ authenticationFailed: true, code: 'NoConnection' })],
  ['network', fault({ code: 'ECONNREFUSED' })],
  ['network', fault({ code: 'ENOTFOUND' })],
  ['network', new MailboxFault('deadline', 'late')],
  ['network', new MailboxFault('closed', 'closed')],
  ['other', fault({ authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' })],
  ['other', new MailboxFault('renumbered', 'renumbered')],
  ['other', fault({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })],
  ['other', new Error('anything')],
  ['other', 'anything'],
  ['other', null],
] as const)('%s: %s', (kind, error) => {
  expect(classifyImapError(error).kind).toBe(kind)
})

test('the sentence names the code, and repeats nothing else of the server', () => {
  expect(classifyImapError(fault({ code: 'ECONNRESET' })).sentence).toMatch(/（ECONNRESET）$/)
  const { sentence } = classifyImapError(fault({ code: 'user zhang@qq.test', response: 'zhang@qq.test is locked' }))
  expect(sentence).not.toContain('zhang')
})
