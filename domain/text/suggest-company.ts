/**
 * 企业名称相近: the registered name that was almost written (R07). Only a clear winner is suggested; two names equally
 * near would send the sender to a stranger.
 */
import { editDistance } from './edit-distance.ts'

/** Mistyped characters that are still "almost right"; names of fewer than `shortName` characters allow one. */
const mistakes = 2
const shortName = 8
/** A part of a name stands for the whole from this many characters on. */
const tellingLength = 6

/** What people add and leave out: the legal form, and the place in brackets. */
const formWords = /\([^()]*\)|股份|有限|责任|集团|公司|厂$/gu
/** What stands before the name proper. */
const placeWords = /^(中国|广西壮族自治区|广西|新疆维吾尔自治区|新疆|山西省|山西|广东省|广东)/u

/**
 * @param key as written, by companyKey.
 * @param knownKeys keys of all registered names.
 * @returns one of `knownKeys`, or undefined: nothing near, more than one equally near, or the name itself is registered.
 */
export function suggestCompany(key: string, knownKeys: Iterable<string>): string | undefined {
  if (key === '') return undefined
  const core = coreOf(key)
  let best: string | undefined
  let bestCost = Infinity
  let tied = false
  for (const known of new Set(knownKeys)) {
    if (known === key) return undefined
    const cost = costOf(key, core, known)
    if (cost < bestCost) {
      best = known
      bestCost = cost
      tied = false
    } else if (cost === bestCost) tied = true
  }
  return bestCost === Infinity || tied ? undefined : best
}

/** Infinity: not near. */
function costOf(key: string, core: string, known: string): number {
  const knownCore = coreOf(known)
  const limit = Math.min(core.length, knownCore.length) < shortName ? 1 : mistakes
  const asWritten = editDistance(key, known, limit)
  const found: number[] = []
  if (asWritten <= limit) found.push(asWritten)
  if (core !== '' && core === knownCore) found.push(1)
  else {
    const ofCores = editDistance(core, knownCore, limit)
    if (ofCores <= limit) found.push(ofCores + 1)
    else if (isTellingPart(core, knownCore) || isTellingPart(knownCore, core)) found.push(limit + 2)
  }
  return Math.min(Infinity, ...found)
}

function coreOf(key: string): string {
  return key.replace(formWords, '').replace(placeWords, '')
}

function isTellingPart(part: string, whole: string): boolean {
  return part.length >= tellingLength && part.length * 2 >= whole.length && whole.includes(part)
}
