/** The bundled mail server as its users see it: through SMTP and IMAP. Beside it stands what lies on disk. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import { anyFreePort } from '../../run/ports.ts'
import { openImapDoor, type Door } from './imap-door.ts'
import { mailPassword } from './mail-types.ts'
import { openPostOffice, type OwnPostOffice } from './own-post-office.ts'
import { openMailDoor } from './smtp-door.ts'
import { emptySpool } from './spool.ts'

const association = 'unban@association.test'
const office = 'office@hongda.test'

let place: string
let ports: { smtp: number; imap: number; lmtp: number }
let postOffice: OwnPostOffice
let doors: Door[] = []
const clients: ImapFlow[] = []

async function start(): Promise<void> {
  const spoolFolder = join(place, 'spool')
  await emptySpool(spoolFolder)
  postOffice = openPostOffice(place)
  doors = [
    await openImapDoor(postOffice, ports.imap),
    await openMailDoor({ office: postOffice, spoolFolder, port: ports.smtp, kind: 'smtp' }),
    await openMailDoor({ office: postOffice, spoolFolder, port: ports.lmtp, kind: 'lmtp' }),
  ]
}
async function stop(): Promise<void> {
  for (const client of clients.splice(0)) client.close()
  await Promise.all(doors.map((door) => door.close()))
  await postOffice.close()
}
const restart = async () => {
  await stop()
  await start()
}

async function open(user: string, options: { noPlain?: boolean } = {}): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: ports.imap,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    auth: { user, pass: mailPassword, ...(options.noPlain ? { loginMethod: 'LOGIN' } : {}) },
  })
  client.on('error', () => undefined)
  await client.connect()
  clients.push(client)
  return client
}

interface Sent {
  readonly to?: string | string[]
  readonly from?: string
  readonly text?: string
  readonly headers?: Record<string, string>
  readonly user?: string
  readonly raw?: string
}
function send({ to = association, from = office, text = 'hello', headers = {}, user, raw }: Sent = {}) {
  const transport = createTransport({
    host: '127.0.0.1',
    port: ports.smtp,
    secure: false,
    ignoreTLS: true,
    ...(user === undefined ? {} : { auth: { user, pass: mailPassword } }),
  })
  if (raw !== undefined) return transport.sendMail({ envelope: { from, to }, raw })
  return transport.sendMail({ from, to, subject: 'Test', text, headers })
}

async function inbox(client: ImapFlow, folder = 'INBOX') {
  await client.mailboxOpen(folder)
  await client.noop()
  const mails = []
  for await (const mail of client.fetch('1:*', { uid: true, internalDate: true, flags: true, size: true, source: true }, { uid: true })) mails.push(mail) // prettier-ignore
  return mails.map((mail) => ({ ...mail, text: mail.source?.toString('latin1') ?? '' }))
}

beforeAll(async () => {
  ports = { smtp: await anyFreePort(), imap: await anyFreePort(), lmtp: await anyFreePort() }
})
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'hoistway-mail-'))
  await start()
})
afterEach(async () => {
  await stop()
  await rm(place, { recursive: true, force: true })
})
describe('a mail sent by SMTP', () => {
  test('is in the mailbox of its recipient and in no other, byte for byte below our headers', async () => {
    const raw = 'From: a@x.test\r\nSubject: \xd6\xd0\xce\xc4\r\n\r\nbody \xff\r\n.dot\r\n'
    await createTransport({ host: '127.0.0.1', port: ports.smtp, secure: false, ignoreTLS: true }).sendMail({
      envelope: { from: 'a@x.test', to: association },
      raw: Buffer.from(raw, 'latin1'),
    })
    const [mail] = await inbox(await open(association))
    expect(mail?.text.endsWith(raw)).toBe(true)
    expect(mail?.text).toMatch(/^Received: from .*\r\n\tby mail\.hoistway\.test/)
    expect(mail?.size).toBe(mail?.source?.length)
    expect(Math.abs(Date.now() - Number(mail?.internalDate))).toBeLessThan(5_000)
    expect(await inbox(await open(office))).toEqual([])
  })

  test('from the page /dev/mail carries the verdict it chose; from anyone else none', async () => {
    await send({ user: 'dev-mail', headers: { 'X-Dev-Verdict': 'fail' } })
    await send({ headers: { 'X-Dev-Verdict': 'pass' } })
    const verdicts = (await inbox(await open(association))).map((mail) => /dmarc=\w+/.exec(mail.text)?.[0])
    expect(verdicts).toEqual(['dmarc=fail', 'dmarc=none'])
  })

  test('by the owner of a mailbox is kept among the sent ones', async () => {
    await send({ user: association, from: association, to: office })
    expect(await inbox(await open(association), 'Sent')).toHaveLength(1)
    expect(await inbox(await open(office))).toHaveLength(1)
  })

  test('to several is in each mailbox once', async () => {
    await send({ to: [association, office, association.toUpperCase()] })
    for (const user of [association, office]) expect(await inbox(await open(user))).toHaveLength(1)
  })

  test('with a wrong password, to no address, or to more than 50 is refused', async () => {
    const wrong = createTransport({ host: '127.0.0.1', port: ports.smtp, ignoreTLS: true, auth: { user: office, pass: 'x' } }) // prettier-ignore
    await expect(wrong.sendMail({ from: office, to: association, text: '' })).rejects.toMatchObject({ responseCode: 535 }) // prettier-ignore
    const many = await send({ to: Array.from({ length: 51 }, (_, at) => `a${at}@x.test`) })
    expect(many.accepted).toHaveLength(50)
    expect(many.rejected).toHaveLength(1)
  })

  test('of 80 MiB and more is refused, and nothing of it is kept', async () => {
    const raw = `From: ${office}\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(84_000)}`
    await expect(send({ raw })).rejects.toMatchObject({ responseCode: 552 })
    expect(await inbox(await open(association))).toEqual([])
  }, 30_000)
})

test('a mail handed over by LMTP is kept as it came', async () => {
  const transport = createTransport({ host: '127.0.0.1', port: ports.lmtp, lmtp: true, secure: false, ignoreTLS: true })
  const raw = 'Authentication-Results: mail.hoistway.test; dmarc=pass header.from=x.test\r\nFrom: a@x.test\r\n\r\nx\r\n'
  await transport.sendMail({ envelope: { from: 'a@x.test', to: [association] }, raw })
  expect((await inbox(await open(association)))[0]?.text).toBe(raw)
})

describe('IMAP', () => {
  test.each([{ noPlain: true }, { noPlain: false }])('signs in with its password only (%j)', async (options) => {
    await expect(open(association, options)).resolves.toBeDefined()
    const client = new ImapFlow({ host: '127.0.0.1', port: ports.imap, secure: false, doSTARTTLS: false, logger: false, auth: { user: association, pass: 'wrong' } }) // prettier-ignore
    client.on('error', () => undefined)
    await expect(client.connect()).rejects.toMatchObject({ authenticationFailed: true })
  })

  test('names the folder of sent mails, and offers MOVE, UIDPLUS and IDLE', async () => {
    const client = await open(association)
    const list = await client.list()
    expect(list.find((folder) => folder.specialUse === '\\Sent')?.path).toBe('Sent')
    expect(list.find((folder) => folder.specialUse === '\\Junk')?.path).toBe('Junk')
    for (const capability of ['MOVE', 'UIDPLUS', 'IDLE']) expect(client.capabilities.has(capability)).toBe(true)
  })

  test('tells whoever waits in IDLE at once, each of its own mailbox', async () => {
    const waiting = await open(association)
    const other = await open(office)
    await Promise.all([waiting.mailboxOpen('INBOX'), other.mailboxOpen('INBOX')])
    const told: string[] = []
    waiting.on('exists', () => told.push('association'))
    other.on('exists', () => told.push('office'))
    void waiting.idle()
    void other.idle()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const sentAt = performance.now()
    const heard = new Promise<number>((resolve) => waiting.once('exists', () => resolve(performance.now() - sentAt)))
    await send()
    expect(await heard).toBeLessThan(1_000)
    expect(told).toEqual(['association'])
    // Ends IDLE in words: hoodiecrow keeps its half-hour's clock for one that is only cut off.
    await Promise.all([waiting.noop(), other.noop()])
  })

  test('reads parts of a mail', async () => {
    await send({ text: 'x'.repeat(200_000) })
    const client = await open(association)
    await client.mailboxOpen('INBOX')
    const mail = await client.fetchOne('1', { source: { start: 10, maxLength: 100 }, headers: ['subject'], envelope: true, bodyStructure: true }) // prettier-ignore
    const whole = await client.fetchOne('1', { source: true })
    if (!mail || !whole) throw new Error('no mail')
    expect(mail.source?.toString()).toBe(whole.source?.subarray(10, 110).toString())
    expect(mail.headers?.toString().trim()).toBe('Subject: Test')
    expect(mail.envelope?.subject).toBe('Test')
    const { content } = await client.download('1')
    let bytes = 0
    for await (const chunk of content ?? []) bytes += (chunk as Buffer).length
    expect(bytes).toBe(whole.source?.length)
    const text = await client.download('1', '1')
    expect(text.meta?.contentType).toBe('text/plain')
  })
})

describe('after a restart', () => {
  test('mails have the same UID, INTERNALDATE and flags, and the folder the same UIDVALIDITY', async () => {
    await send()
    await send()
    const before = await open(association)
    await inbox(before)
    await before.messageFlagsAdd({ uid: '2' }, ['\\Seen'])
    const mails = await inbox(before)
    const { uidValidity } = before.mailbox as { uidValidity: bigint }
    await restart()
    const after = await open(association)
    const plain = (list: typeof mails) => list.map(({ uid, internalDate, flags, text }) => ({ uid, internalDate, flags: [...(flags ?? [])], text })) // prettier-ignore
    expect(plain(await inbox(after))).toEqual(plain(mails))
    expect((after.mailbox as { uidValidity: bigint }).uidValidity).toBe(uidValidity)
  })

  test('what was moved, appended and expunged stays so, and no number is given twice', async () => {
    for (let count = 0; count < 3; count++) await send()
    const client = await open(association)
    await client.mailboxOpen('INBOX')
    const moved = await client.messageMove('1', 'Junk', { uid: true })
    if (moved === false) throw new Error('not moved')
    expect(moved.uidMap?.get(1)).toBe(1)
    await client.messageDelete('3', { uid: true })
    const appended = await client.append('INBOX', 'Subject: appended\r\n\r\nx', ['\\Seen'], '2026-01-02T03:04:05Z')
    if (appended === false) throw new Error('not appended')
    expect(appended.uid).toBe(4)
    await client.messageDelete('4', { uid: true })
    await client.mailboxCreate('Processed')
    await client.append('Processed', 'Subject: kept\r\n\r\nx', [], new Date('2026-01-02T03:04:05Z'))
    await client.mailboxCreate('Unban/Accepted')
    await client.append('Unban/Accepted', 'Subject: kept\r\n\r\nx', [], new Date('2026-01-02T03:04:05Z'))
    await restart()
    const after = await open(association)
    expect((await inbox(after)).map(({ uid }) => uid)).toEqual([2])
    expect(await inbox(after, 'Junk')).toHaveLength(1)
    expect((await inbox(after, 'Processed'))[0]?.internalDate).toEqual(new Date('2026-01-02T03:04:05Z'))
    expect(await inbox(after, 'Unban/Accepted')).toHaveLength(1)
    await after.append('Unban/Accepted', 'Subject: more\r\n\r\nx')
    expect((await inbox(after, 'Unban/Accepted')).map(({ uid }) => uid)).toEqual([1, 2])
    await send()
    expect((await inbox(after)).map(({ uid }) => uid)).toEqual([2, 5])
  })
})
