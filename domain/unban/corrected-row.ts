/**
 * 更正后的表格 — a row as the association writes it: what can be put right without asking is put right, the rest stays as it
 * was typed and is named in the last column (自查). Nothing is taken from the register but the own enterprise's name.
 */
import type { requestForm } from './blank-form.ts'
import type { CheckedRow } from './entry-checks.ts'
import type { Business } from './types.ts'

export interface CorrectedRow {
  readonly name: string
  readonly idNumber: string
  readonly company: string
  /** Empty: it must be chosen. */
  readonly business: (typeof requestForm.businessChoices)[number] | ''
  readonly remark: string
}

const choice: Readonly<Record<Business, CorrectedRow['business']>> = { unban: '解禁', bind: '绑定' }

/** Between Chinese characters there is no space, and every dot is the middle dot of names. */
function tidyName(name: string): string {
  return name
    .trim()
    .replace(/(?<=\p{Script=Han})[\s\u200b-\u200f\ufeff]+(?=\p{Script=Han})/gu, '')
    .replace(/(?<=\p{Script=Han})\s*[·•∙⋅・‧.。]\s*(?=\p{Script=Han})/gu, '·')
}

/** @param companyName as it is registered; null: not known, or not for the asker to know. */
export function correctedRow(row: CheckedRow, companyName: string | null, unclearBusiness: boolean): CorrectedRow {
  return {
    name: tidyName(row.name),
    idNumber: row.id ?? row.idNumber,
    company: companyName ?? row.company,
    business: unclearBusiness ? '' : choice[row.business],
    remark: row.remark,
  }
}
