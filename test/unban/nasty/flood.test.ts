/** A mailbox full of machine mails: they are filed fast and answered never, and people do not wait behind them. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { createFileStore } from '../../../io/files/store.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { answersIn, sendForm } from '../../support/mail-program.ts'
import { storeMachineMails } from '../../support/stored-mails.ts'
import { goodPeople } from '../../support/world-people.ts'

/** `npm run bench -- inbox` takes all 105,000. */
const machineMails = 3_000
const humanMails = 5
/** The last of the people's mails is placed within this, of the ten minutes that the flood may take. */
const humanWithinSeconds = 60

let app: TestApp

beforeAll(async () => {
  app = await startApp({ worker: false })
}, 60_000)
afterAll(() => app.stop())

async function counts() {
  const { rows } = await sql<{ auto: number; stored: number; accepted: number }>`select
    count(*) filter (where state = 'auto') as auto, count(*) filter (where state = 'stored') as stored,
    count(*) filter (where state = 'accepted') as accepted from mail`.execute(app.db)
  const [row] = rows
  if (row === undefined) throw new Error('Nothing was counted.')
  return row
}

test('#76 a mailbox full of machine mails: all are filed as automatic, people are placed meanwhile, no machine is answered', async () => {
  const files = createFileStore(join(app.dataDir, 'files'), app.database.vault)
  await storeMachineMails(app.db, files, machineMails, new Date(Date.now() - 3_600_000).toISOString())
  const people = goodPeople.slice(0, humanMails)
  for (const person of people) await sendForm(app, [person])
  await app.start('worker')
  const from = Date.now()
  let placedAfterMs = Number.POSITIVE_INFINITY
  while (Date.now() - from < 120_000) {
    const { stored, accepted } = await counts()
    if (accepted === humanMails) placedAfterMs = Math.min(placedAfterMs, Date.now() - from)
    if (stored === 0 && accepted === humanMails) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const { auto, accepted, stored } = await counts()
  expect({ auto, accepted, stored }).toEqual({ auto: machineMails, accepted: humanMails, stored: 0 })
  expect(placedAfterMs / 1000).toBeLessThan(humanWithinSeconds)

  // No letter goes to a machine, so that two of them can never keep each other talking.
  const letters = await app.db.selectFrom('outgoing_mail').select('to_address').execute()
  expect(letters.map(({ to_address: to }) => to).filter((to) => to.endsWith('@machine.test'))).toEqual([])
  for (const address of new Set(people.map((person) => person.address))) {
    const answers = await answersIn(app, address)
    for (const { rows } of answers) expect(rows).toBe('1=queued')
  }
}, 180_000)
