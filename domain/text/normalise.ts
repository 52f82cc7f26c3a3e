/**
 * 比对用的写法: keys under which two writings of one name are equal. Lenient on purpose, and only for comparing: what is
 * shown, stored and written stays as the register has it (NFKC would turn （） into () and 〇 variants into others).
 */

/** Marks nobody sees: controls, zero-width and direction marks, variation selectors, Hangul fillers. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
const spaces = /\s+/gu
/** 间隔号 in names such as 买买提·艾力, as keyboards and other systems write it. */
const middleDots = /[·•∙⋅・‧.。]/gu
const openingBrackets = /[[{〔【〖<〈《]/gu
const closingBrackets = /[\]}〕】〗>〉》]/gu

/**
 * Full width and compatibility forms to plain ones; nothing unseen, no spaces; Latin letters in capitals. Marks are put
 * together last: taking out what stood between, and capitals of one letter that are two, leave new ones to put together.
 */
function plain(text: string): string {
  return text.normalize('NFKD').replace(unseen, '').replace(spaces, '').toUpperCase().normalize('NFKC')
}

/** Key of a person's name; empty when nothing is written. */
export function nameKey(text: string): string {
  return plain(text).replace(middleDots, '·')
}

/** Key of a company's name; every kind of bracket is the same. Empty when nothing is written. */
export function companyKey(text: string): string {
  return plain(text).replace(openingBrackets, '(').replace(closingBrackets, ')')
}
