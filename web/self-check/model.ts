/** 自查 as programs get it: codes, numbers and days. */
import type { LastRejection, SelfCheck } from '../../db/read/self-check.ts'
import { howToOf, recordHowTo, returnReasons } from '../../domain/unban/reasons.ts'
import type { Expected } from '../../domain/unban/answers.ts'
import type { FormRead } from '../../domain/unban/request-form.ts'
import type { Business, CodeFound, RowOutcome } from '../../domain/unban/types.ts'
import type { Words } from '../../domain/brand.ts'
import { wordsOfForm } from './file-words.ts'
import { shownIdNumber } from './shown-id.ts'

export interface SelfCheckRow {
  readonly n: number
  readonly name: string
  /** Masked where it is a right number; as it was typed where it is not. */
  readonly idNumber: string
  readonly company: string
  readonly business: Business
  readonly askedBoth: boolean
  readonly sameAs: number | null
  readonly outcome: RowOutcome['kind']
  readonly codes: readonly CodeFound[]
  /** The last decision on what this row asks for was a rejection. */
  readonly rejected: LastRejection | null
}

export interface SelfCheckModel {
  /** Of the form as a whole: then there are no rows. */
  readonly codes: readonly CodeFound[]
  readonly rows: readonly SelfCheckRow[]
  readonly requests: SelfCheck['requests']
  readonly expected: Expected | null
}

export function modelOfRows({ rows, requests, expected }: SelfCheck, { unread }: FormRead): SelfCheckModel {
  return {
    codes: unread,
    rows: rows.map(({ row, outcome, rejected }) => ({
      n: row.n,
      name: row.name,
      idNumber: shownIdNumber(row),
      company: row.company,
      business: row.business,
      askedBoth: row.askedBoth,
      sameAs: row.sameAs,
      outcome: outcome.kind,
      codes: outcome.kind === 'returned' ? outcome.codes : [],
      rejected,
    })),
    requests,
    expected: requests.length === 0 ? null : expected,
  }
}

export const modelOfCodes = (codes: readonly CodeFound[]): SelfCheckModel => ({
  codes,
  rows: [],
  requests: [],
  expected: null,
})

const heldWords: Words = {
  zh: '贵单位的邮箱不是该企业登记或确认过的发件邮箱：发送后须由该企业确认，确认前不受理。',
  en: 'Your address is not one that this enterprise has registered or confirmed: it would be asked to confirm it, and nothing is taken before.',
}

/** What is to be said of one row: a sentence a code, or who has to confirm it. */
export const sentencesOf = (row: Pick<SelfCheckRow, 'company' | 'business' | 'codes' | 'outcome'>): Words[] =>
  row.outcome === 'onHold' ? [heldWords] : row.codes.map((found) => returnReasons[found.code].sentence(found, row))

/** How things are put right, each said once, with the rows it concerns; none: the form itself. */
export function remediesOf({ codes, rows }: SelfCheckModel): { readonly words: Words; readonly rows: number[] }[] {
  const found = [
    ...codes.map((code) => ({ words: [wordsOfForm(code).howTo], n: null })),
    ...rows.flatMap((row) => row.codes.map((code) => ({ words: [howToOf(code), ...recordHowTo(code)], n: row.n }))),
  ]
  const remedies = new Map<string, { words: Words; rows: number[] }>()
  for (const { words: ways, n } of found) {
    for (const words of ways) {
      const one = remedies.get(words.zh) ?? { words, rows: [] }
      if (n !== null) one.rows.push(n)
      remedies.set(words.zh, one)
    }
  }
  return [...remedies.values()]
}
