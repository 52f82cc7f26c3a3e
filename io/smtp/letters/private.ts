/**
 * 脱敏: what of a person may stand in a letter. Mailboxes are read by many: a name is its first character, a number its last
 * four. Texts from outside are cut to one line, and numbers in them that look like a person's are hidden too.
 */
import { maskName } from '../../../domain/text/mask.ts'
import { oneLine } from '../../../domain/text/one-line.ts'
import type { AnswerRow } from '../../../domain/unban/answers.ts'
import type { CodeFound } from '../../../domain/unban/types.ts'

/** An ID number (15 or 18) or a phone number, also in full-width digits. */
const personalNumber = /(?<![\p{Nd}])(?:\p{Nd}{14}|\p{Nd}{17}|\p{Nd}{10})[\p{Nd}XxＸｘ](?![\p{Nd}])/gu

function hideNumbers(text: string): string {
  return text.replace(personalNumber, (number) => `****${[...number].slice(-4).join('')}`)
}

/** Characters of a text from outside that are shown back. */
const longest = { subject: 80, company: 60, reviewersWords: 500 } as const

export const shown = (text: string, what: keyof typeof longest): string => hideNumbers(oneLine(text, longest[what]))

export function who({ name, idLast4 }: Pick<AnswerRow, 'name' | 'idLast4'>): string {
  const last4 = /[0-9A-Z]{0,4}$/i.exec(idLast4)?.[0] ?? ''
  const masked = oneLine(maskName(name), 2)
  return `${masked === '' ? '（未填姓名）' : masked}${last4 === '' ? '' : `（尾号 ${last4.toUpperCase()}）`}`
}

/** File names and the like that a sentence shows back. */
export function hideInFound(found: CodeFound): CodeFound {
  return found.items === undefined ? found : { ...found, items: found.items.map(hideNumbers) }
}
