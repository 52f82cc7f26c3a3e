/** 来信办理: what every act on a mail is done with, and its one row in the audit log. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import type { OpenAct } from '../../read/mail-acts.ts'
import { appendAudit } from '../audit.ts'
import type { Judged } from './judged.ts'

export interface ActFacts {
  readonly baseUrl: string
  /** The mail as the program reads it now; null where the act does not ask for it, or it cannot be read. */
  readonly judged: Judged | null
}

export interface ActContext extends ActFacts {
  readonly tx: Tx
  readonly vault: Vault
  readonly act: OpenAct
  readonly reason: string
  /** Of the mailbox. */
  readonly authorityId: string
}

/** One row an act, by whoever asked for it. */
export async function auditAct(
  tx: Tx,
  act: OpenAct,
  { authorityId, ...what }: { authorityId: string; action: string; object: string; detail?: Record<string, unknown> },
): Promise<void> {
  await appendAudit(tx, {
    chain: authorityId,
    key: `mailAct:${act.n}`,
    actor: `account:${act.account_id}`,
    ...(act.acting_for === null ? {} : { actingFor: `enterprise:${act.acting_for}` }),
    ...what,
  })
}
