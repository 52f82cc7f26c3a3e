/**
 * 退回原因 R01–R20 in words an officer would sign: what is wrong, and how to put it right with the way through the menus
 * (reference/email.md 13.5).
 *
 * What a code carries: R01 why; R02 why, items = missing headings; R03 and R17 why, items = file names; R04 why, items =
 * file names; R18, R19 items = file names; R05 items = hosts; R07 suggestion or why; R08 why = status, items = what is
 * missing; R09 why; R20 items = RecordItem.
 */
import type { Words } from '../brand.ts'
import type { ReturnReason } from './reason-words.ts'
import { reasonsOfMails } from './reasons-of-mails.ts'
import { itemsOf, reasonsOfRows } from './reasons-of-rows.ts'
import { recordItemHowTo } from './record-items.ts'
import type { CodeFound, ReturnCode } from './types.ts'

export const returnReasons: Readonly<Record<ReturnCode, ReturnReason>> = { ...reasonsOfMails, ...reasonsOfRows }

/** What is wrong, in a few words: for subjects and lists. */
export function titleOf({ code, why }: Pick<CodeFound, 'code' | 'why'>): Words {
  const { title, titles } = returnReasons[code]
  return titles?.[why ?? ''] ?? title
}

/** How it is put right, in one sentence. */
export function howToOf({ code, why }: Pick<CodeFound, 'code' | 'why'>): Words {
  const { howTo, howTos } = returnReasons[code]
  return howTos?.[why ?? ''] ?? howTo
}

/** R20, item by item: what each asks for. */
export function recordHowTo(found: CodeFound): Words[] {
  return itemsOf(found).map((item) => recordItemHowTo[item])
}
