/** 授权委托书: a blank letter of authorisation that prints on one sheet of A4; what is not known is left to be filled in by hand. */
import type { Words } from '../../domain/brand.ts'
import { paths } from '../paths.ts'
import { sayAll, type Language } from '../words.ts'

const labels = {
  page: { zh: '授权委托书', en: 'Letter of authorisation' },
  print: { zh: '用浏览器的“打印”功能打印本页（A4 纵向），填写、签字、盖章后扫描，上传到“企业资料”。', en: 'Print this page (A4, upright), fill it in, have it signed and sealed, and upload the scan to the profile. The letter itself is in Chinese.' }, // prettier-ignore
  back: { zh: '回到帮助中心', en: 'Back to the help centre' },
} as const satisfies Record<string, Words>

export interface LetterPage {
  readonly t: Record<keyof typeof labels, string>
  readonly backHref: string
}
export const presentLetter = (language: Language): LetterPage => ({
  t: sayAll(language, labels),
  backHref: paths.help(),
})
export const letterTitle = labels.page
