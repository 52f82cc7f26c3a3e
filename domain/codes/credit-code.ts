/**
 * 统一社会信用代码 (GB 32100-2015): 1 department, 1 class, 6 region digits, 9 organisation code (GB 11714), 1 check.
 * Lenient when reading: full width, spaces, small letters. Departs from the standard: the organisation code's own check
 * character is told, and not insisted upon, since codes that break it are in use.
 */
import type { Branded } from '../brand.ts'
import { weightedSum } from './check-digit.ts'
import { plainCode } from './plain-code.ts'

export type CreditCode = Branded<string, 'CreditCode'>

export const creditCodeProblems = ['empty', 'form', 'check'] as const
export type CreditCodeProblem = (typeof creditCodeProblems)[number]

type ReadCreditCode =
  /** `organisationChecks`: whether the organisation code inside has a right check character: only worth a warning. */
  | { readonly ok: true; readonly value: CreditCode; readonly organisationChecks: boolean }
  | { readonly ok: false; readonly problem: CreditCodeProblem }

/** No I, O, S, V, Z. */
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const form = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

const organisationCharacters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

export function readCreditCode(text: string): ReadCreditCode {
  const code = plainCode(text)
  if (code === '') return { ok: false, problem: 'empty' }
  if (!form.test(code)) return { ok: false, problem: 'form' }
  const sum = weightedSum(code, weights, characters) ?? 0
  if (characters[(31 - (sum % 31)) % 31] !== code[17]) return { ok: false, problem: 'check' }
  return { ok: true, value: code as CreditCode, organisationChecks: organisationChecks(code.slice(8, 17)) }
}

function organisationChecks(code: string): boolean {
  const sum = weightedSum(code, organisationWeights, organisationCharacters) ?? 0
  const check = 11 - (sum % 11)
  return code[8] === (check === 10 ? 'X' : check === 11 ? '0' : String(check))
}
