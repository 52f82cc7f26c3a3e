/**
 * 检索写法: what somebody types in a search box, and what it is compared by. Lenient: full and half width, capitals, spaces and
 * punctuation make no difference. The database writes the same form of names, subjects and numbers (search_key in the
 * migration of 2026-11-21); test/search holds the two together.
 */

/** Punctuation, spaces and marks nobody sees; compatibility forms are plain by then. */
const passedOver =
  /[\s!"#$%&'()*+,\-./:;<=>?[\\\]^_`{|}~\u00b7\u2010-\u2027\u200b-\u200f\u202a-\u202e\u2060\u3001-\u3003\u3008-\u3011\u3014-\u301b\u30fb\ufeff]/gu

/** The fewest characters that find anything. */
export const searchLeast = 2
/** Characters of a search that are looked at. */
export const searchMost = 60

/** Empty when nothing is left to search by. */
export function searchKey(text: string): string {
  return [...text.normalize('NFKC').replace(passedOver, '').toLowerCase().replace(/ü/gu, 'v')]
    .slice(0, searchMost)
    .join('')
}

/** A mobile number by itself, or as many digits as an ID number has; part of a credit code is neither. */
const numberLike = /(?<![0-9a-z])(?:86)?1[3-9]\d{9}(?![0-9a-z])|\d{14}/

/** Whether a text holds what may be an ID number or a telephone number: it never stands in an address. */
export function holdsNumberOfPerson(text: string): boolean {
  return numberLike.test(searchKey(text))
}
