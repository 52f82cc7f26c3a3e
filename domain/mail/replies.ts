/** 撤回 · 进度 — the words that a reply may say on its first line (spec 10-unban, For programs; reference/email.md 5.3 L12). */
import type { ReadMail } from './types.ts'

export type ReplyWord = '撤回' | '进度'

/** The word alone; 撤回 also with row numbers after it. */
const patterns: Readonly<Record<ReplyWord, RegExp>> = {
  撤回: /^撤回[\s:：]*(第?[\d\s,，、;；和到至~～\-—第行]*)[。.!！]*$/u,
  进度: /^(查询)?进度[。.!！?？]*$/u,
}
const words = Object.keys(patterns) as ReplyWord[]

/** Only the first line that says anything is looked at: what follows is quoted or courtesy. */
export function replyWord({ text }: Pick<ReadMail, 'text'>): ReplyWord | null {
  const line = text
    .split(/\r?\n/u)
    .map((candidate) => candidate.normalize('NFKC').trim())
    .find((candidate) => candidate !== '')
  return words.find((word) => line !== undefined && patterns[word].test(line)) ?? null
}
