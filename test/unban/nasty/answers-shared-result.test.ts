/** 同一结果: a resend that waited for a row under review shares what it came to, and who is told (email.md 14, 12). */
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createReviewActivities } from '../../../activities/review.ts'
import { takeNext } from '../../../db/write/review/claims.ts'
import { finishReview } from '../../../db/write/review/finish.ts'
import type { Letter } from '../../../domain/unban/answers.ts'
import { renderLetter } from '../../../io/smtp/render.ts'
import { testDb, type TestDb } from '../../support/db.ts'
import { QueueWorld, type StoredMail } from '../../support/queue-world.ts'
import { worldDatabase } from '../../support/world.ts'

let database: TestDb
let world: QueueWorld
const baseUrl = 'http://127.0.0.1'
const second = 'second@other.test'

beforeEach(async () => {
  database = await testDb((await worldDatabase()).database)
  world = await QueueWorld.open(database)
}, 60_000)
afterEach(() => database.close())

const names = (count: number, from = 0) => world.list.slice(from, from + count).map(({ name }) => name)
async function mail(people: readonly string[], secondsAgo: number, from?: string): Promise<StoredMail> {
  const stored = await world.store(people, secondsAgo * 2)
  await world.settle(stored, from === undefined ? {} : { from })
  return stored
}
/** Another address that may write for the same enterprise. */
async function authorise(of: StoredMail): Promise<void> {
  const { enterprise_id } = await database.db.selectFrom('request').select('enterprise_id').where('mail_id', '=', of.id).executeTakeFirstOrThrow() // prettier-ignore
  await database.db.insertInto('enterprise_address').values({ enterprise_id, address: second, source: 'confirmed' }).execute() // prettier-ignore
}
/** Takes the head. @returns how to decide it and end. */
async function take() {
  const [account = 0] = world.staff
  const activities = createReviewActivities({ db: database.db, vault: database.vault, baseUrl })
  const taken = await takeNext(database.db, world.authorityId, account)
  if (taken.kind === 'empty') throw new Error('Nothing waits.')
  const { requestId } = taken
  const request = () => database.db.selectFrom('request').select(['version', 'claim_no']).where('id', '=', requestId).executeTakeFirstOrThrow() // prettier-ignore
  const finish = async () => finishReview(database.db, database.vault, { requestId, claimNo: (await request()).claim_no, key: `finish/${requestId}`, baseUrl }) // prettier-ignore
  return {
    finish,
    async end(decision: 'approve' | 'reject', reasons: readonly string[] = ['photoUnclear']) {
      for (const row of await world.lockedRows(requestId)) {
        const { version } = await request()
        await activities.recordDecision({ requestId, by: account, version, key: `decide/${row.id}`, rowId: row.id, decision, reasons: decision === 'reject' ? reasons : [], sealedText: null }) // prettier-ignore
      }
      await activities.recordEnding({ requestId, by: account, version: (await request()).version, key: `end/${requestId}` }) // prettier-ignore
      await finish()
    },
  }
}
const results = async () => {
  const rows = await database.db.selectFrom('outgoing_mail').selectAll().where('kind', '=', 'result').orderBy('id').execute() // prettier-ignore
  return rows.map((row) => ({ mailId: row.mail_id, to: row.to_address, rows: row.rows_header, letter: JSON.parse(database.vault.open(row.letter_cipher)) as Letter })) // prettier-ignore
}
const neverSent = (): never => {
  throw new Error('There is no such letter.')
}
const requestOf = (of: StoredMail) => database.db.selectFrom('request').select(['state', 'people']).where('mail_id', '=', of.id).executeTakeFirstOrThrow() // prettier-ignore

test('#12 from another address of the enterprise: the second sender gets a result of their own mail with the same reason, once', async () => {
  const a = await mail(names(2), 900)
  await authorise(a)
  const review = await take()
  // In another order: each mail's result counts its own rows.
  const b = await mail([...names(2)].reverse(), 300, second)
  await review.end('reject')
  await review.finish()
  const [own] = world.list
  const told = await results()
  expect(told.map(({ mailId, to, rows }) => [mailId, to, rows])).toEqual([
    [a.id, own?.address, '1=rejected; 2=rejected'],
    [b.id, second, '1=rejected; 2=rejected'],
  ])
  const [first, shared] = told.map(({ letter }) => letter)
  expect(shared?.inReplyTo).toBe(`<${b.uid}@other.test>`)
  expect(shared?.answer.statusUrl).not.toBe(first?.answer.statusUrl)
  expect(shared?.answer).toMatchObject({ kind: 'result', rows: names(2).reverse().map((name) => ({ name, reasons: ['photoUnclear'] })) }) // prettier-ignore
  // Decided a moment ago, not when the mail came.
  if (shared?.answer.kind !== 'result') throw new Error('That is no result.')
  expect(Date.now() - Date.parse(shared.answer.decidedAt)).toBeLessThan(60_000)
  expect(await requestOf(b)).toEqual({ state: 'closed', people: 0 })
})

test('from another address with one person more: the others are rejected at once, the one still waits, and one result says all', async () => {
  const a = await mail(names(2), 900)
  await authorise(a)
  const review = await take()
  const b = await mail(names(3), 300, second)
  await review.end('reject')
  expect((await results()).map(({ mailId }) => mailId)).toEqual([a.id])
  expect(await requestOf(b)).toEqual({ state: 'queued', people: 1 })
  await (await take()).end('approve')
  expect((await results()).slice(1).map(({ to, rows }) => [to, rows])).toEqual([[second, '1=rejected; 2=rejected; 3=approved']]) // prettier-ignore
})

test('three mails: the third of the first address is not told again, the second address is', async () => {
  const a = await mail(names(1), 900)
  await authorise(a)
  const review = await take()
  const b = await mail(names(1), 600, second)
  const c = await mail(names(1), 300)
  await review.end('reject')
  const rows = await database.db.selectFrom('request_row').innerJoin('request', 'request.id', 'request_row.request_id').select('request_row.state').where('mail_id', 'in', [a.id, b.id, c.id]).orderBy('mail_id').execute() // prettier-ignore
  const told = await results()
  expect({ rows: rows.map(({ state }) => state), told: told.map(({ mailId }) => mailId) }).toEqual({ rows: ['rejected', 'moved', 'rejected'], told: [a.id] }) // prettier-ignore
})

test('approved: the second address is told as well, of what its mail came to', async () => {
  const a = await mail(names(1), 900)
  await authorise(a)
  const review = await take()
  const b = await mail(names(1), 300, second)
  await review.end('approve')
  expect((await results()).map(({ mailId, to, rows }) => [mailId, to, rows])).toEqual([
    [a.id, world.list[0]?.address, '1=approved'],
    [b.id, second, '1=alreadyDone'],
  ])
  const page = renderLetter((await results())[1]?.letter ?? neverSent(), { plain: true, merged: [] })
  expect(page.subject).toMatch(/审核结果：1 人已办结$/)
  expect(page.text).toContain('此人的申请已办结，不用再次申请。')
})
