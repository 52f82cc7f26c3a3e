/**
 * 合并回执: where a provider's limits leave fewer letters than wait, acknowledgements for one sender go out in one. Each keeps
 * its own row in the outbox, whose state follows that of the one that carries it.
 */
import { sql } from 'kysely'
import type { Letter } from '../../domain/unban/answers.ts'
import type { Vault } from '../crypto.ts'
import type { Db } from '../db.ts'
import type { DueLetter } from './outgoing.ts'

/** Acknowledgements in one letter, at most. */
const mergedMax = 20

/** Takes the other acknowledgements for the same address into `letter`, when more letters wait than the limits let out. */
export function mergeAcks(db: Db, letter: DueLetter, left: number): Promise<void> {
  return db.transaction().execute(async (tx) => {
    if (letter.kind !== 'ack' || letter.raw_sha !== null) return
    const { letters } = await tx
      .selectFrom('outgoing_mail')
      .select((select) => select.fn.countAll<number>().as('letters'))
      .where('mailbox_id', '=', letter.mailbox_id)
      .where('state', 'in', ['pending', 'retry', 'sending'])
      .where('merged_into', 'is', null)
      .executeTakeFirstOrThrow()
    if (letters <= left) return
    await tx
      .updateTable('outgoing_mail')
      .set({ merged_into: letter.id, state: 'sending', attempts: sql<number>`attempts + 1` })
      .where('id', 'in', (others) =>
        others
          .selectFrom('outgoing_mail')
          .select('id')
          .where('mailbox_id', '=', letter.mailbox_id)
          .where('kind', '=', 'ack')
          .where('to_address', '=', letter.to_address)
          .where('state', '=', 'pending')
          .where('raw_sha', 'is', null)
          .where('merged_into', 'is', null)
          .where('id', '!=', letter.id)
          .orderBy('id')
          .limit(mergedMax - 1),
      )
      .execute()
  })
}

/** Letters that go out inside this one, the oldest first. */
export async function readMerged(db: Db, vault: Vault, letterId: number): Promise<Letter[]> {
  const rows = await db.selectFrom('outgoing_mail').select('letter_cipher').where('merged_into', '=', letterId).orderBy('id').execute() // prettier-ignore
  return rows.map((row) => JSON.parse(vault.open(row.letter_cipher)) as Letter)
}
