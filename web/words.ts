/** 中文 / English: every label is a pair, kept beside its page; a presenter says it in the visitor's language. */
import type { Words } from '../domain/brand.ts'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

export const say = (language: Language, words: Words): string => words[language]

/** A page's table of labels, in one language: what a template prints as `t.name`. */
export function sayAll<Key extends string>(
  language: Language,
  table: Readonly<Record<Key, Words>>,
): Record<Key, string> {
  const said = Object.entries<Words>(table).map(([key, words]) => [key, words[language]])
  return Object.fromEntries(said) as Record<Key, string>
}
