/** 同一结果: a resend that waited for a row under review shares what it came to, and who is told (email.md 14, 12). */
import { expect, test } from '@jest/globals'
import type { Letter } from '../../../domain/unban/answers.ts'
import { renderLetter } from '../../../io/smtp/render.ts'
import type { StoredMail } from '../../support/queue-world.ts'
import { reviewScene, type Decision, type Review } from '../../support/review-scene.ts'

const scene = reviewScene()
const { names, mail, statesOf, take } = scene
const second = 'second@other.test'

/** Another address that may write for the same enterprise. */
const authorise = (of: StoredMail) => scene.authorise(of, second)
async function endWith(review: Review, decision: Decision): Promise<void> {
  await review.decide(decision)
  await review.end()
}
const standingOf = async (of: StoredMail) => {
  const { state, people } = await scene.requestOf(of)
  return { state, people }
}
const results = async () => {
  const rows = await scene.db.selectFrom('outgoing_mail').selectAll().where('kind', '=', 'result').orderBy('id').execute() // prettier-ignore
  return rows.map((row) => ({ mailId: row.mail_id, to: row.to_address, rows: row.rows_header, letter: JSON.parse(scene.vault.open(row.letter_cipher)) as Letter })) // prettier-ignore
}
const neverSent = (): never => {
  throw new Error('There is no such letter.')
}

test('#12 from another address of the enterprise: the second sender gets a result of their own mail with the same reason, once', async () => {
  const a = await mail(names(2), 900)
  await authorise(a)
  const review = await take()
  // In another order: each mail's result counts its own rows.
  const b = await mail([...names(2)].reverse(), 300, { from: second })
  await endWith(review, 'reject')
  await review.finish()
  const [own] = scene.world.list
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
  expect(await standingOf(b)).toEqual({ state: 'closed', people: 0 })
})

test('from another address with one person more: the others are rejected at once, the one still waits, and one result says all', async () => {
  const a = await mail(names(2), 900)
  await authorise(a)
  const review = await take()
  const b = await mail(names(3), 300, { from: second })
  await endWith(review, 'reject')
  expect((await results()).map(({ mailId }) => mailId)).toEqual([a.id])
  expect(await standingOf(b)).toEqual({ state: 'queued', people: 1 })
  await endWith(await take(), 'approve')
  expect((await results()).slice(1).map(({ to, rows }) => [to, rows])).toEqual([[second, '1=rejected; 2=rejected; 3=approved']]) // prettier-ignore
})

test('three mails: the third of the first address is not told again, the second address is', async () => {
  const a = await mail(names(1), 900)
  await authorise(a)
  const review = await take()
  const b = await mail(names(1), 600, { from: second })
  const c = await mail(names(1), 300)
  await endWith(review, 'reject')
  const told = await results()
  expect({ rows: await statesOf(a, b, c), told: told.map(({ mailId }) => mailId) }).toEqual({ rows: ['rejected', 'moved', 'rejected'], told: [a.id] }) // prettier-ignore
})

test('approved: the second address is told as well, of what its mail came to', async () => {
  const a = await mail(names(1), 900)
  await authorise(a)
  const review = await take()
  const b = await mail(names(1), 300, { from: second })
  await endWith(review, 'approve')
  expect((await results()).map(({ mailId, to, rows }) => [mailId, to, rows])).toEqual([
    [a.id, scene.world.list[0]?.address, '1=approved'],
    [b.id, second, '1=alreadyDone'],
  ])
  const page = renderLetter((await results())[1]?.letter ?? neverSent(), { plain: true, merged: [] })
  expect(page.subject).toMatch(/审核结果：1 人已办结$/)
  expect(page.text).toContain('此人的申请已办结，不用再次申请。')
})
