/** 审计: one row for each state change, in the transaction that makes it. The chain is closed by the database itself. */
import type { Tx } from '../db.ts'

export interface AuditEntry {
  /** The authority whose chain it is, or `system` for what belongs to none. */
  readonly chain: string
  /** Names the effect: the same effect twice has the same key, and the second one is refused by the database. */
  readonly key: string
  /** `account:12`, `system`, `world` or `mail:99`. */
  readonly actor: string
  /** `enterprise:3` when an account acts for one. */
  readonly actingFor?: string
  /** Noun and verb: `request.claimed`. */
  readonly action: string
  /** `request:5` */
  readonly object: string
  /** Ids, states and counts; never a name or a number of a person. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Appends one row. Lock everything else first: this holds the chain's head until the commit. */
export function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  return appendAudits(tx, [entry])
}

/** Several rows of one transaction, in this order. */
export async function appendAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values(
      entries.map((entry) => ({
        chain: entry.chain,
        key: entry.key,
        actor: entry.actor,
        acting_for: entry.actingFor ?? '',
        action: entry.action,
        object: entry.object,
        detail: JSON.stringify(entry.detail ?? {}),
        // The trigger audit_chain sets seq, at and both hashes.
        at: '1970-01-01T00:00:00Z',
      })),
    )
    .execute()
}

/** The effect named by `key`, when it has happened. */
export async function findHappened(
  tx: Tx,
  key: string,
): Promise<{ action: string; detail: Readonly<Record<string, unknown>> } | null> {
  const row = await tx.selectFrom('audit_log').select(['action', 'detail']).where('key', '=', key).executeTakeFirst()
  return row ?? null
}

/** Whether the effect named by `key` has happened: ask before doing it again. */
export async function hasHappened(tx: Tx, key: string): Promise<boolean> {
  return (await findHappened(tx, key)) !== null
}
