/** One fetcher a mailbox, whatever freezes, lies or refuses (reference: email.md 3.4). */
import { afterEach, expect, test } from '@jest/globals'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { readMailboxHealth } from '../../db/read/mailbox.ts'
import { takeLease } from '../../db/write/mailbox-lease.ts'
import { askForLook } from '../../db/write/web/mailbox-look.ts'
import { storeMails, type SeenMail } from '../../db/write/store-mails.ts'
import { openEpoch } from '../../db/write/mailbox.ts'
import { createSandbox } from '../../io/sandbox.ts'
import { startImapProxy, type Act, type Said } from '../support/imap-proxy.ts'
import { association, formOf } from '../support/mail-program.ts'
import { startMailboxServer, type MailboxServer } from '../support/mailbox-server.ts'
import { countMails, quickProfile, startMailroom, startMailroomProcess, testMailbox, until, type TestMailbox } from '../support/mailroom.ts' // prettier-ignore
import { goodPeopleOfOne } from '../support/world-people.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})
async function scene(act?: (said: Said) => Act | undefined) {
  const box = await testMailbox()
  open.push(() => box.close())
  const server = await startMailboxServer({ dovecot: false })
  open.push(() => server.stop())
  const proxy = await startImapProxy(server.imapPort, 'qq', act)
  open.push(() => proxy.close())
  return { box, server, proxy, wish: { port: proxy.port, password: server.password } }
}
const letter = (name: string) => `From: office@e00.test\r\nTo: ${association}\r\nSubject: ${name}\r\nMessage-ID: <${name}@e00.test>\r\n\r\nbody\r\n` // prettier-ignore
const healthOf = async (box: TestMailbox) => {
  const { authority_id } = await box.db.selectFrom('mailbox').select('authority_id').where('id', '=', box.mailboxId).executeTakeFirstOrThrow() // prettier-ignore
  const health = await readMailboxHealth(box.db, authority_id)
  if (health === null) throw new Error('no mailbox')
  return health
}
const seen = (uid: number): SeenMail => ({ uid, internalDate: '2026-11-20T06:05:11.000Z', size: 9, headersOnly: false, rawSha: 'a'.repeat(64), fingerprint: `fingerprint-${uid}`, headers: [] }) // prettier-ignore
const allStored = (box: TestMailbox, mails: number) => until(`${mails} mails`, async () => (await countMails(box)) === mails, 30_000) // prettier-ignore
async function settleAll(box: TestMailbox): Promise<void> {
  await box.db.updateTable('mail').set({ state: 'accepted', classified_at: '2026-01-01T00:00:00Z' }).execute()
}
const held = (server: MailboxServer, folder: string) => server.asStaff(async (staff) => (await staff.mailboxOpen(folder)).exists) // prettier-ignore

test('who lost the lease writes nothing any more: the token of a stale owner is refused', async () => {
  const box = await testMailbox()
  open.push(() => box.close())
  const where = { epochId: await openEpoch(box.db, box.mailboxId, 'INBOX', 1), fromJunk: false, receivedBy: [] }
  const old = await takeLease(box.db, box.mailboxId, 'old')
  expect(await takeLease(box.db, box.mailboxId, 'new')).toBeNull()
  await box.db.updateTable('mailbox').set({ lease_until: '2026-01-01T00:00:00Z' }).execute()
  const fresh = await takeLease(box.db, box.mailboxId, 'new')
  if (old === null || fresh === null) throw new Error('no lease')
  expect(fresh.token).toBe(old.token + 1)
  expect(await storeMails(box.db, old, [seen(1)], where)).toBeNull()
  expect(await storeMails(box.db, fresh, [seen(1), seen(2)], where)).toMatchObject([{ uid: 1, isNew: true }, { uid: 2, isNew: true }]) // prettier-ignore
  // Even when the old one is its holder again, the old token stays dead.
  await box.db.updateTable('mailbox').set({ lease_until: '2026-01-01T00:00:00Z' }).execute()
  await takeLease(box.db, box.mailboxId, 'old')
  expect(await storeMails(box.db, old, [seen(3)], where)).toBeNull()
  expect(await countMails(box)).toBe(2)
})

test('two processes: the first is stopped for longer than its lease and goes on; every mail is there once', async () => {
  const { box, server, wish } = await scene()
  const profile = quickProfile('bundled')
  const owner = async () => (await box.db.selectFrom('mailbox').select(['lease_owner', 'lease_token']).where('id', '=', box.mailboxId).executeTakeFirstOrThrow()) // prettier-ignore
  const first = await startMailroomProcess(box, { ...wish, profile, owner: 'first' })
  await server.deliver(letter('one'))
  await allStored(box, 1)
  const { lease_token: before } = await owner()
  const second = await startMailroomProcess(box, { ...wish, profile, owner: 'second' })
  first.signal('SIGSTOP')
  await until('the second holds the lease', async () => (await owner()).lease_owner === 'second', 25_000)
  await server.deliver(letter('two'), letter('three'))
  await allStored(box, 3)
  first.signal('SIGCONT')
  await server.deliver(letter('four'))
  await allStored(box, 4)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  expect(await countMails(box)).toBe(4)
  expect(await owner()).toEqual({ lease_owner: 'second', lease_token: before + 1 })
  for (const process of [first, second]) {
    process.signal('SIGKILL')
    await process.exited
  }
}, 60_000)

test('two mails alike in one batch are one mail at two places, the first of them the new one', async () => {
  const box = await testMailbox()
  open.push(() => box.close())
  const where = { epochId: await openEpoch(box.db, box.mailboxId, 'INBOX', 1), fromJunk: false, receivedBy: [] }
  const lease = await takeLease(box.db, box.mailboxId, 'one')
  if (lease === null) throw new Error('no lease')
  const stored = await storeMails(box.db, lease, [seen(1), { ...seen(1), uid: 2, internalDate: '2026-11-20T07:00:00.000Z' }], where) // prettier-ignore
  expect(stored?.map(({ isNew }) => isNew)).toEqual([true, false])
  const mails = await box.db.selectFrom('mail').select('received_at').execute()
  expect(mails).toEqual([{ received_at: '2026-11-20T06:05:11.000Z' }])
})

test('a session that has gone blind is found out by a second one, twice, and given up', async () => {
  // The first line goes on answering as if nothing had come; every other line sees what is there.
  let blind = false
  const { box, server, proxy, wish } = await scene(({ name, connection }) => (blind && connection === 1 && name === 'UID SEARCH' ? { say: 'OK nothing new' } : undefined)) // prettier-ignore
  const running = startMailroom(box, { ...wish, profile: quickProfile('qq') }, { viewTimes: { silenceMs: 1_000, againMs: 500, always: true } }) // prettier-ignore
  open.push(() => running.stop())
  await server.deliver(letter('one'))
  await allStored(box, 1)
  blind = true
  await server.deliver(letter('two'))
  await allStored(box, 2)
  // The inbox, the Junk folder, a second look that agreed or two that did not, and the new line.
  expect(proxy.connections()).toBeGreaterThanOrEqual(4)
}, 60_000)

test('a mail that cannot be fetched keeps nobody: the others come, and it is said and tried again later', async () => {
  const { box, server, wish } = await scene(({ name, line }) => {
    if (name !== 'UID FETCH' || !line.includes('BODY')) return undefined
    const [, from = '', to = from] = /FETCH (\d+)(?::(\d+))?/.exec(line) ?? []
    return Number(from) <= 3 && Number(to) >= 3 ? 'cut' : undefined
  })
  await server.deliver(...Array.from({ length: 6 }, (_, n) => letter(`mail-${n}`)))
  const running = startMailroom(box, { ...wish, profile: quickProfile('qq') })
  open.push(() => running.stop())
  await allStored(box, 5)
  await until('it is said', async () => (await healthOf(box)).alerts.some(({ kind }) => kind === 'unreadable'))
  const [row] = await box.db.selectFrom('mail_unfetched').select(['uid', 'tries', 'next_try_at']).execute()
  expect(row).toMatchObject({ uid: 3, tries: 3 })
  expect(Date.parse(row?.next_try_at ?? '') - Date.now()).toBeGreaterThan(9 * 60_000)
  await server.deliver(letter('later'))
  await allStored(box, 6)
}, 60_000)

test('a mail that cannot be stored keeps nobody of its batch', async () => {
  const { box, server, wish } = await scene()
  await server.deliver(letter('one'), letter('two'), letter('three'))
  // Its file cannot be written down in the record, whatever the reason: a hash that is none.
  const poison = (bytes: Uint8Array) => Buffer.from(bytes).includes('Subject: two')
  const files = { ...box.files, put: async (bytes: Uint8Array) => ({ ...(await box.files.put(bytes)), ...(poison(bytes) ? { sha256: '\u0000' } : {}) }) } // prettier-ignore
  const running = startMailroom(box, { ...wish, profile: quickProfile('qq') }, { files })
  open.push(() => running.stop())
  await allStored(box, 2)
  await until('it is said', async () => (await healthOf(box)).unreadable === 1)
  await server.deliver(letter('four'))
  await allStored(box, 3)
}, 60_000)

test('settled mails are sorted for people; what staff put back stays where they put it', async () => {
  const { box, server, wish } = await scene()
  await server.deliver(letter('one'), letter('two'), letter('three'))
  const running = startMailroom(box, { ...wish, profile: quickProfile('qq', { moveAfterSeconds: 0 }) })
  open.push(() => running.stop())
  await allStored(box, 3)
  await box.db.updateTable('mail').set({ state: 'returned', classified_at: '2026-01-01T00:00:00Z' }).where('id', 'in', (mails) => mails.selectFrom('mail').select('id').orderBy('arrival').limit(1)).execute() // prettier-ignore
  await until('one is sorted', async () => (await held(server, 'INBOX')) === 2, 30_000)
  expect(await held(server, 'Unban/Returned')).toBe(1)
  await server.asStaff(async (staff) => {
    await staff.mailboxOpen('Unban/Returned')
    await staff.messageMove('1', 'INBOX', { uid: true })
  })
  await new Promise((resolve) => setTimeout(resolve, 12_000))
  expect(await held(server, 'INBOX')).toBe(3)
  expect(await countMails(box)).toBe(3)
}, 90_000)

test('three failed moves: nothing is moved any more, it is said, and mails are read as before', async () => {
  const { box, server, proxy, wish } = await scene(({ name }) => (name === 'UID MOVE' ? { say: 'NO over quota' } : undefined)) // prettier-ignore
  await server.deliver(letter('one'))
  const running = startMailroom(box, { ...wish, profile: quickProfile('qq', { moveAfterSeconds: 0 }) })
  open.push(() => running.stop())
  await allStored(box, 1)
  await settleAll(box)
  await until('it is said', async () => (await healthOf(box)).alerts.some(({ kind }) => kind === 'folderStuck'), 45_000)
  const tries = () => proxy.said.filter(({ name }) => name === 'UID MOVE').length
  expect(tries()).toBe(3)
  await server.deliver(letter('two'))
  await allStored(box, 2)
  await new Promise((resolve) => setTimeout(resolve, 11_000))
  expect(tries()).toBe(3)
  expect((await healthOf(box)).alerts.map(({ kind }) => kind)).toEqual(['folderStuck'])
}, 90_000)

test('a person’s wish to look is met within seconds, also in the pause after failures', async () => {
  let away = true
  const { box, server, wish } = await scene(() => (away ? 'cut' : undefined))
  const running = startMailroom(box, { ...wish, profile: { ...quickProfile('qq'), reconnectMs: { first: 120_000, last: 120_000 } } }) // prettier-ignore
  open.push(() => running.stop())
  await until('the trouble is noted', async () => (await healthOf(box)).problem !== null)
  away = false
  await server.deliver(letter('one'))
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect(await countMails(box)).toBe(0)
  const { authority_id } = await box.db.selectFrom('mailbox').select('authority_id').where('id', '=', box.mailboxId).executeTakeFirstOrThrow() // prettier-ignore
  expect(await askForLook(box.db, authority_id)).toBe(true)
  await until('the mail is there', async () => (await countMails(box)) === 1, 8_000)
  expect((await healthOf(box)).problem).toBeNull()
}, 60_000)

test('a worker that ends while it reads Junk leaves what it has not read to the next one', async () => {
  const { box, server, wish } = await scene()
  const attachments = [await formOf(goodPeopleOfOne(1))]
  await server.asStaff(async (staff) => {
    for (const n of [1, 2, 3]) await staff.append('Junk', await compose({ n, attachments }), [], new Date())
  })
  const profile = quickProfile('bundled', { junkSeconds: 1 })
  // Reading takes longer than the watcher waits for it, and the sandbox is closed meanwhile.
  const { promise: closed, resolve: close } = Promise.withResolvers<undefined>()
  const ended = createSandbox({ children: 1, keepWarm: false })
  let reading = 0
  const readMail = async (raw: Uint8Array) => {
    reading += 1
    await closed
    return ended.readMail(raw)
  }
  const first = startMailroom(box, { ...wish, profile }, { sandbox: { readMail } })
  await until('the first reads', () => Promise.resolve(reading === 3))
  await first.stop()
  await ended.close()
  close(undefined)
  await box.db.updateTable('mailbox').set({ lease_until: '2026-01-01T00:00:00Z' }).execute()
  const second = startMailroom(box, { ...wish, profile, owner: 'second' })
  open.push(() => second.stop())
  await allStored(box, 3)
}, 60_000)

const compose = ({ n, attachments }: { n: number; attachments: Awaited<ReturnType<typeof formOf>>[] }) =>
  new MailComposer({ from: 'office@e00.test', to: association, subject: '人员解禁申请', text: '请予受理。', messageId: `<junk-${n}@e00.test>`, attachments }).compile().build() // prettier-ignore
