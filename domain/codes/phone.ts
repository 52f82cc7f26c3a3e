/**
 * 电话: a mainland mobile number, or a landline with its area code. Lenient when reading: full width, spaces, dashes,
 * +86; strict when writing: 19900001234, 0771-5551234, 0771-5551234-801.
 */
import type { Branded } from '../brand.ts'
import { plainCode } from './plain-code.ts'

export type Phone = Branded<string, 'Phone'>

export const phoneProblems = ['empty', 'form'] as const
type PhoneProblem = (typeof phoneProblems)[number]

type ReadPhone =
  | { readonly ok: true; readonly value: Phone; readonly kind: 'mobile' | 'landline'; readonly placeholder: boolean }
  | { readonly ok: false; readonly problem: PhoneProblem }

/** Set when a person is bound; must be replaced before 解禁 (spec 10-unban). */
export const placeholderPhone = '18000000000'

const dashes = /[-‐-―−~]/gu
const country = /^(\+|00)86/
/** +86 771 5551234: from abroad the area code's 0 is left out. */
const abroad = /^(\+|00)86(?=10|[2-9])/
const mobile = /^1[3-9]\d{9}$/
/** Area codes of three digits are 010 and 02x; all others have four. */
const landline = /^(010|02\d|0[3-9]\d{2})([1-9]\d{6,7})(?:(?:转|EXT\.?|#|X)(\d{1,6}))?$/

export function readPhone(text: string): ReadPhone {
  // The extension is set apart first: 0771-5551234-801 would otherwise run together.
  const written = plainCode(text)
    .replace(dashes, '-')
    .replace(/^(\(?[\d+]+\)?-?\d{7,8})-(\d{1,6})$/, '$1转$2')
    .replace(/[-()]/g, '')
    .replace(abroad, '0')
    .replace(country, '')
  if (written === '') return { ok: false, problem: 'empty' }
  if (mobile.test(written)) {
    return { ok: true, value: written as Phone, kind: 'mobile', placeholder: written === placeholderPhone }
  }
  const [, area, number, extension] = landline.exec(written) ?? []
  if (area === undefined || number === undefined) return { ok: false, problem: 'form' }
  const value = `${area}-${number}${extension === undefined ? '' : `-${extension}`}`
  return { ok: true, value: value as Phone, kind: 'landline', placeholder: false }
}

/** Whether a record holds no telephone that reaches anybody: nothing written, or the placeholder. */
export function isPhoneMissing(text: string): boolean {
  const read = readPhone(text)
  return read.ok ? read.placeholder : read.problem === 'empty'
}

export function phoneLast4(phone: string): string {
  return phone.slice(-4)
}
