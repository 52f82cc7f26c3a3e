/** What tests of the mailbox's watcher stand on: a record, a mail server, a provider in front of it, and the watcher. */
import { afterEach, expect } from '@jest/globals'
import { startImapProxy, type Act, type ImapProxy, type Provider, type Said } from './imap-proxy.ts'
import { association } from './mail-program.ts'
import { startMailboxServer, type MailboxServer } from './mailbox-server.ts'
import { startMailroom, testMailbox, type RunningMailroom, type TestMailbox } from './mailroom.ts'

/** Everything that is made ends with its test. */
export const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

export async function mailbox(): Promise<TestMailbox> {
  const made = await testMailbox()
  open.push(() => made.close())
  return made
}
export async function mailServer(dovecot = false): Promise<MailboxServer> {
  const server = await startMailboxServer({ dovecot })
  open.push(() => server.stop())
  return server
}
export async function proxyOf(
  server: MailboxServer,
  provider: Provider,
  act?: (said: Said) => Act | undefined,
): Promise<ImapProxy> {
  // prettier-ignore
  const proxy = await startImapProxy(server.imapPort, provider, act)
  open.push(() => proxy.close())
  return proxy
}
export function watch(
  box: TestMailbox,
  wish: Parameters<typeof startMailroom>[1],
  more: Parameters<typeof startMailroom>[2] = {},
): RunningMailroom {
  // prettier-ignore
  const running = startMailroom(box, wish, more)
  open.push(() => running.stop())
  return running
}

export const letter = (name: string, body = 'body') =>
  `From: office@e00.test\r\nTo: ${association}\r\nSubject: ${name}\r\nMessage-ID: <${name}@e00.test>\r\n\r\n${body}\r\n`
export const letters = (count: number, name = 'mail') => Array.from({ length: count }, (_, n) => letter(`${name}-${n}`, 'x'.repeat(n * 97))) // prettier-ignore

/** Every mail is there once: as many rows as wishes for intake can find, and no fingerprint twice. */
export async function expectOnce(box: TestMailbox, mails: number): Promise<void> {
  const stored = await box.db.selectFrom('mail').select(['fingerprint', 'raw_sha', 'state']).execute()
  expect(stored).toHaveLength(mails)
  expect(new Set(stored.map(({ fingerprint }) => fingerprint)).size).toBe(mails)
  for (const { raw_sha } of stored.slice(0, 5)) expect(await box.files.verify(raw_sha)).toBe(true)
  const audits = await box.db.selectFrom('audit_log').select('key').where('action', '=', 'mail.stored').execute()
  expect(audits).toHaveLength(mails)
}
