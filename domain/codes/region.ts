/**
 * 行政区划代码 (GB/T 2260): two digits province, two city, two county.
 * Whether a code is in use is not judged here: abolished codes live on in documents, and development zones have codes
 * that are in no national list.
 */
import type { Branded } from '../brand.ts'
import { plainCode } from './plain-code.ts'
import { provinces } from './province.ts'

type RegionCode = Branded<string, 'RegionCode'>

/** Six digits that begin with a province; null for anything else. */
export function readRegionCode(text: string): RegionCode | null {
  const code = plainCode(text)
  return /^\d{6}$/.test(code) && Object.hasOwn(provinces, code.slice(0, 2)) ? (code as RegionCode) : null
}

/** 450103 → 450000 */
export function provinceOf(code: string): RegionCode {
  return `${code.slice(0, 2)}0000` as RegionCode
}

/** The digits that codes of a region and of those below begin with: 450000 → 45, 450100 → 4501. */
export function regionPrefix(code: string): string {
  return code.endsWith('0000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 4) : code
}

/** Whether `code` is the region `above` or lies in it: a county in its city, a city in its province. */
export function isWithin(code: string, above: string): boolean {
  return code.length === 6 && above.length === 6 && code.startsWith(regionPrefix(above))
}
