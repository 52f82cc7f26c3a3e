/** 谁先修改: of two edits at once the second learns who was first; of another office than one's own only the office. */
import type { Tx } from '../../../db.ts'

export interface First {
  /** The record's version now: what the next try goes on from. */
  readonly version: number
  /** A colleague's name; null: the association, or another enterprise that had the person before. */
  readonly by: string | null
  readonly at: string
}

export async function readFirst(tx: Tx, personId: number, enterpriseId: number): Promise<First> {
  const person = await tx
    .selectFrom('person')
    .select(['version', 'updated_at'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  const last = await tx
    .selectFrom('audit_log')
    .select(['actor', 'acting_for', 'detail'])
    .where('object', '=', `person:${personId}`)
    .where('action', 'in', ['person.entered', 'person.changed'])
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { version, updated_at: at } = person
  const accountId = /^account:(\d+)$/.exec(last?.actor ?? '')?.[1]
  const ours = last?.acting_for === `enterprise:${enterpriseId}` && last.detail['version'] === version
  if (!ours || accountId === undefined) return { version, by: null, at }
  const account = await tx.selectFrom('account').select('name').where('id', '=', Number(accountId)).executeTakeFirst()
  return { version, by: account?.name ?? null, at }
}
