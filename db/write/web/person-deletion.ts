/**
 * 删除虚假重复身份 (spec 10-unban, Review by staff): the data and files of a person who was entered a second time under a forged
 * number. Refused while a row of theirs is under review; waiting rows close and their workflows look again; the number is
 * free, so that the enterprise can enter the person anew. What was mailed stays as it was received.
 */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db, Tx } from '../../db.ts'
import { deletionKey } from '../../read/deleted-person.ts'
import { appendAudit, hasHappened } from '../audit.ts'
import { queuePersonDeleted } from '../letters/person-deleted.ts'
import { lockQueue } from '../queue-lock.ts'
import { refreshPeople } from '../review/standing.ts'

export interface PersonDeletion {
  readonly personId: number
  readonly accountId: number
  readonly authorityId: string
  readonly reason: string
  /** The true record, where it is known. */
  readonly trueRecordId: number | null
  readonly baseUrl: string
}
export type PersonDeleted =
  | { readonly kind: 'deleted'; readonly requestsClosed: number }
  /** By an earlier click, or by a colleague. */
  | { readonly kind: 'already' }
  | { readonly kind: 'underReview' }

export function deletePerson(db: Db, vault: Vault, input: PersonDeletion): Promise<PersonDeleted> {
  return db.transaction().execute(async (tx): Promise<PersonDeleted> => {
    // Queues, then rows, then the person: the order of everybody who settles a request.
    for (const authorityId of await queuesOf(tx, input.personId)) await lockQueue(tx, authorityId)
    const rows = await tx
      .selectFrom('request_row')
      .innerJoin('request', 'request.id', 'request_row.request_id')
      .select(['request_row.id', 'request_row.state', 'request_row.request_id', 'request.authority_id'])
      .where('request_row.person_id', '=', input.personId)
      .where('request_row.state', 'in', ['live', 'locked', 'shadowed'])
      .orderBy('request_row.id')
      .forUpdate('request_row')
      .execute()
    const person = await tx.selectFrom('person').selectAll().where('id', '=', input.personId).forUpdate().executeTakeFirst() // prettier-ignore
    if (person === undefined || (await hasHappened(tx, deletionKey(input.personId)))) return { kind: 'already' }
    if (rows.some(({ state }) => state !== 'live')) return { kind: 'underReview' }

    if (rows.length > 0) {
      const ids = rows.map(({ id }) => id)
      await tx.updateTable('request_row').set({ state: 'closed' }).where('id', 'in', ids).execute()
    }
    for (const authorityId of new Set(rows.map((row) => row.authority_id))) {
      const theirs = rows.filter((row) => row.authority_id === authorityId)
      await refreshPeople(tx, authorityId, theirs.map((row) => row.request_id)) // prettier-ignore
    }
    const files = await takeData(tx, input.personId)
    await takeFiles(tx, files)
    if (person.enterprise_id !== null) {
      await queuePersonDeleted(tx, vault, {
        ...input,
        enterpriseId: person.enterprise_id,
        name: person.name,
        idLast4: person.id_last4,
      })
    }
    await appendAudit(tx, {
      chain: input.authorityId,
      key: deletionKey(input.personId),
      actor: `account:${input.accountId}`,
      action: 'person.deleted',
      object: `person:${input.personId}`,
      detail: {
        idLast4: person.id_last4,
        enterprise: person.enterprise_id,
        reason: input.reason,
        trueRecord: input.trueRecordId,
        rowsClosed: rows.length,
        files: files.length,
      },
    })
    return { kind: 'deleted', requestsClosed: new Set(rows.map((row) => row.request_id)).size }
  })
}

async function queuesOf(tx: Tx, personId: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .select('request.authority_id')
    .distinct()
    .where('request_row.person_id', '=', personId)
    .where('request_row.state', 'in', ['live', 'locked', 'shadowed'])
    .orderBy('request.authority_id')
    .execute()
  return rows.map((row) => row.authority_id)
}

/** @returns the files that were the person's. */
async function takeData(tx: Tx, personId: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select photo_sha as sha256 from person where id = ${personId} and photo_sha is not null
    union select scan_sha from certificate where person_id = ${personId} and scan_sha is not null
    union select sha256 from person_file where person_id = ${personId}`.execute(tx)
  // An import keeps what was typed; with the person it goes, too.
  await tx.deleteFrom('person_import_row').where('person_id', '=', personId).execute()
  await tx.deleteFrom('draft').where('form', '=', 'person').where('subject', 'like', `%/person:${personId}`).execute()
  await tx.deleteFrom('person_file').where('person_id', '=', personId).execute()
  await tx.deleteFrom('certificate').where('person_id', '=', personId).execute()
  await tx.deleteFrom('person').where('id', '=', personId).execute()
  return rows.map(({ sha256 }) => sha256)
}

/** Of these files, those that nothing else refers to. */
const unreferenced = (shas: readonly string[]) => sql<{ sha256: string }>`
  select sha256 from unnest(${shas}::text[]) as given(sha256)
  where not exists (select from person where photo_sha = given.sha256)
    and not exists (select from certificate where scan_sha = given.sha256)
    and not exists (select from person_file where person_file.sha256 = given.sha256)
    and not exists (select from enterprise_file where enterprise_file.sha256 = given.sha256)
    and not exists (select from mail where raw_sha = given.sha256)
    and not exists (select from attachment where attachment.sha256 = given.sha256)
    and not exists (select from outgoing_mail where raw_sha = given.sha256)
    and not exists (select from person_import where file_sha = given.sha256)`

async function takeFiles(tx: Tx, shas: readonly string[]): Promise<void> {
  const { rows } = await unreferenced(shas).execute(tx)
  const gone = rows.map(({ sha256 }) => sha256)
  if (gone.length === 0) return
  await tx.deleteFrom('upload').where('sha256', 'in', gone).execute()
  await tx.deleteFrom('stored_file').where('sha256', 'in', gone).execute()
  await tx
    .insertInto('file_removal')
    .values(gone.map((sha256) => ({ sha256 })))
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

/** Removed in one go, at most. */
const removalsAtOnce = 1_000

/** Takes the bytes off the disk that were let go; what an ended process left is taken the next time. */
export async function removeFiles(db: Db, remove: (sha256: string) => Promise<void>): Promise<void> {
  const wanted = await db.selectFrom('file_removal').select('sha256').limit(removalsAtOnce).execute()
  const { rows } = await unreferenced(wanted.map(({ sha256 }) => sha256)).execute(db)
  for (const { sha256 } of rows) await remove(sha256)
  if (wanted.length > 0) {
    const done = wanted.map(({ sha256 }) => sha256)
    await db.deleteFrom('file_removal').where('sha256', 'in', done).execute()
  }
}
