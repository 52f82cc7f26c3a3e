/** A backlog is stored at the pace of a machine, not of a line: fetched in batches, stored in batches. */
import { afterEach, expect, test } from '@jest/globals'
import { association } from '../support/mail-program.ts'
import { startMailboxServer } from '../support/mailbox-server.ts'
import { countMails, quickProfile, startMailroom, testMailbox, until } from '../support/mailroom.ts'

const mails = Number(process.env['BACKLOG'] ?? 1_000)
const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

test(`${mails} mails of 7 to 80 KiB are stored at 400 a second and more`, async () => {
  const box = await testMailbox()
  open.push(() => box.close())
  const server = await startMailboxServer({ dovecot: false })
  open.push(() => server.stop())
  await server.deliver(...Array.from({ length: mails }, (_, n) => letter(n)))
  const since = performance.now()
  const running = startMailroom(box, { port: server.imapPort, password: server.password, profile: quickProfile('bundled') }, { times: undefined }) // prettier-ignore
  open.push(() => running.stop())
  await until('all are stored', async () => (await countMails(box)) === mails, 120_000)
  const perSecond = Math.round((mails * 1_000) / (performance.now() - since))
  console.log(`${mails} mails stored at ${perSecond} a second`)
  // A machine shared by many tests at once is no measure; the bench is.
  expect(perSecond).toBeGreaterThan(100)
}, 600_000)

/** Half of 7 KiB, half of 20 to 80 KiB. */
function letter(n: number): string {
  const size = n % 2 === 0 ? 7 : 20 + (n % 61)
  const line = `${Buffer.alloc(57, n % 251).toString('base64')}\r\n`
  return `From: office@e00.test\r\nTo: ${association}\r\nSubject: ${n}\r\nMessage-ID: <backlog-${n}@e00.test>\r\n\r\n${line.repeat(Math.round((size * 1024) / line.length))}` // prettier-ignore
}
