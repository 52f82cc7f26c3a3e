/** Sending at a provider's limits: merged acknowledgements, limits halved and whole again, and what the breaker holds back. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { simpleParser } from 'mailparser'
import { readSendingState } from '../../../db/read/sending-state.ts'
import { readUndelivered } from '../../../db/read/undelivered.ts'
import { mailProfiles, type MailProfileSettings } from '../../../io/imap/profiles.ts'
import { startPostRoom, type PostRoom } from '../../support/post-room.ts'

/** Three letters an hour, as if forty were too many to make. */
const three: MailProfileSettings = { ...mailProfiles.qq, sendGapMs: 0, perHour: 3, perDay: null, breaker: null }

let room: PostRoom
const open = async (profile: MailProfileSettings) => (room = await startPostRoom(profile))
let minute = 0
beforeEach(() => {
  minute = 0
})
afterEach(() => room.close())

const at = () => new Date(Date.parse('2026-11-18T01:00:00Z') + (minute += 1) * 60_000).toISOString()
/** One mail of an enterprise about its nth person. @returns the id of the mail. */
async function applied(login: string, nth = 0): Promise<number> {
  const rows = (await room.goodRows(login, nth + 1)).slice(nth)
  return room.arrive({ from: `office@${login}.test`, receivedAt: at(), rows, subject: `${login} 第${nth}封`, messageId: `m${nth}@${login}.test` }) // prettier-ignore
}
const letterOf = (mailId: number) => room.db.selectFrom('outgoing_mail').selectAll().where('mail_id', '=', mailId).where('kind', '=', 'ack').orderBy('id').executeTakeFirstOrThrow() // prettier-ignore
const stateOf = () => readSendingState(room.db, room.mailboxId)
/** Everything that was sent, and what the server asked for, so many minutes ago. */
async function pass(minutes: number): Promise<void> {
  const back = sql`make_interval(mins => ${minutes})`
  await sql`update outgoing_mail set sent_at = sent_at - ${back}, not_before = not_before - ${back}`.execute(room.db)
  await sql`update mailbox set send_after = send_after - ${back}, halved_until = halved_until - ${back}`.execute(
    room.db,
  )
}
const frequency = { kind: 'notAccepted', code: '550', temporary: true, text: '550 frequency limited', reason: 'frequency' } as const // prettier-ignore

describe('合并回执', () => {
  test('four mails of one sender, and three letters that may go out: one letter answers all four, each by its own Message-ID, place and link', async () => {
    await open(three)
    const mails = [await applied('e00', 0), await applied('e00', 1), await applied('e00', 2), await applied('e00', 3)]
    const other = await applied('e01')
    await room.send()
    expect(room.handed.map(({ to }) => to)).toEqual(['office@e00.test', 'office@e01.test'])
    const [first] = room.handed
    const parsed = await simpleParser(Buffer.from(first?.raw ?? '', 'latin1'))
    const named = (name: string) => parsed.headerLines.filter(({ key }) => key === name).map(({ line }) => line.split(': ')[1]) // prettier-ignore
    expect(named('x-hoistway-for')).toEqual([0, 1, 2, 3].map((nth) => `<m${nth}@e00.test>`))
    expect(named('x-hoistway-rows')).toEqual(Array<string>(4).fill('1=queued'))
    expect(parsed.subject).toBe('4 封来信的受理情况')
    for (const [nth, mailId] of mails.entries()) {
      expect(parsed.text).toContain(`e00 第${nth}封`)
      const { case_no: caseNo } = await room.db.selectFrom('request').select('case_no').where('mail_id', '=', mailId).executeTakeFirstOrThrow() // prettier-ignore
      expect(parsed.text).toContain(caseNo)
      const [letter] = await room.letters(mailId)
      expect(parsed.text).toContain(letter?.answer.statusUrl)
      expect(await letterOf(mailId)).toMatchObject({ state: 'sent' })
    }
    expect(parsed.text).not.toContain('e01 第0封')
    expect((await letterOf(other)).merged_into).toBeNull()
    // As one letter it counts, too: one more may go out in this hour.
    await applied('e03')
    await applied('e04')
    await room.send()
    expect(room.handed).toHaveLength(3)
    expect((await stateOf()).limit).toBe('perHour')
  })

  test('while the limits let all out, each mail has its own answer', async () => {
    await open(three)
    await applied('e00', 0)
    await applied('e00', 1)
    await room.send()
    expect(room.handed).toHaveLength(2)
    expect(room.handed.every(({ raw }) => !/^X-Hoistway-For:/im.test(raw))).toBe(true)
  })

  test('a merged letter that is refused stays one letter of the same words, and nothing of it goes out twice', async () => {
    await open(three)
    const mails = [await applied('e00', 0), await applied('e00', 1), await applied('e00', 2), await applied('e00', 3)]
    room.answers.push(frequency)
    await room.send()
    expect(room.handed).toHaveLength(1)
    await pass(61)
    await room.send()
    expect(room.handed).toHaveLength(2)
    expect(room.handed[1]?.raw).toBe(room.handed[0]?.raw)
    for (const mailId of mails) expect(await letterOf(mailId)).toMatchObject({ state: 'sent' })
  })

  test('a merged letter that fails for good is undelivered for each of its mails, and each can be sent again by itself', async () => {
    await open(three)
    const mails = [await applied('e00', 0), await applied('e00', 1), await applied('e00', 2), await applied('e00', 3)]
    room.answers.push({ kind: 'notAccepted', code: '552', temporary: false, text: '552 mailbox full' })
    await room.send()
    const chief = await room.db.selectFrom('account').select('id').where('login', '=', 'chief').executeTakeFirstOrThrow() // prettier-ignore
    for (const mailId of mails) {
      const [undelivered, ...more] = await readUndelivered(room.db, mailId)
      expect([undelivered?.state, undelivered?.subject, more]).toEqual(['failed', '4 封来信的受理情况', []])
      await room.db.insertInto('mail_act').values({ id: `again-${mailId}`, mailbox_id: room.mailboxId, account_id: chief.id, kind: 'resend', outgoing_id: undelivered?.id ?? 0 }).execute() // prettier-ignore
    }
    await room.doMailActs()
    await pass(61)
    await room.send()
    const [again] = room.handed.slice(1)
    expect(again?.raw.match(/^X-Hoistway-For: .*$/gim)).toHaveLength(4)
    expect(room.handed).toHaveLength(2)
    for (const mailId of mails) expect(await readUndelivered(room.db, mailId)).toEqual([])
  })
})

describe('频率限制', () => {
  test('a refusal for frequency: a minute of silence, half the pace for an hour, then the whole again', async () => {
    await open({ ...three, perHour: 4 })
    for (const login of ['e00', 'e01', 'e03', 'e04', 'e06']) await applied(login)
    room.answers.push(frequency)
    expect(await room.send()).toBeGreaterThan(50)
    expect(room.handed).toHaveLength(1)
    expect((await stateOf()).limit).toBe('frequency')
    expect((await stateOf()).halvedUntil).not.toBeNull()

    await pass(2)
    await room.send()
    expect(room.handed).toHaveLength(1 + 2)
    expect((await stateOf()).limit).toBe('perHour')
    // The hour of the halving ends before the hour of the letters: nobody waits for the second.
    const seconds = (await room.send()) ?? 0
    expect(seconds).toBeGreaterThan(57 * 60)
    expect(seconds).toBeLessThanOrEqual(58 * 60)

    await pass(59)
    expect((await stateOf()).halvedUntil).toBeNull()
    await room.send()
    expect(room.handed).toHaveLength(1 + 4)
    expect(new Set(room.handed.slice(1).map(({ to }) => to)).size).toBe(4)
  })
})

describe('停发', () => {
  test('stopped, nothing goes out, results neither; what waited goes out once it goes on, each once', async () => {
    await open({ ...three, perHour: null, breaker: { count: 2, minutes: 5 } })
    for (const login of ['e00', 'e01', 'e03']) await applied(login)
    await room.db.updateTable('outgoing_mail').set({ kind: 'result', priority: 1 }).where('to_address', '=', 'office@e03.test').execute() // prettier-ignore
    expect(await room.send()).toBeNull()
    expect(await room.send()).toBeNull()
    expect(room.handed).toEqual([])
    const told = await room.db.selectFrom('notice').select(['kind', 'chief_only']).where('kind', '=', 'breakerOpen').execute() // prettier-ignore
    expect(told).toEqual([{ kind: 'breakerOpen', chief_only: true }])
    const audits = await room.db.selectFrom('audit_log').select('actor').where('action', '=', 'sending.stopped').execute() // prettier-ignore
    expect(audits).toEqual([{ actor: 'system' }])

    const chief = await room.db.selectFrom('account').select('id').where('login', '=', 'chief').executeTakeFirstOrThrow() // prettier-ignore
    for (const id of ['on-1', 'on-2']) await room.db.insertInto('mail_act').values({ id, mailbox_id: room.mailboxId, account_id: chief.id, kind: 'letGoOn' }).execute() // prettier-ignore
    await room.doMailActs()
    const acts = await room.db.selectFrom('mail_act').select('outcome').orderBy('n').execute()
    expect(acts).toEqual([{ outcome: 'done' }, { outcome: 'over' }])
    await room.send()
    await room.send()
    expect(room.handed.map(({ to }) => to)).toEqual(['office@e03.test', 'office@e00.test', 'office@e01.test'])
    // What was written before does not count again.
    await applied('e04')
    await room.send()
    expect(room.handed).toHaveLength(4)
  })
})
