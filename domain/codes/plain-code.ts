/** What people paste around a number: full width, spaces, marks nobody sees, Excel's leading apostrophe. */

const unseen = /[\p{Cc}\p{Cf}\s\p{Default_Ignorable_Code_Point}]/gu
const leadingApostrophe = /^['’‘`]/u

/** The number alone, half width, Latin letters in capitals. Lenient; for codes only, never for names. */
export function plainCode(text: string): string {
  return text.normalize('NFKC').replace(unseen, '').replace(leadingApostrophe, '').toUpperCase()
}
