/**
 * 检索词: what an index must hold for a text to be found. Chinese by pairs of characters, Latin letters and digits by threes,
 * initials by pairs under a mark, the last four of an ID number as a whole under a mark. The index narrows; the text
 * itself is then compared, so that pairs far apart find nothing.
 */
import { searchLeast } from './key.ts'

/** Before a pair of initials: `~jx`. */
const initialsMark = '~'
/** Before the last four of an ID number: `#087x`. */
const lastFourMark = '#'

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)
const lastFour = /^\d{3}[\dx]$/

export interface SearchTerms {
  /** All of them stand in the index beside a text that holds the key. */
  readonly all: readonly string[]
  /** The last four of an ID number, when the key may be that. */
  readonly lastFour: string | null
}

/** @param key of searchKey. Null: too short to be searched by. */
export function searchTerms(key: string): SearchTerms | null {
  const characters = [...key]
  if (characters.length < searchLeast) return null
  const grams = characters.flatMap((_, at) => {
    const pair = characters.slice(at, at + 2)
    const three = characters.slice(at, at + 3)
    if (pair.length === 2 && !isPlain(pair.join(''))) return [pair.join('')]
    return three.length === 3 && isPlain(three.join('')) ? [three.join('')] : []
  })
  // Two Latin letters alone are initials.
  const all = grams.length > 0 ? [...new Set(grams)] : [`${initialsMark}${key}`]
  return { all, lastFour: lastFour.test(key) ? `${lastFourMark}${key}` : null }
}
