/** A settled row as the answer lists it. */
import type { AnswerRow } from '../../../domain/unban/answers.ts'
import type { SettledRow } from './rows.ts'

export function answerRow({ row, outcome }: SettledRow): AnswerRow {
  return {
    n: row.n,
    name: row.name,
    idLast4: (row.id ?? row.idNumber).slice(-4),
    business: row.business,
    company: row.company,
    outcome,
    askedBoth: row.askedBoth,
    sameAs: row.sameAs,
    reasons: [],
    reasonText: '',
  }
}
