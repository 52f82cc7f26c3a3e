/** Resends, overlaps and reviews in between (email.md 14): what becomes of every row, and what the sender is told. */
import { expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { claimMinutes } from '../../../domain/unban/claim.ts'
import { takeNext } from '../../../db/write/review/claims.ts'
import type { Answer, Letter } from '../../../domain/unban/answers.ts'
import type { StoredMail } from '../../support/queue-world.ts'
import { reviewScene } from '../../support/review-scene.ts'

const scene = reviewScene()
const { names, mail, requestOf, statesOf, review } = scene

async function ackOf(of: StoredMail): Promise<{ rows: string; answer: Extract<Answer, { kind: 'ack' }> }> {
  const row = await scene.db.selectFrom('outgoing_mail').select(['rows_header', 'letter_cipher']).where('mail_id', '=', of.id).where('kind', '=', 'ack').executeTakeFirstOrThrow() // prettier-ignore
  const { answer } = JSON.parse(scene.vault.open(row.letter_cipher)) as Letter
  if (answer.kind !== 'ack') throw new Error('That is no acknowledgement.')
  return { rows: row.rows_header, answer }
}
const all = <T>(count: number, value: T): T[] => Array<T>(count).fill(value)

test('#4 the same list the next day: all rows at the new time, the old case superseded, both places said', async () => {
  const people = names(3)
  const a = await mail(people, 900)
  await mail(names(1, 4), 600)
  const b = await mail(people, 300)
  expect([await statesOf(a), await statesOf(b)]).toEqual([all(3, 'moved'), all(3, 'live')])
  expect(await requestOf(a)).toMatchObject({ state: 'superseded', people: 0 })
  expect(await requestOf(b)).toMatchObject({ state: 'queued', people: 3, received_at: b.place.receivedAt })
  const { rows, answer } = await ackOf(b)
  expect(rows).toBe('1=queued; 2=queued; 3=queued')
  expect(answer.requests).toMatchObject([{ place: 2, moved: [{ rows: [1, 2, 3], fromPlace: 1, fromCaseNo: (await requestOf(a)).case_no }] }]) // prettier-ignore
})

test('#5 rows in another order, from another sender of the same company: as #4', async () => {
  const people = names(3)
  const a = await mail(people, 900)
  await scene.authorise(a, 'second@other.test')
  const b = await mail([...people].reverse(), 300, { from: 'second@other.test' })
  expect([await statesOf(a), await statesOf(b)]).toEqual([all(3, 'moved'), all(3, 'live')])
  expect((await requestOf(a)).state).toBe('superseded')
})

test('#6 the list and one person more: all at the later mail', async () => {
  const a = await mail(names(3), 900)
  const b = await mail(names(4), 300)
  expect([await statesOf(a), await statesOf(b)]).toEqual([all(3, 'moved'), all(4, 'live')])
})

test('#7 a resend of two moves two, the others keep their place', async () => {
  const a = await mail(names(5), 900)
  const b = await mail(names(2), 300)
  expect(await statesOf(a)).toEqual(['moved', 'moved', 'live', 'live', 'live'])
  expect(await requestOf(a)).toMatchObject({ state: 'queued', people: 3, received_at: a.place.receivedAt })
  expect(await requestOf(b)).toMatchObject({ people: 2, received_at: b.place.receivedAt })
})

test('#8 an overlap with new people: what both name and the new ones at B, the rest at A', async () => {
  const a = await mail(names(4), 900)
  const b = await mail(names(4, 2), 300)
  expect([await statesOf(a), await statesOf(b)]).toEqual([['live', 'live', 'moved', 'moved'], all(4, 'live')])
})

test('#9 one row with a bad check digit: the good rows move, that person’s live row in A stays', async () => {
  const [one, two] = scene.world.list
  if (one === undefined || two === undefined) throw new Error('The world has people.')
  const a = await mail([one.name, two.name], 900)
  const wrongDigit = `${two.idNumber.slice(0, 17)}${two.idNumber.endsWith('1') ? '2' : '1'}`
  const b = await mail([one.name], 300, { rows: [{ name: two.name, idNumber: wrongDigit, company: two.company, business: '解禁' }] }) // prettier-ignore
  expect((await ackOf(b)).rows).toBe('1=queued; 2=R09')
  expect([await statesOf(a), await statesOf(b)]).toEqual([['moved', 'live'], ['live']])
})

test('#10 a resend while under review: shadowed, told R15; after approval it is already done', async () => {
  const a = await mail(names(2), 900)
  const { end } = await review('approve')
  const b = await mail(names(2), 300)
  expect([await statesOf(b), (await ackOf(b)).rows]).toEqual([all(2, 'shadowed'), '1=R15; 2=R15'])
  await end()
  expect([await statesOf(a), await statesOf(b)]).toEqual([all(2, 'approved'), all(2, 'alreadyDone')])
})

test('#11 rejected, and the record was corrected meanwhile: the shadow is live at B’s own time', async () => {
  const a = await mail(names(1), 900)
  const { end } = await review('reject')
  const b = await mail(names(1), 300)
  await scene.db.updateTable('person').set({ version: sql<number>`version + 1` }).where('name', '=', names(1)[0] ?? '').execute() // prettier-ignore
  await end()
  expect([await statesOf(a), await statesOf(b)]).toEqual([['rejected'], ['live']])
  expect(await requestOf(b)).toMatchObject({ state: 'queued', people: 1, received_at: b.place.receivedAt })
})

test('#12 rejected and nothing changed: the shadow closes with the same reason, and one mail goes out', async () => {
  const a = await mail(names(1), 900)
  const { end } = await review('reject')
  const b = await mail(names(1), 300)
  await end()
  expect([await statesOf(a), await statesOf(b)]).toEqual([['rejected'], ['rejected']])
  const reasons = await scene.db.selectFrom('request_row').innerJoin('request', 'request.id', 'request_row.request_id').select('request_row.reasons').where('mail_id', '=', b.id).executeTakeFirstOrThrow() // prettier-ignore
  expect(reasons.reasons).toEqual(['photoUnclear'])
  const results = await scene.db.selectFrom('outgoing_mail').select('mail_id').where('kind', '=', 'result').execute()
  expect(results).toEqual([{ mail_id: a.id }])
})

test('#82 two staff press “next” at once: two different cases, in order', async () => {
  const a = await mail(names(1), 900)
  const b = await mail(names(1, 1), 300)
  const taken = await Promise.all(
    scene.world.staff.map((account) => takeNext(scene.db, scene.world.authorityId, account)),
  )
  const ids = taken.map((one) => (one.kind === 'empty' ? 0 : one.requestId))
  const inOrder = [(await requestOf(a)).id, (await requestOf(b)).id]
  expect(new Set(ids)).toEqual(new Set(inOrder))
  const claims = await scene.db.selectFrom('audit_log').select('object').where('action', '=', 'request.claimed').orderBy('seq').execute() // prettier-ignore
  expect(claims.map(({ object }) => object)).toEqual(inOrder.map((id) => `request:${id}`))
})

test('#83 the lease runs out with half-made decisions: back at the same place, the drafts kept', async () => {
  const a = await mail(names(2), 900)
  await mail(names(1, 3), 300)
  const { requestId } = await review('approve')
  await scene.db.updateTable('request').set({ claim_until: sql<string>`now() - interval '1 second'` }).where('id', '=', requestId).execute() // prettier-ignore
  await scene.activities().releaseLapsed({ requestId, claimNo: 1, key: `lapse/${requestId}` })
  expect(await requestOf(a)).toMatchObject({ state: 'queued', people: 2, received_at: a.place.receivedAt })
  const again = await takeNext(scene.db, scene.world.authorityId, scene.world.staff[1] ?? 0)
  expect(again).toEqual({ kind: 'taken', requestId })
  const rows = await scene.db.selectFrom('request_row').select('decision').where('request_id', '=', requestId).execute()
  expect(rows).toEqual(all(2, { decision: 'approve' }))
  expect(claimMinutes).toBe(20)
})
