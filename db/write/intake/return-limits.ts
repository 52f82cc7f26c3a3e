/**
 * 退回的节制: how often one address is told that its mail was returned (email.md 6.2 B4), by the mailbox's profile. Beyond it
 * the mail is filed as returned without an answer, and staff see it.
 */
import { sql } from 'kysely'
import type { MailContext } from './context.ts'

/** As in the profiles of io/imap. */
export interface ReturnLimits {
  readonly returnsPerHour: number | null
  readonly returnsPerDay: number | null
  /** Hours in which the same return is not said twice to one address. */
  readonly sameReturnHours: number | null
  /** Answers to one address that sends no form: a loop ends at the eleventh. */
  readonly formlessAnswers: { readonly count: number; readonly minutes: number }
}

/** @param saidKey what the return says: the same key is the same return. */
export async function mayReturn(
  { tx, mail }: MailContext,
  limits: ReturnLimits,
  { formless, saidKey }: { readonly formless: boolean; readonly saidKey: string },
): Promise<boolean> {
  const to = mail.fromAddress
  if (to === null) return false
  const count = async (minutes: number, key: string | null) => {
    let query = tx
      .selectFrom('outgoing_mail')
      .select((select) => select.fn.countAll<number>().as('returns'))
      .where('to_address', '=', to)
      .where('kind', '=', 'return')
      .where('created_at', '>', sql<string>`now() - make_interval(mins => ${minutes})`)
    if (key !== null) query = query.where('said_key', '=', key)
    return (await query.executeTakeFirstOrThrow()).returns
  }
  const { returnsPerHour, returnsPerDay, sameReturnHours, formlessAnswers } = limits
  if (formless && (await count(formlessAnswers.minutes, null)) >= formlessAnswers.count) return false
  if (returnsPerHour !== null && (await count(60, null)) >= returnsPerHour) return false
  if (returnsPerDay !== null && (await count(24 * 60, null)) >= returnsPerDay) return false
  return sameReturnHours === null || (await count(sameReturnHours * 60, saidKey)) === 0
}
