/** 进件核对 of one mail against the register, in the transaction that acts on it. */
import { dayOf } from '../../../domain/calendar/working-days.ts'
import { senderStanding, type SenderStanding } from '../../../domain/mail/authority.ts'
import type { CheckedRow } from '../../../domain/unban/entry-checks.ts'
import { checkRowsFor, type RowsToCheck } from '../../read/check-rows.ts'
import type { MailContext } from './context.ts'

export interface RowsChecked {
  readonly rows: readonly CheckedRow[]
  /** Enterprises in whose name somebody wrote who may not (R16): they are told. */
  readonly refused: readonly number[]
}

export async function checkRows(
  { tx, vault, mail, register, act }: MailContext,
  form: RowsToCheck,
): Promise<RowsChecked> {
  const authorised = mail.fromAddress === null ? new Set<number>() : await register.enterprisesOf(mail.fromAddress)
  const verdict = mail.verdict ?? 'unknown'
  const vouched = act?.vouched === true
  const standingFor = (enterpriseId: number): SenderStanding =>
    vouched ? 'normal' : senderStanding(verdict, authorised.has(enterpriseId))
  const { rows, named } = await checkRowsFor(tx, vault, register, form, {
    today: dayOf(mail.receivedAt),
    standingFor,
    knownSender: vouched || (authorised.size > 0 && verdict !== 'fail'),
  })
  const refused = named.filter(({ id, ruleInForce }) => ruleInForce && standingFor(id) === 'returnR16')
  return { rows, refused: refused.map(({ id }) => id) }
}
