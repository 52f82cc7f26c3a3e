/** An engine without a memory of its own is asked again for every open case, by the record. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readOpenWishes, wishOpenCases, wishServed } from '../../db/write/wishes.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { answerTo, sendForm } from '../support/mail-program.ts'
import { goodPeopleOfOne } from '../support/world-people.ts'

const kinds = ['intake', 'outgoing', 'request', 'update', 'hold'] as const

let app: TestApp

beforeAll(async () => {
  app = await startApp()
}, 60_000)
afterAll(() => app.stop())

test('a new engine is asked for the open cases, once', async () => {
  const people = goodPeopleOfOne(1)
  await answerTo(app, people[0]?.address ?? '', await sendForm(app, people), 'ack')
  await app.end('worker')
  for (const open of await readOpenWishes(app.db, kinds, 50)) await wishServed(app.db, open)
  await wishOpenCases(app.db, 1)
  await wishOpenCases(app.db, 1)
  const asked = (await readOpenWishes(app.db, kinds, 50)).map(({ kind, subject }) => `${kind} ${subject}`).sort()
  expect(asked).toEqual(['intake 1', 'outgoing 1', 'request 1'])
})
