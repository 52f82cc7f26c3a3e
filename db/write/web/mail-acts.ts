/** 来信办理: an act is asked for here and done by the intake; the same id twice is one act. It waits while the engine is away. */
import type { MailActInput, MailActKind, MailActOutcome } from '../../../domain/mail/acts.ts'
import type { Vault } from '../../crypto.ts'
import type { Db } from '../../db.ts'
import { readActOutcome } from '../../read/mail-acts.ts'
import { wish } from '../wishes.ts'

export interface AskedAct {
  /** Made with the page's form, so that a second click repeats it. */
  readonly id: string
  readonly mailboxId: number
  readonly kind: MailActKind
  readonly accountId: number
  readonly actingFor?: number
  readonly mailId?: number
  readonly requestId?: number
  readonly outgoingId?: number
  readonly input?: MailActInput
  readonly reason?: string
}

export async function askMailAct(db: Db, vault: Vault, act: AskedAct): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('mail_act')
      .values({
        id: act.id,
        mailbox_id: act.mailboxId,
        kind: act.kind,
        account_id: act.accountId,
        acting_for: act.actingFor ?? null,
        mail_id: act.mailId ?? null,
        request_id: act.requestId ?? null,
        outgoing_id: act.outgoingId ?? null,
        input: JSON.stringify(act.input ?? {}),
        reason_cipher: act.reason === undefined ? null : vault.seal(act.reason),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    await wish(tx, 'intake', act.mailboxId)
  })
}

const lookEveryMs = 100

/** Waits a moment for the act to be done. @returns null when it still waits: the page says so. */
export async function untilActDone(db: Db, id: string, withinMs: number): Promise<MailActOutcome | null> {
  const end = Date.now() + withinMs
  for (;;) {
    const outcome = (await readActOutcome(db, id)) ?? null
    if (outcome !== null || Date.now() > end) return outcome
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}
