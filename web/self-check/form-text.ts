/**
 * The rows of a form as a text with tabs, as it is copied out of a sheet: what was read stands on the page to be corrected
 * and checked again, and the corrected workbook is made from it. A cell that begins with a quote is quoted.
 */
import { formColumns, requestForm } from '../../domain/unban/blank-form.ts'
import type { FormRead } from '../../domain/unban/request-form.ts'

/** Stands where the business was neither of the two, so that it is asked again. */
const chooseBusiness = '（请填写）'

function businessText(row: FormRead['rows'][number], unclear: boolean): string {
  if (unclear) return chooseBusiness
  if (row.askedBoth) return '绑定并解禁'
  return row.business === 'bind' ? '绑定' : '解禁'
}

const cell = (text: string): string => (text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text)

export function formText({ rows, contact, phone, unclearBusiness }: FormRead): string {
  const lines = [
    [requestForm.contactLabel, contact, requestForm.phoneLabel, phone],
    formColumns.map(({ heading }) => heading),
    ...rows.map((row) => [
      String(row.n),
      row.name,
      row.idNumber,
      row.company,
      businessText(row, unclearBusiness.includes(row.n)),
      row.remark,
    ]),
  ]
  return lines.map((fields) => fields.map(cell).join('\t')).join('\n')
}
