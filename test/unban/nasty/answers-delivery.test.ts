/** Loops, bounces and what becomes of letters: the nasty mails 57 to 65 and 77 to 80, on a mail server of the test's making. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readSendingState } from '../../../db/read/sending-state.ts'
import { mailProfiles } from '../../../io/imap/profiles.ts'
import { imapUser, startImapServer } from '../../support/imap-server.ts'
import { startPostRoom, type PostRoom } from '../../support/post-room.ts'
import { rawMail } from '../../support/raw-mail.ts'

let post: PostRoom
/** An acknowledgement that has been sent, to be answered by machines. */
let ack: { messageId: string; id: number; mailId: number }

let minute = 0
const at = () => new Date(Date.parse('2026-11-18T01:00:00Z') + (minute += 1) * 60_000).toISOString()
const mailOf = (room: PostRoom, id: number) => room.db.selectFrom('mail').select(['state', 'state_reason as why']).where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
const letterRow = (room: PostRoom, id: number) => room.db.selectFrom('outgoing_mail').selectAll().where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
const suspended = (room: PostRoom, address: string) => room.db.selectFrom('address_suspension').selectAll().where('address', '=', address).executeTakeFirst() // prettier-ignore
const events = (room: PostRoom, id: number) => room.db.selectFrom('delivery_event').select('kind').where('outgoing_id', '=', id).orderBy('id').execute().then((rows) => rows.map(({ kind }) => kind)) // prettier-ignore

async function applied(room: PostRoom, login: string, messageId: string) {
  const rows = await room.goodRows(login, 1)
  const mailId = await room.arrive({ from: `office@${login}.test`, receivedAt: at(), rows, messageId })
  const [letter] = await room.letters(mailId)
  if (letter === undefined) throw new Error('No answer.')
  return { messageId: letter.messageId, id: letter.id, mailId }
}
/** The request's review is over: its result is queued as a reviewer's ending would queue it. */
async function resultFor(room: PostRoom, login: string, messageId: string): Promise<number> {
  const { mailId } = await applied(room, login, messageId)
  await room.db.updateTable('outgoing_mail').set({ kind: 'result', priority: 1, request_id: (await room.db.selectFrom('request').select('id').where('mail_id', '=', mailId).executeTakeFirstOrThrow()).id }).where('mail_id', '=', mailId).execute() // prettier-ignore
  return (await room.letters(mailId))[0]?.id ?? 0
}

const dsn = (fields: readonly string[], returned: readonly string[]) =>
  rawMail(
    ['From: MAILER-DAEMON@mx.test', 'To: unban@association.test', 'Subject: Undelivered', 'Message-ID: <' + Math.random() + '@mx.test>', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'], // prettier-ignore
    ['--b', 'Content-Type: text/plain', '', 'Sorry.', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.test', '', ...fields, '', '--b', 'Content-Type: text/rfc822-headers', '', ...returned, '', '--b--', ''].join('\r\n'), // prettier-ignore
  )

beforeAll(async () => {
  post = await startPostRoom()
  ack = await applied(post, 'e00', 'one@e00.test')
  await post.send()
}, 60_000)
afterAll(() => post.close())

describe('loops', () => {
  test('#57 an out-of-office reply to our acknowledgement is filed as automatic and not answered', async () => {
    const id = await post.arrive({ from: 'office@e00.test', receivedAt: at(), inReplyTo: ack.messageId, text: '我在休假', headers: { 'Auto-Submitted': 'auto-replied' } }) // prettier-ignore
    expect(await mailOf(post, id)).toMatchObject({ state: 'auto' })
    expect(await post.letters(id)).toEqual([])
  })

  test('#58 an auto-reply without any mark is a note when it answers ours; a fresh one is answered once, then muted', async () => {
    const reply = await post.arrive({ from: 'office@e00.test', receivedAt: at(), inReplyTo: ack.messageId, text: '您好，我已收到您的来信，会尽快回复。' }) // prettier-ignore
    expect(await mailOf(post, reply)).toMatchObject({ state: 'note' })
    expect(await post.letters(reply)).toEqual([])
    const qq = await startPostRoom({ ...mailProfiles.qq, sendGapMs: 0 })
    const fresh = () => qq.arrive({ from: 'robot@qq.test', receivedAt: at(), text: '您好，我已收到您的来信。' })
    const [one, two] = [await fresh(), await fresh()]
    expect([await mailOf(qq, one), await mailOf(qq, two)]).toMatchObject([{ state: 'returned' }, { state: 'returned', why: 'muted' }]) // prettier-ignore
    expect([(await qq.letters(one)).length, (await qq.letters(two)).length]).toEqual([1, 0])
    await qq.close()
  }, 60_000)

  test('#59 two auto-responders with changing addresses stop within 60 mails, and the chief lets it go on', async () => {
    const room = await startPostRoom({ ...mailProfiles.qq, sendGapMs: 0, perHour: null, perDay: null })
    const answersOf = (name: string) => room.arrive({ from: name, receivedAt: at(), text: '自动应答：已收到。' })
    let n = 0
    let seen = 0
    await answersOf('a0@one.test')
    await answersOf('b0@two.test')
    for (let round = 0; round < 200; round += 1) {
      await room.send()
      if (room.handed.length === seen) break
      for (const { to } of room.handed.slice(seen)) {
        seen += 1
        await answersOf(`${to.startsWith('a') ? 'a' : 'b'}${(n += 1)}@${to.split('@')[1] ?? ''}`)
      }
    }
    expect(room.handed.length).toBeLessThanOrEqual(60)
    const state = await readSendingState(room.db, room.mailboxId)
    expect(state.stoppedAt).not.toBeNull()
    expect(state.queued.return).toBeGreaterThan(0)
    const chief = await room.db
      .selectFrom('account')
      .select('id')
      .where('login', '=', 'chief')
      .executeTakeFirstOrThrow()
    await room.db.insertInto('mail_act').values({ id: 'go-on', mailbox_id: room.mailboxId, account_id: chief.id, kind: 'letGoOn' }).execute() // prettier-ignore
    await room.doMailActs()
    expect((await readSendingState(room.db, room.mailboxId)).stoppedAt).toBeNull()
    expect(await room.send()).toBeNull()
    expect((await readSendingState(room.db, room.mailboxId)).queued.return).toBe(0)
    await room.close()
  }, 120_000)
})

describe('bounces', () => {
  test('#60 a report 5.1.1 with our Message-ID in the returned headers marks the letter, and the address rests for 30 days', async () => {
    const letter = await applied(post, 'e01', 'one@e01.test')
    await post.send()
    const id = await post.arrive({ from: '', receivedAt: at(), raw: dsn(['Final-Recipient: rfc822; office@e01.test', 'Action: failed', 'Status: 5.1.1'], [`Message-ID: <${letter.messageId}>`]) }) // prettier-ignore
    expect(await mailOf(post, id)).toEqual({ state: 'dsn', why: 'bounceMatched' })
    expect(await letterRow(post, letter.id)).toMatchObject({ state: 'bounced' })
    const until = Date.parse((await suspended(post, 'office@e01.test'))?.until ?? '')
    expect(Math.round((until - Date.now()) / 86_400_000)).toBe(30)
    const next = await applied(post, 'e01', 'two@e01.test')
    expect(await letterRow(post, next.id)).toMatchObject({ state: 'failed', last_error: 'address suspended' })
    expect(await post.send()).toBeNull()
    expect(post.handed.filter(({ raw }) => raw.includes(next.messageId))).toEqual([])
  })

  test('#61 a notice in words without any id of ours is listed and kept', async () => {
    const raw = rawMail(['From: postmaster@mx.test', 'To: unban@association.test', 'Subject: failure', 'Message-ID: <words@mx.test>'], 'Delivery to office@e00.test failed: 550 5.1.1') // prettier-ignore
    const id = await post.arrive({ from: '', receivedAt: at(), raw })
    expect(await mailOf(post, id)).toEqual({ state: 'dsn', why: 'bounceUnmatched' })
    expect(await suspended(post, 'office@e00.test')).toBeUndefined()
  })

  test('#62 a delay is noted on the letter, and nothing else changes', async () => {
    const id = await post.arrive({ from: '', receivedAt: at(), raw: dsn(['Final-Recipient: rfc822; office@e00.test', 'Action: delayed', 'Status: 4.4.1'], [`Message-ID: <${ack.messageId}>`]) }) // prettier-ignore
    expect(await mailOf(post, id)).toEqual({ state: 'dsn', why: 'bounceDelayed' })
    expect(await letterRow(post, ack.id)).toMatchObject({ state: 'sent' })
    expect(await events(post, ack.id)).toContain('delayed')
    expect(await suspended(post, 'office@e00.test')).toBeUndefined()
  })

  test('#63 a crafted bounce, without our Message-ID or for another recipient, silences nobody', async () => {
    for (const [recipient, id] of [
      ['office@e00.test', 'unban.mail-1.ack.1.000000000000@association.test'],
      ['office@e09.test', ack.messageId],
    ] as const) {
      // prettier-ignore
      const mail = await post.arrive({ from: '', receivedAt: at(), raw: dsn([`Final-Recipient: rfc822; ${recipient}`, 'Action: failed', 'Status: 5.1.1'], [`Message-ID: <${id}>`]) }) // prettier-ignore
      expect(await mailOf(post, mail)).toEqual({ state: 'dsn', why: 'bounceUnmatched' })
    }
    expect(await letterRow(post, ack.id)).toMatchObject({ state: 'sent' })
    expect([await suspended(post, 'office@e00.test'), await suspended(post, 'office@e09.test')]).toEqual([undefined, undefined]) // prettier-ignore
  })

  test('#64 our own mail back in the inbox is filed as own and not answered', async () => {
    const raw = Buffer.from(post.handed[0]?.raw ?? '', 'latin1')
    const id = await post.arrive({ from: '', receivedAt: at(), raw })
    expect(await mailOf(post, id)).toMatchObject({ state: 'own' })
    expect(await post.letters(id)).toEqual([])
  })

  test('#65 a list mail without a form is automatic; with a form staff decide', async () => {
    const headers = { Precedence: 'bulk' }
    const bare = await post.arrive({ from: 'news@e00.test', receivedAt: at(), headers })
    const withForm = await post.arrive({ from: 'office@e00.test', receivedAt: at(), headers, rows: await post.goodRows('e00', 1) }) // prettier-ignore
    expect([await mailOf(post, bare), await mailOf(post, withForm)]).toMatchObject([{ state: 'auto' }, { state: 'manual', why: 'listWithForm' }]) // prettier-ignore
    expect([...(await post.letters(bare)), ...(await post.letters(withForm))]).toEqual([])
  })
})

describe('sending', () => {
  test('#77 a connection that drops after the final dot: found among the sent mails it is sent, else sent again at most twice, the same bytes', async () => {
    const sentFolder = await startImapServer({ folders: { Sent: { 'special-use': '\\Sent' } } })
    const server = { host: '127.0.0.1', port: sentFolder.port, secure: false, ...imapUser, folder: 'INBOX' }
    const room = await startPostRoom({ ...mailProfiles.bundled, uncertainWaitSeconds: 0, resendAcks: false }, server)
    const uncertain = { kind: 'uncertain', text: 'closed after the final dot' } as const
    const found = await resultFor(room, 'e00', 'found@e00.test')
    room.answers.push(uncertain)
    sentFolder.append(rawMail([`Message-ID: <${(await letterRow(room, found)).message_id}>`], 'x'), undefined, 'Sent')
    await room.send()
    expect(await letterRow(room, found)).toMatchObject({ state: 'sent', resends: 0 })
    expect(room.handed).toHaveLength(1)

    const lost = await resultFor(room, 'e01', 'lost@e01.test')
    room.answers.push(uncertain, uncertain, uncertain)
    await room.send()
    expect(await letterRow(room, lost)).toMatchObject({ state: 'failed', resends: 2 })
    const copies = room.handed.slice(1).map(({ raw }) => raw)
    expect([copies.length, new Set(copies).size]).toEqual([3, 1])

    const once = await applied(room, 'e03', 'once@e03.test')
    room.answers.push(uncertain)
    await room.send()
    expect(await letterRow(room, once.id)).toMatchObject({ state: 'failed', resends: 0 })
    await room.close()
    await sentFolder.close()
  }, 60_000)

  test('#78 content refused: the plain words once, then it is staff’s; the address is not to blame', async () => {
    const letter = await applied(post, 'e03', 'spam@e03.test')
    const denied = {
      kind: 'notAccepted',
      code: '554',
      temporary: false,
      text: '554 DT:SPM',
      reason: 'content',
    } as const
    post.answers.push(denied, denied)
    const before = post.handed.length
    await post.send()
    const [first, second, more] = post.handed.slice(before).map(({ raw }) => raw)
    expect(first).toContain('text/html')
    expect(second).not.toMatch(/text\/html|http/)
    expect(more).toBeUndefined()
    expect(await letterRow(post, letter.id)).toMatchObject({ state: 'failed', plain: true })
    expect(await suspended(post, 'office@e03.test')).toBeUndefined()
  })

  test('#79 a result to a mailbox that is full comes back: badge, and staff send it to the registered address, once', async () => {
    const result = await resultFor(post, 'e04', 'full@e04.test')
    await post.send()
    const { message_id: messageId } = await letterRow(post, result)
    await post.arrive({ from: '', receivedAt: at(), raw: dsn(['Final-Recipient: rfc822; office@e04.test', 'Action: failed', 'Status: 5.2.2'], [`Message-ID: <${messageId}>`]) }) // prettier-ignore
    expect(await letterRow(post, result)).toMatchObject({ state: 'bounced' })
    const staff = await post.db
      .selectFrom('account')
      .select('id')
      .where('login', '=', 'staff1')
      .executeTakeFirstOrThrow()
    for (const id of ['resend-1', 'resend-2']) await post.db.insertInto('mail_act').values({ id, mailbox_id: post.mailboxId, account_id: staff.id, kind: 'resend', outgoing_id: result }).execute() // prettier-ignore
    await post.doMailActs()
    const acts = await post.db.selectFrom('mail_act').select('outcome').where('id', 'in', ['resend-1', 'resend-2']).orderBy('id').execute() // prettier-ignore
    expect(acts).toEqual([{ outcome: 'done' }, { outcome: 'over' }])
    const before = post.handed.length
    await post.send()
    expect(post.handed.slice(before).map(({ to }) => to)).toEqual(['office@e04.test'])
    expect((await letterRow(post, (await letterRow(post, result)).resent_as ?? 0)).state).toBe('sent')
  })

  test('#80 while the mail server is away letters wait in their order and the due date stays; results go first', async () => {
    const room = await startPostRoom()
    const away = {
      kind: 'notAccepted',
      code: 'ECONNECTION',
      temporary: true,
      text: 'refused',
      reason: 'network',
    } as const
    const first = await applied(room, 'e00', 'first@e00.test')
    const second = await applied(room, 'e01', 'second@e01.test')
    const result = await resultFor(room, 'e03', 'third@e03.test')
    const due = () => room.db.selectFrom('request').select('due_at').orderBy('id').execute()
    const before = await due()
    room.answers.push(away, away, away)
    await room.send()
    expect(room.handed).toHaveLength(3)
    expect((await readSendingState(room.db, room.mailboxId)).queued).toMatchObject({ result: 1, ack: 2 })
    await room.db
      .updateTable('outgoing_mail')
      .set({ not_before: new Date(0).toISOString() })
      .execute()
    await room.send()
    const names = [result, first.id, second.id]
    const ids = await Promise.all(names.map(async (id) => (await letterRow(room, id)).message_id))
    expect(room.handed.slice(3).map(({ raw }) => ids.findIndex((id) => raw.includes(id)))).toEqual([0, 1, 2])
    expect(await due()).toEqual(before)
    await room.close()
  }, 60_000)
})
