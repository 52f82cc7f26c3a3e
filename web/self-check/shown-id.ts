/** An ID number on the page: masked as everywhere, unless it is wrong and must be seen to be corrected. */
import { maskIdNumber } from '../../domain/codes/id-number.ts'
import type { CheckedRow } from '../../domain/unban/entry-checks.ts'

/** Characters of a wrong number that are shown. */
const shownMax = 30

export const shownIdNumber = ({ id, idNumber }: Pick<CheckedRow, 'id' | 'idNumber'>): string =>
  id === null ? idNumber.slice(0, shownMax) : maskIdNumber(id)
