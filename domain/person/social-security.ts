/**
 * 社保证明 (spec 10-unban): up to and including the 25th last month's or this month's, from the 26th this month's, judged
 * on the day of receipt; 工伤, 养老 and 失业 are named; the payer is the owning enterprise; a unit's proof also needs the
 * proof of full payment.
 */
import type { Day } from '../brand.ts'
import { monthOf } from '../calendar/day.ts'
import { companyKey } from '../text/normalise.ts'
import type { SocialSecurity } from '../unban/types.ts'
import { requiredInsurances } from './papers.ts'

/** The last day of a month on which the month before is still good. */
const lastMonthUntilDay = 25

export function monthIsGood(month: string, receivedOn: Day): boolean {
  const lastMonthIsGood = Number(receivedOn.slice(8, 10)) <= lastMonthUntilDay
  return month === monthOf(receivedOn) || (lastMonthIsGood && month === monthOf(receivedOn, -1))
}

/** `工伤保险` and `工伤` are the same. */
export function insurancesAreNamed(named: readonly string[]): boolean {
  return requiredInsurances.every((required) => named.some((each) => each.trim().startsWith(required)))
}

export function payerIsOwner(payer: string, enterpriseName: string): boolean {
  const key = companyKey(payer)
  return key !== '' && key === companyKey(enterpriseName)
}

export function fullPaymentIsProven(proof: SocialSecurity): boolean {
  return proof.kind !== 'unit' || proof.fullPaymentProof === true
}
