/** 按受理编号打开: what is said when the number opens nothing. */
import type { Words } from '../../domain/brand.ts'

export const noSuchCase: Words = {
  zh: '没有这个受理编号，请核对后再输入，例如 GX-2026-000123 或 123。',
  en: 'There is no such case number, please check it: for example GX-2026-000123, or 123.',
}
export const caseNumberMissing: Words = {
  zh: '请输入受理编号，例如 GX-2026-000123 或 123。',
  en: 'Please enter a case number: for example GX-2026-000123, or 123.',
}
