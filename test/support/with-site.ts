/** For the tests of a file one site and whoever works on it, opened before the first test and closed after the last. */
import { afterAll, beforeAll } from '@jest/globals'
import type { Letter } from '../../domain/unban/answers.ts'
import { startSite, type Site } from './site.ts'

/** @param who signs in @param take gets both, for the tests' own variables. */
export function withSite<Who>(who: (site: Site) => Promise<Who>, take: (site: Site, who: Who) => unknown): void {
  let site: Site | undefined
  beforeAll(async () => {
    site = await startSite()
    take(site, await who(site))
  }, 120_000)
  afterAll(() => site?.close())
}

const everyMs = 200

/** Waits for what a page answers; what it asks of the intake is done meanwhile, as the engine would have it done. */
export async function whileIntakeActs<T>(site: Site, said: Promise<T>): Promise<T> {
  const pulse = setInterval(() => void site.doMailActs().catch(() => undefined), everyMs)
  try {
    return await said
  } finally {
    clearInterval(pulse)
  }
}

/** The whole row of a mail. */
export const mailRow = ({ db }: Site, id: number) => db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
/** The request that a mail made; undefined: it made none. */
export const requestRow = ({ db }: Site, mailId: number) => db.selectFrom('request').selectAll().where('mail_id', '=', mailId).executeTakeFirst() // prettier-ignore
/** What was written about a mail, oldest first, with the letters opened. */
export async function letterRows({ db, database }: Site, mailId: number) {
  const rows = await db.selectFrom('outgoing_mail').selectAll().where('mail_id', '=', mailId).orderBy('id').execute()
  return rows.map((row) => ({ ...row, letter: JSON.parse(database.vault.open(row.letter_cipher)) as Letter }))
}
