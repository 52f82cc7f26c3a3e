/**
 * 公民身份号码 (GB 11643-1999): 6 region, 8 birth date, 3 sequence (odd: male), 1 check character MOD 11-2.
 * Also the residence permits of Hong Kong, Macau and Taiwan people (810000, 820000, 830000) and the permanent residence
 * cards of foreigners since 2023-12-01 (first digit 9), which have the same length, check character and birth date.
 * The foreigners' cards of 2017 (3 letters, 12 digits) are not of this form.
 * Lenient when reading. An abolished region is valid for life, so only the province is looked at.
 */
import type { Branded, Day } from '../brand.ts'
import { isCalendarDay } from '../calendar/day.ts'
import { weightedSum } from './check-digit.ts'
import { plainCode } from './plain-code.ts'
import { provinces } from './province.ts'

export type IdNumber = Branded<string, 'IdNumber'>

export const idProblems = ['empty', 'scientific', 'form', 'date', 'check'] as const
/** `scientific`: Excel turned it into 4.5E+17 and the digits are lost. `date`: no such birth date, or not plausible. */
export type IdProblem = (typeof idProblems)[number]

type ReadIdNumber =
  /** `converted`: 15 digits were written, and made into 18. */
  | { readonly ok: true; readonly value: IdNumber; readonly converted: boolean }
  | { readonly ok: false; readonly problem: IdProblem }

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'
const scientific = /^\d(\.\d+)?E\+?\d+$/
/** Nobody on a register is older: a date before is a slip (1880 for 1980). */
const oldestYears = 120
const taiwanPermit = '83'
const foreignerDigit = '9'

/** @param today a birth date after it is not believed. */
export function readIdNumber(text: string, today: Day): ReadIdNumber {
  const written = plainCode(text)
  if (written === '') return { ok: false, problem: 'empty' }
  if (scientific.test(written)) return { ok: false, problem: 'scientific' }
  const converted = /^\d{15}$/.test(written)
  const number = converted ? toEighteen(written) : written
  if (!/^\d{17}[\dX]$/.test(number) || !hasKnownPlace(number)) return { ok: false, problem: 'form' }
  if (!isPlausibleBirth(birthPart(number), today)) return { ok: false, problem: 'date' }
  if (checkCharacter(number) !== number[17]) return { ok: false, problem: 'check' }
  return { ok: true, value: number as IdNumber, converted }
}

/** 15 digits (before 1999): the century and the check character are put in. */
function toEighteen(fifteen: string): string {
  const seventeen = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`
  return `${seventeen}${checkCharacter(seventeen)}`
}

function checkCharacter(number: string): string | undefined {
  const sum = weightedSum(number, weights, '0123456789')
  return sum === undefined ? undefined : checkCharacters[sum % 11]
}

function hasKnownPlace(number: string): boolean {
  if (number.startsWith(foreignerDigit)) return true
  const prefix = number.slice(0, 2)
  return prefix === taiwanPermit || Object.hasOwn(provinces, prefix)
}

function birthPart(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
}

function isPlausibleBirth(day: string, today: Day): boolean {
  if (!isCalendarDay(day) || day > today) return false
  return Number(today.slice(0, 4)) - Number(day.slice(0, 4)) <= oldestYears
}

export function birthDateOf(id: IdNumber): Day {
  return birthPart(id) as Day
}

export function sexOf(id: IdNumber): 'male' | 'female' {
  return Number(id[16]) % 2 === 1 ? 'male' : 'female'
}

export function idLast4(id: IdNumber): string {
  return id.slice(-4)
}

/** 4501…087X */
export function maskIdNumber(id: IdNumber): string {
  return `${id.slice(0, 4)}…${idLast4(id)}`
}
