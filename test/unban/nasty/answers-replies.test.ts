/** 撤回 and 进度: what a reply may do, who may say it, and that anything else is a note on the case. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Letter } from '../../../domain/unban/answers.ts'
import { startPostRoom, type PostRoom } from '../../support/post-room.ts'

let post: PostRoom
beforeAll(async () => {
  post = await startPostRoom()
}, 60_000)
afterAll(() => post.close())

let minute = 0
/** Each mail a minute after the last. */
const at = () => new Date(Date.parse('2026-11-18T01:00:00Z') + (minute += 1) * 60_000).toISOString()

const lettersOf = (mailId: number) => post.db.selectFrom('outgoing_mail').selectAll().where('mail_id', '=', mailId).orderBy('id').execute() // prettier-ignore
const letterOf = async (mailId: number, kind: string): Promise<Letter & { id: number }> => {
  const row = (await lettersOf(mailId)).find((letter) => letter.kind === kind)
  if (row === undefined) throw new Error(`Mail ${mailId} has no ${kind}.`)
  return { ...(JSON.parse(post.database.vault.open(row.letter_cipher)) as Letter), id: row.id }
}
const rowsOf = async (mailId: number) => (await post.db.selectFrom('request_row').innerJoin('request', 'request.id', 'request_row.request_id').select('request_row.state').where('request.mail_id', '=', mailId).orderBy('n').execute()).map(({ state }) => state) // prettier-ignore
const mailOf = (id: number) => post.db.selectFrom('mail').select(['state', 'state_reason']).where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
const requestOf = (mailId: number) => post.db.selectFrom('request').selectAll().where('mail_id', '=', mailId).executeTakeFirstOrThrow() // prettier-ignore

async function applied(login: string, count: number, messageId: string) {
  const from = `office@${login}.test`
  const rows = await post.goodRows(login, count)
  const mailId = await post.arrive({ from, receivedAt: at(), rows, messageId })
  const ack = await letterOf(mailId, 'ack')
  return { from, rows, mailId, ack }
}
const reply = (from: string, inReplyTo: string, text: string, more: object = {}) =>
  post.arrive({ from, receivedAt: at(), text, inReplyTo, subject: '回复：受理', ...more })

describe('撤回', () => {
  test('#67 a reply 撤回 of the authorised address withdraws the rows; of another address it is a note and nothing moves', async () => {
    const { from, mailId, ack } = await applied('e00', 2, 'one@e00.test')
    const stranger = await reply('someone@stranger.test', ack.messageId, '撤回')
    expect(await mailOf(stranger)).toEqual({ state: 'note', state_reason: 'withdrawalRefused' })
    expect(await rowsOf(mailId)).toEqual(['live', 'live'])
    // The stranger is not answered; the enterprise is told.
    expect((await lettersOf(stranger)).map(({ kind, to_address }) => [kind, to_address])).toEqual([['note', from]])
    expect(await post.db.selectFrom('mail_note').select('kind').where('mail_id', '=', stranger).execute()).toEqual([{ kind: 'withdrawalRefused' }]) // prettier-ignore

    const withdrawal = await reply(from, ack.messageId, '撤回\n谢谢')
    expect(await mailOf(withdrawal)).toEqual({ state: 'note', state_reason: 'withdrawn' })
    expect(await rowsOf(mailId)).toEqual(['withdrawn', 'withdrawn'])
    expect((await requestOf(mailId)).state).toBe('withdrawn')
    const note = await letterOf(withdrawal, 'note')
    expect(note.rowsHeader).toBe('1=withdrawn; 2=withdrawn')
    expect(note.rowsOf).toEqual([{ messageId: 'one@e00.test', rowsHeader: '1=withdrawn; 2=withdrawn' }])
    expect(note.answer.statusUrl).toBe(ack.answer.statusUrl)
    expect((await lettersOf(withdrawal)).map(({ kind }) => kind)).toEqual(['note'])
  })

  test('row numbers withdraw only those rows; the others keep their place; a row under review stays', async () => {
    const { from, mailId, ack } = await applied('e01', 3, 'one@e01.test')
    const before = await requestOf(mailId)
    const withdrawal = await reply(from, ack.messageId, '撤回第2行')
    expect(await rowsOf(mailId)).toEqual(['live', 'withdrawn', 'live'])
    expect(await requestOf(mailId)).toMatchObject({ state: 'queued', received_at: before.received_at, people: 2 })
    expect((await letterOf(withdrawal, 'note')).rowsHeader).toBe('2=withdrawn')

    await post.db.updateTable('request_row').set({ state: 'locked' }).where('request_id', '=', before.id).where('n', '=', 1).execute() // prettier-ignore
    const late = await reply(from, ack.messageId, '撤回 1、3、9')
    expect(await rowsOf(mailId)).toEqual(['locked', 'withdrawn', 'withdrawn'])
    const note = await letterOf(late, 'note')
    expect(note.rowsHeader).toBe('1=R15; 3=withdrawn')
    expect(note.answer).toMatchObject({ unknownRows: [9] })
  })

  test('a person who was withdrawn does not return to an older place; a new mail queues at its own time', async () => {
    const { from, rows, mailId, ack } = await applied('e03', 1, 'one@e03.test')
    const again = await post.arrive({ from, receivedAt: at(), rows, messageId: 'two@e03.test' })
    expect(await rowsOf(mailId)).toEqual(['moved'])
    await reply(from, (await letterOf(again, 'ack')).messageId, '撤回')
    expect([await rowsOf(mailId), await rowsOf(again)]).toEqual([['moved'], ['withdrawn']])
    const third = await post.arrive({ from, receivedAt: at(), rows, messageId: 'three@e03.test' })
    expect(await rowsOf(third)).toEqual(['live'])
    // An older mail found late takes nobody back: the withdrawal was the last word.
    await reply(from, (await letterOf(third, 'ack')).messageId, '撤回')
    const late = await post.arrive({ from, receivedAt: '2026-11-17T00:00:00.000Z', rows, messageId: 'late@e03.test' })
    expect(await rowsOf(late)).toEqual(['moved'])
    expect(ack.rowsHeader).toBe('1=queued')
  })

  test('a guessed letter withdraws nothing; a case number in the subject needs a proven sender', async () => {
    const { from, mailId } = await applied('e04', 1, 'one@e04.test')
    const guessed = await reply(from, `unban.mail-${mailId}.ack.1.000000000000@association.test`, '撤回')
    expect(await rowsOf(mailId)).toEqual(['live'])
    expect(await mailOf(guessed)).toMatchObject({ state: 'note' })
    const { case_no } = await requestOf(mailId)
    const unproven = await post.arrive({
      from,
      receivedAt: at(),
      subject: `回复：[${case_no}]`,
      text: '撤回',
      dmarc: 'none',
    })
    expect(await mailOf(unproven)).toMatchObject({ state: 'returned' })
    const proven = await post.arrive({ from, receivedAt: at(), subject: `回复：[${case_no}]`, text: '撤回' })
    expect(await mailOf(proven)).toEqual({ state: 'note', state_reason: 'withdrawn' })
    expect(await rowsOf(mailId)).toEqual(['withdrawn'])
  })
})

describe('进度', () => {
  test('#69 a reply 进度 answers the places, once an hour; a fresh mail without a form is returned', async () => {
    const { from, ack } = await applied('e06', 2, 'one@e06.test')
    const asked = await reply(from, ack.messageId, '进度')
    expect(await mailOf(asked)).toEqual({ state: 'note', state_reason: 'progress' })
    const progress = await letterOf(asked, 'progress')
    expect(progress.rowsOf).toEqual([{ messageId: 'one@e06.test', rowsHeader: '1=queued; 2=queued' }])
    expect(progress.answer).toMatchObject({ requests: [{ place: { place: expect.any(Number) } }] })
    const again = await reply(from, ack.messageId, '进度')
    expect(await mailOf(again)).toEqual({ state: 'note', state_reason: 'progressMuted' })
    expect(await lettersOf(again)).toEqual([])
    const fresh = await post.arrive({ from, receivedAt: at(), subject: '查询', text: '请问进度' })
    expect((await lettersOf(fresh)).map(({ kind, rows_header }) => [kind, rows_header])).toEqual([['return', '0=R01']])
  })

  test('a stranger who has our letter learns nothing by it', async () => {
    const { ack } = await applied('e07', 1, 'one@e07.test')
    const asked = await reply('someone@stranger.test', ack.messageId, '进度')
    expect(await mailOf(asked)).toEqual({ state: 'note', state_reason: 'replyWithoutForm' })
    expect(await lettersOf(asked)).toEqual([])
  })
})

test('#66 a reply 谢谢 on a closed case is a note on it: the case stays closed, and nobody is answered', async () => {
  const { from, mailId, ack } = await applied('e08', 1, 'one@e08.test')
  await post.db.updateTable('request').set({ state: 'answered', people: 0 }).where('mail_id', '=', mailId).execute()
  const thanks = await reply(from, ack.messageId, '谢谢')
  expect(await mailOf(thanks)).toEqual({ state: 'note', state_reason: 'replyWithoutForm' })
  expect(await lettersOf(thanks)).toEqual([])
  expect((await requestOf(mailId)).state).toBe('answered')
  const request = await requestOf(mailId)
  expect(await post.db.selectFrom('mail_note').select(['request_id', 'kind']).where('mail_id', '=', thanks).execute()).toEqual([{ request_id: request.id, kind: 'reply' }]) // prettier-ignore
})

test('#68 a reply with a new form on an old thread is a new submission at its own time', async () => {
  const { from, rows, mailId, ack } = await applied('e09', 1, 'one@e09.test')
  const again = await reply(from, ack.messageId, '请见附件', { rows })
  expect([await rowsOf(mailId), await rowsOf(again)]).toEqual([['moved'], ['live']])
  expect((await letterOf(again, 'ack')).rowsHeader).toBe('1=queued')
})
