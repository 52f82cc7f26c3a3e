/** 撤回 · 进度 — the words that a reply may say on its first line (spec 10-unban, For programs; reference/email.md 5.3 L12). */
import type { ReadMail } from './types.ts'

export type Reply =
  | { readonly word: '进度' }
  /** `all`: every row of the mail that was answered; otherwise its row numbers, ascending. */
  | { readonly word: '撤回'; readonly rows: 'all' | readonly number[] }

const progress = /^(查询)?进度[。.!！?？]*$/u
/** The word alone, or with row numbers after it: 撤回 2,3 · 撤回第2行 · 撤回：2、3 · 撤回第2-4行. */
const withdrawal = /^撤回[\s:：]*([第\d\s,，、;；和到至~～\-—行]*?)[。.!！]*$/u
/** As many rows as a mail may hold: a longer range names none that exist. */
const rowsMax = 500

/** Only the first line that says anything is looked at: what follows is quoted or courtesy. */
export function readReply({ text }: Pick<ReadMail, 'text'>): Reply | null {
  const line = text
    .split(/\r?\n/u)
    .map((candidate) => candidate.normalize('NFKC').trim())
    .find((candidate) => candidate !== '')
  if (line === undefined) return null
  if (progress.test(line)) return { word: '进度' }
  const named = withdrawal.exec(line)?.[1]
  if (named === undefined) return null
  if (named.trim() === '') return { word: '撤回', rows: 'all' }
  const rows = readRows(named)
  // "撤回第行" names nothing that could be taken out: a person reads it.
  return rows.length === 0 ? null : { word: '撤回', rows }
}

function readRows(named: string): number[] {
  const rows = new Set<number>()
  for (const [, from = '', to = from] of named.matchAll(/(\d+)(?:\s*行?\s*[到至~～\-—]\s*第?\s*(\d+))?/gu)) {
    const [first, last] = [Number(from), Number(to)].sort((a, b) => a - b)
    if (first === undefined || last === undefined || last - first >= rowsMax) continue
    for (let row = first; row <= last; row++) rows.add(row)
  }
  return [...rows].sort((a, b) => a - b)
}
