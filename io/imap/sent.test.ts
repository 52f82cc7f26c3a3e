import { expect, test } from '@jest/globals'
import { namesMail, sentFolder } from './sent.ts'

const folder = (path: string, specialUse?: string) => (specialUse === undefined ? { path } : { path, specialUse })

test('the folder that is marked wins, then the known names', () => {
  expect(sentFolder([folder('INBOX'), folder('Sent'), folder('已发', '\\Sent')] as never)).toBe('已发')
  expect(sentFolder([folder('INBOX'), folder('已发送')] as never)).toBe('已发送')
  expect(sentFolder([folder('INBOX'), folder('Sent Messages')] as never)).toBe('Sent Messages')
  expect(sentFolder([folder('INBOX'), folder('Sent to clients')] as never)).toBeNull()
})

test('a Message-ID is the whole of it, folded or not', () => {
  const id = 'unban.GX-2026-000123.ack.1@example.test'
  expect(namesMail(`Message-ID: <${id}>\r\n\r\n`, id)).toBe(true)
  expect(namesMail(`Message-Id:\r\n\t<${id}>\r\n\r\n`, id)).toBe(true)
  expect(namesMail(`X-Hoistway-Loop: ${id}\r\n\r\n`, id)).toBe(true)
  expect(namesMail(`Message-ID: <x${id}>\r\n\r\n`, id)).toBe(false)
  expect(namesMail(`Message-ID: <${id}x>\r\n\r\n`, id)).toBe(false)
  expect(namesMail('', id)).toBe(false)
})
