/** 完整身份证号: the strings of the page that shows a whole number once. */
import type { Words } from '../../domain/brand.ts'
import { paths } from '../paths.ts'
import { sayAll, type Language } from '../words.ts'

const labels = {
  revealed: { zh: '完整身份证号', en: 'Whole ID number' },
  revealedNote: {
    zh: '本次查看已记录。号码只显示这一次，离开本页后不再显示。',
    en: 'This view was recorded. The number is shown only once.',
  },
  back: { zh: '回到人员库', en: 'Back to the list' },
} as const satisfies Record<string, Words>

export interface RevealedPage {
  readonly t: Record<keyof typeof labels, string>
  readonly name: string
  readonly idNumber: string
  readonly backHref: string
}
export const presentRevealed = (id: number, name: string, idNumber: string, language: Language): RevealedPage => ({
  t: sayAll(language, labels),
  name,
  idNumber: idNumber.replace(/^(\d{6})(\d{8})/, '$1 $2 '),
  backHref: paths.person(id),
})

export const revealedTitle = labels.revealed
