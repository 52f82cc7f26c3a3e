import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { wishAllAgain } from '../../db/write/wish-again.ts'
import { readOpenWishes, wish, wishServed } from '../../db/write/wishes.ts'
import { testDb, type TestDb } from '../support/db.ts'

let own: TestDb
beforeAll(async () => {
  own = await testDb()
})
afterAll(() => own.close())

test('a new engine is asked everything that the record ever wanted, once', async () => {
  const { db } = own
  await wish(db, 'request', 1)
  await wish(db, 'intake', 7)
  const [first] = await readOpenWishes(db, 10)
  if (first !== undefined) await wishServed(db, first)
  expect(await readOpenWishes(db, 10)).toHaveLength(1)
  expect(await wishAllAgain(db)).toBe(1)
  expect(await wishAllAgain(db)).toBe(0)
  expect((await readOpenWishes(db, 10)).map(({ kind, subject }) => `${kind} ${subject}`).sort()).toEqual(['intake 7', 'request 1']) // prettier-ignore
})
