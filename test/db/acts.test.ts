/** A reviewer's act in the record: a repeat writes nothing, and another act on the same version is too late. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { takeNext } from '../../db/write/review/claims.ts'
import { writeDecision } from '../../db/write/review/acts.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { answerTo, sendForm } from '../support/mail-program.ts'
import { goodPeopleOfOne } from '../support/world-people.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
}, 60_000)
afterAll(async () => {
  await app.stop()
})

test('of two acts under one key the first is done, its repeat is done, and another one is stale', async () => {
  const people = goodPeopleOfOne(2)
  await answerTo(app, people[0]?.address ?? '', await sendForm(app, people), 'ack')
  const staff = await app.db.selectFrom('account').select(['id', 'authority_id']).where('login', '=', 'staff1').executeTakeFirstOrThrow() // prettier-ignore
  const taken = await takeNext(app.db, staff.authority_id ?? '', staff.id)
  const requestId = taken.kind === 'empty' ? 0 : taken.requestId
  const rows = await app.db
    .selectFrom('request_row')
    .select('id')
    .where('request_id', '=', requestId)
    .orderBy('n')
    .execute()
  const say = (rowId: number, decision: 'approve' | 'reject') =>
    writeDecision(app.db, {
      requestId, by: staff.id, version: 2, key: 'one key', rowId, decision, reasons: ['other'], text: '',
      obstacle: () => Promise.resolve({ version: 1, failing: null }),
    }) // prettier-ignore
  const [first, second] = rows.map(({ id }) => id) as [number, number]
  expect(await say(first, 'approve')).toEqual({ kind: 'done', version: 3 })
  expect(await say(first, 'approve')).toEqual({ kind: 'done', version: 3 })
  expect(await say(first, 'reject')).toEqual({ kind: 'refused', refusal: 'stale' })
  expect(await say(second, 'approve')).toEqual({ kind: 'refused', refusal: 'stale' })
  const after = await app.db.selectFrom('request_row').select('decision').where('request_id', '=', requestId).orderBy('n').execute() // prettier-ignore
  expect(after).toEqual([{ decision: 'approve' }, { decision: null }])
})
