/**
 * 哪一份表: 关于人员问题业务处理的表格 and 从业人员导入表 are taken for each other, for both name people by 姓名 and 身份证号. They are
 * told apart by the headings that only one of them has.
 */
import { nameKey } from '../text/normalise.ts'
import { formColumns, headingRowsMax } from '../unban/blank-form.ts'
import { importColumns } from './import-sheet.ts'

/** One heading of the import may stand in a form as a column of the sender's own. */
const importHeadingsLeast = 2

const bothHave: readonly string[] = formColumns.filter(({ required }) => required).flatMap(({ heading, aliases }) => [heading, ...aliases]) // prettier-ignore
const formHas: readonly string[] = formColumns.filter(({ key }) => key === 'company' || key === 'business').flatMap(({ heading, aliases }) => [heading, ...aliases]) // prettier-ignore
const importHas: readonly string[] = importColumns.map(({ heading }) => heading).filter((heading) => !bothHave.includes(heading)) // prettier-ignore

/** @returns null for a table that is neither, or has headings of both. */
export function whichWorkbook(cells: readonly (readonly string[])[]): 'requestForm' | 'personImport' | null {
  const top = cells.slice(0, headingRowsMax).map((row) => row.map(headingKey))
  const headings = top.find((row) => row.filter((heading) => bothHave.includes(heading)).length >= 2) ?? []
  const count = (of: readonly string[]) => headings.filter((heading) => of.includes(heading)).length
  const [ofForm, ofImport] = [count(formHas), count(importHas)]
  if (ofForm > 0) return ofImport === 0 ? 'requestForm' : null
  return ofImport >= importHeadingsLeast ? 'personImport' : null
}

/** Spaces, a star and what stands in brackets do not count. */
const headingKey = (cell: string): string => nameKey(cell).replace(/\(.*?\)|[*:]/gu, '')
