/** 单行文字: words from outside, made fit for a heading, a mail subject or a log line. */

/** Line and other controls, and what looks like a space. */
const breaks = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu
/** Marks that turn the direction of writing, so that a name reads as another (U+202A–202E, 2066–2069 and their kin). */
const directions = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/** One line of at most `max` characters; a longer one ends with … */
export function oneLine(text: string, max: number): string {
  // A mail may bring megabytes: only what can be shown is worked on (spaces may be lost, hence the margin).
  const line = text
    .slice(0, max * 8)
    .toWellFormed()
    .replace(directions, '')
    .replace(breaks, ' ')
    .trim()
  const characters = [...line]
  return characters.length <= max ? line : `${characters.slice(0, Math.max(0, max - 1)).join('')}…`
}
