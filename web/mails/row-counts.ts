/** `2 人已排队 · 1 人退回（R16）` — what came of the people of a mail, in one line. */
import type { RowCount } from '../../db/read/mail-row-counts.ts'
import type { Words } from '../../domain/brand.ts'
import { outcomeTerms, rowTerms } from '../terms.ts'
import { say, type Language } from '../words.ts'

const returned: Words = { zh: '退回', en: 'returned' }

/** Where they stand now, or what was said of those who were never placed. */
function wordsOf({ outcome, rowState }: RowCount): Words {
  if (rowState === null) return outcome === 'returned' ? returned : outcomeTerms[outcome].words
  return rowState === 'live' ? outcomeTerms.queued.words : rowTerms[rowState].words
}

export const countOf = (counts: readonly RowCount[]): number => counts.reduce((sum, { people }) => sum + people, 0)

export function cameOfRows(counts: readonly RowCount[], language: Language): string {
  const zh = language === 'zh'
  // What is called by one word is one part, whatever was first said of it.
  const parts = new Map<string, { people: number; codes: Set<string> }>()
  for (const count of counts) {
    const word = say(language, wordsOf(count))
    const part = parts.get(word) ?? { people: 0, codes: new Set<string>() }
    part.people += count.people
    for (const code of count.codes) part.codes.add(code)
    parts.set(word, part)
  }
  return [...parts]
    .map(([word, { people, codes }]) => {
      const named = [...codes].sort().join(zh ? '、' : ', ')
      const why = named === '' ? '' : zh ? `（${named}）` : ` (${named})`
      return zh ? `${people} 人${word}${why}` : `${people} ${word.toLowerCase()}${why}`
    })
    .join(' · ')
}
