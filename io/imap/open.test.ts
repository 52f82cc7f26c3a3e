import { afterEach, describe, expect, test } from '@jest/globals'
import { imapUser, startImapServer, type ImapServer } from '../../test/support/imap-server.ts'
import { startTcpProxy, type TcpProxy } from '../../test/support/tcp-proxy.ts'
import { classifyImapError } from './errors.ts'
import { headBytes, imapTimes } from './limits.ts'
import { openMailbox, type MailboxSession } from './open.ts'
import { mailProfiles, type MailProfile } from './profiles.ts'

const quick = { ...imapTimes, connect: 2_000, greeting: 2_000, command: 2_000, download: 5_000, logout: 200, silence: 600, idle: 400 } // prettier-ignore
const letter = 'From: a@example.test\r\nSubject: =?utf-8?B?6Kej56aB?=\r\n\r\n正文 body\r\n'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
function keep<T extends { close(): Promise<void> }>(one: T): T {
  open.push(one)
  return one
}
const server = async (...given: Parameters<typeof startImapServer>): Promise<ImapServer> => keep(await startImapServer(...given)) // prettier-ignore
const proxy = async (...given: Parameters<typeof startTcpProxy>): Promise<TcpProxy> => keep(await startTcpProxy(...given)) // prettier-ignore
const session = async (port: number, profile: MailProfile = 'plain', times = quick): Promise<MailboxSession> => // prettier-ignore
  keep(await openMailbox({ host: '127.0.0.1', port, secure: false, ...imapUser, folder: 'INBOX' }, mailProfiles[profile], times)) // prettier-ignore

describe('reading', () => {
  test('lists from a UID on, ascending, and not the last one again when nothing is newer', async () => {
    const imap = await server()
    const uids = [1, 2, 3].map((n) => imap.append(letter, new Date(Date.UTC(2026, 10, n))))
    const mailbox = await session(imap.port)
    expect(await mailbox.listUids(null)).toEqual(uids)
    expect(await mailbox.listUids(uids[1] ?? 0)).toEqual(uids.slice(1))
    expect(await mailbox.listUids((uids[2] ?? 0) + 1)).toEqual([])
  })

  test('an empty mailbox has nothing to list or fetch', async () => {
    const imap = await server()
    const mailbox = await session(imap.port)
    expect(await mailbox.listUids(null)).toEqual([])
    expect(await mailbox.fetchEnvelope([])).toEqual([])
    expect(await mailbox.fetchRaw(7)).toBeNull()
  })

  test.each([
    ['20-Nov-2026 14:05:11 +0800', '2026-11-20T06:05:11.000Z'],
    [' 1-Jan-2027 00:00:00 +0800', '2026-12-31T16:00:00.000Z'],
    ['29-Feb-2028 23:59:59 -0330', '2028-03-01T03:29:59.000Z'],
    ['32-Dec-2026 23:59:59 +0000', null],
  ])('receipt time %s is %s', async (written, moment) => {
    const imap = await server()
    const uid = imap.append(letter, written)
    const [envelope] = await (await session(imap.port)).fetchEnvelope([uid])
    expect(envelope?.internalDate?.toISOString() ?? null).toBe(moment)
  })

  test('bytes come as they were stored, and a mail that is gone comes as null', async () => {
    const imap = await server()
    const raw = Buffer.concat([Buffer.from(letter), Buffer.from([0xd5, 0xc5, 0xff, 0x80, 0x0d, 0x0a])])
    const uid = imap.append(raw)
    const mailbox = await session(imap.port)
    expect((await mailbox.fetchRaw(uid))?.equals(raw)).toBe(true)
    expect(await mailbox.fetchRaw(uid + 1)).toBeNull()
  })

  test('of a mail above the limit only the head is read, and the session goes on', async () => {
    const imap = await server()
    const uid = imap.append(letter + 'x'.repeat(2 * headBytes))
    const small = imap.append(letter)
    const mailbox = await session(imap.port)
    const head = await mailbox.fetchRaw(uid, { maxBytes: headBytes })
    expect(head).toHaveLength(headBytes)
    expect(head?.toString().startsWith(letter)).toBe(true)
    expect((await mailbox.fetchRaw(small))?.toString()).toBe(letter)
  })

  test('many mails come ascending, and the session may be used between two of them', async () => {
    const imap = await server()
    const uids = Array.from({ length: 120 }, (_, n) => imap.append(`Subject: ${n}\r\n\r\n${n}`))
    const mailbox = await session(imap.port)
    const seen: number[] = []
    for await (const batch of mailbox.fetchBatches([...uids].reverse())) {
      for (const mail of batch) {
        seen.push(mail.uid)
        expect(mail.raw.toString()).toBe(`Subject: ${seen.length - 1}\r\n\r\n${seen.length - 1}`)
      }
      await mailbox.fetchEnvelope([batch[0]?.uid ?? 0])
      if (seen.length === 100) break
    }
    expect(seen).toEqual(uids.slice(0, 100))
    expect(await mailbox.listUids(uids[119] ?? 0)).toEqual([uids[119]])
  })
})

describe('what is said to the server', () => {
  test('only what every provider understands', async () => {
    const imap = await server()
    const uids = Array.from({ length: 60 }, () => imap.append(letter))
    const between = await proxy(imap.port)
    const mailbox = await session(between.port, 'qq')
    await mailbox.listUids(null)
    await mailbox.listUids(30)
    for await (const batch of mailbox.fetchBatches(uids)) expect(batch.every(({ size }) => size > 0)).toBe(true)
    await mailbox.fetchRaw(uids[3] ?? 0)
    await mailbox.close()
    const said = between.lines.map((line) => line.replace(/^\S+ /, ''))
    expect(said.find((line) => line.startsWith('ID '))).toBe(
      'ID ("name" "Hoistway" "version" "0.1.0" "vendor" "Hoistway")',
    )
    expect(said).toContain('UID SEARCH ALL')
    expect(said).toContain('UID SEARCH UID 30:*')
    expect(said).toContain('UID FETCH 1:60 (UID INTERNALDATE RFC822.SIZE)')
    expect(said).toContain('UID FETCH 1:50 (UID BODY.PEEK[])')
    expect(said).toContain('UID FETCH 4 (UID BODY.PEEK[])')
    expect(said.filter((line) => /STATUS|STORE|ENVELOPE|BODYSTRUCTURE|UNSEEN|SUBJECT|BODY\[|MOVE|COPY/.test(line))).toEqual([]) // prettier-ignore
    for (const [, from, to] of said.join('\n').matchAll(/(\d+):(\d+)/g)) expect(Number(from)).toBeLessThan(Number(to))
  })

  test('a new UIDVALIDITY within a session ends it', async () => {
    const imap = await server()
    let selects = 0
    const between = await proxy(imap.port, (line) => {
      const [tag, command] = line.split(' ')
      if (command !== 'SELECT' || ++selects < 2) return null
      return `* 0 EXISTS\r\n* OK [UIDVALIDITY 424242] renumbered\r\n${tag} OK [READ-WRITE] done\r\n`
    })
    const mailbox = await session(between.port)
    const error = await mailbox.listUids(null).catch((fault: unknown) => fault)
    expect(error).toMatchObject({ code: 'renumbered' })
    await expect(mailbox.listUids(null)).rejects.toThrow()
  })

  test('a refused SEARCH is a fault, not an empty mailbox', async () => {
    const imap = await server()
    imap.append(letter)
    const between = await proxy(imap.port, (line) =>
      line.includes('SEARCH') ? `${line.split(' ')[0]} NO later\r\n` : null,
    )
    await expect((await session(between.port)).listUids(null)).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('waiting for news', () => {
  test('IDLE tells at once; a listing makes the news old', async () => {
    const imap = await server()
    const mailbox = await session(imap.port)
    await mailbox.listUids(null)
    const waiting = mailbox.waitForNews(5_000)
    setTimeout(() => imap.append(letter), 100)
    const since = performance.now()
    expect(await waiting).toBe('news')
    expect(performance.now() - since).toBeLessThan(1_000)
    expect(await mailbox.waitForNews(5_000)).toBe('news')
    expect(await mailbox.listUids(null)).toHaveLength(1)
    expect(await mailbox.waitForNews(200)).toBe('timeout')
  })

  test('a mail that comes between the listing and the waiting is not missed', async () => {
    const imap = await server()
    const mailbox = await session(imap.port)
    await mailbox.listUids(null)
    imap.append(letter)
    await mailbox.fetchEnvelope([1])
    expect(await mailbox.waitForNews(5_000)).toBe('news')
  })

  test('without IDLE it asks at the pace of the profile', async () => {
    const imap = await server({ without: ['IDLE'] })
    const between = await proxy(imap.port)
    const settings = { ...mailProfiles['163'], pollSeconds: 0.2 }
    const mailbox = keep(await openMailbox({ host: '127.0.0.1', port: between.port, secure: false, ...imapUser, folder: 'INBOX' }, settings, quick)) // prettier-ignore
    await mailbox.listUids(null)
    setTimeout(() => imap.append(letter), 300)
    expect(await mailbox.waitForNews(5_000)).toBe('news')
    expect(between.lines.filter((line) => line.endsWith('NOOP'))).toHaveLength(2)
  })

  test('commands may run while somebody waits', async () => {
    const imap = await server()
    const uid = imap.append(letter)
    const mailbox = await session(imap.port)
    await mailbox.listUids(null)
    const waiting = mailbox.waitForNews(4_000)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await mailbox.fetchRaw(uid))?.toString()).toBe(letter)
    setTimeout(() => imap.append(letter), 200)
    expect(await waiting).toBe('news')
  })

  test('the caller can stop waiting, twice over, and the line stays quiet', async () => {
    const imap = await server()
    const between = await proxy(imap.port)
    const mailbox = await session(between.port, 'bundled', { ...quick, silence: 60_000, idle: 50_000 })
    await mailbox.listUids(null)
    for (const ms of [50, 50]) expect(await mailbox.waitForNews(5_000, AbortSignal.timeout(ms))).toBe('timeout')
    expect(between.lines.filter((line) => /IDLE|NOOP|DONE/.test(line))).toHaveLength(1)
  })

  test('a silent line is found dead, and says closed', async () => {
    const imap = await server()
    const between = await proxy(imap.port)
    const mailbox = await session(between.port)
    await mailbox.listUids(null)
    between.freeze()
    const since = performance.now()
    expect(await mailbox.waitForNews(10_000)).toBe('closed')
    expect(performance.now() - since).toBeLessThan(quick.idle + quick.command + 1_500)
    await expect(mailbox.listUids(null)).rejects.toThrow()
  })

  test('a cut line says closed at once, and so does a session that was closed', async () => {
    const imap = await server()
    const between = await proxy(imap.port)
    const mailbox = await session(between.port)
    await mailbox.listUids(null)
    setTimeout(() => between.cut(), 100)
    expect(await mailbox.waitForNews(10_000)).toBe('closed')
    expect(await mailbox.waitForNews(10_000)).toBe('closed')
    const another = await session(imap.port)
    await another.close()
    expect(await another.waitForNews(10_000)).toBe('closed')
  })
})

describe('the Sent folder', () => {
  const ours = 'unban.GX-2026-000123.result.1@example.test'
  const sent = (folder: string, marked: boolean) => ({
    [folder]: { messages: [], ...(marked ? { 'special-use': '\\Sent' } : {}) },
  })

  test.each([
    ['Outbox', true],
    ['Sent Messages', false],
    ['Sent', false],
  ])('%s (marked: %s) is found, and the session returns to its folder', async (folder, marked) => {
    const imap = await server({ folders: sent(folder, marked) })
    const uid = imap.append(letter)
    for (let n = 0; n < 5; n++) imap.append(`Message-ID: <other.${n}@example.test>\r\n\r\nx`, undefined, folder)
    imap.append(`Subject: x\r\nMessage-ID:\r\n <${ours}>\r\n\r\nx`, undefined, folder)
    const mailbox = await session(imap.port, 'bundled')
    expect(await mailbox.findInSent(ours)).toBe(true)
    expect(await mailbox.findInSent('unban.GX-2026-000124.result.1@example.test')).toBe(false)
    expect(await mailbox.listUids(null)).toEqual([uid])
  })

  test('no such folder is said; an empty one holds nothing', async () => {
    const without = await server()
    expect(await (await session(without.port)).findInSent(ours)).toBe('noSentFolder')
    const empty = await server({ folders: sent('Sent', true) })
    expect(await (await session(empty.port)).findInSent(ours)).toBe(false)
  })

  test('a Message-ID that the provider replaced is known by our own header', async () => {
    const imap = await server({ folders: sent('Sent', true) })
    imap.append(`Message-ID: <tencent_1@qq.test>\r\nX-Hoistway-Loop: ${ours}\r\n\r\nx`, undefined, 'Sent')
    expect(await (await session(imap.port)).findInSent(ours)).toBe(true)
  })
})

describe('failing', () => {
  test('a wrong password is the account, a closed port and a lost answer are the line', async () => {
    const imap = await server()
    const at = { host: '127.0.0.1', port: imap.port, secure: false, ...imapUser, folder: 'INBOX' }
    const fault = (given: Partial<typeof at>) =>
      openMailbox({ ...at, ...given }, mailProfiles.plain, quick).then(() => null, classifyImapError)
    expect(await fault({ password: 'wrong' })).toMatchObject({ kind: 'auth' })
    expect(await fault({ port: 1 })).toMatchObject({ kind: 'network' })
    expect(await fault({ folder: 'Nowhere' })).toMatchObject({ kind: 'other' })
    const silent = await proxy(imap.port)
    silent.freeze()
    expect(await fault({ port: silent.port })).toMatchObject({ kind: 'network' })
  })

  test('163 refuses the folder of a program it does not know: that is the account', async () => {
    const imap = await server()
    const between = await proxy(imap.port, (line) =>
      line.includes('SELECT')
        ? `${line.split(' ')[0]} NO SELECT Unsafe Login. Please contact kefu@188.test for help\r\n`
        : null,
    )
    await expect(session(between.port, '163').catch((fault: unknown) => classifyImapError(fault))).resolves.toMatchObject({ kind: 'auth' }) // prettier-ignore
  })

  test('a command without an answer ends the session at its deadline', async () => {
    const imap = await server()
    const between = await proxy(imap.port)
    const mailbox = await session(between.port, 'plain', { ...quick, command: 300, silence: 60_000 })
    between.freeze()
    await expect(mailbox.listUids(null)).rejects.toMatchObject({ code: 'deadline' })
    await expect(mailbox.fetchRaw(1)).rejects.toThrow()
  })

  test('a line that is cut in the middle of a mail fails the fetch and nothing else', async () => {
    const imap = await server()
    const uid = imap.append(letter)
    const between = await proxy(imap.port, (line) =>
      line.includes('BODY.PEEK[]') ? `* 1 FETCH (UID ${uid} BODY[] {500}\r\nhalf a mail` : null,
    )
    const mailbox = await session(between.port)
    setTimeout(() => between.cut(), 200)
    await expect(mailbox.fetchRaw(uid)).rejects.toThrow()
  })
})
