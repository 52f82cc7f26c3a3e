/** 驳回原因 — the kept list a reviewer rejects with, the most used first; words of one's own may be added. */
import type { Words } from '../brand.ts'
import { businesses, type Business } from './types.ts'

export const rejectionCodes = [
  'photoUnclear', 'contractIncomplete', 'certificateIncomplete', 'certificateExpired', 'socialSecurityWrong',
  'phonePlaceholder', 'nameMismatch', 'forgedDocument', 'other',
] as const // prettier-ignore
export type RejectionCode = (typeof rejectionCodes)[number]

export interface RejectionReason {
  /** On the button. */
  readonly label: Words
  /** In the answer: what is wrong and what to do. */
  readonly words: Words
  readonly businesses: readonly Business[]
  /** Says nothing without words of one's own. */
  readonly needsText: boolean
}

const unbanOnly: readonly Business[] = ['unban']
const both: readonly Business[] = businesses

export const rejectionReasons: Readonly<Record<RejectionCode, RejectionReason>> = {
  photoUnclear: {
    label: { zh: '照片不清', en: 'Photo unclear' },
    words: {
      zh: '照片不清晰或不是一寸彩色证件照，请在“人员库 → 修改”中更换无水印的清晰照片。',
      en: 'The photo is unclear or not a one-inch colour ID photo; please replace it under "Persons → Edit" by a clear one without watermark.',
    },
    businesses: unbanOnly,
    needsText: false,
  },
  contractIncomplete: {
    label: { zh: '合同不完整', en: 'Contract incomplete' },
    words: {
      zh: '劳动合同不完整，请上传全部页面。',
      en: 'The labour contract is not whole; please upload all pages.',
    },
    businesses: unbanOnly,
    needsText: false,
  },
  certificateIncomplete: {
    label: { zh: '证书不完整', en: 'Certificate incomplete' },
    words: {
      zh: '证书扫描件不完整、不清晰或与登记的证书不对应，请一证一件重新上传。',
      en: 'The scan of a certificate is not whole, not legible or of another certificate; please upload one for each.',
    },
    businesses: unbanOnly,
    needsText: false,
  },
  certificateExpired: {
    label: { zh: '证书过期', en: 'Certificate expired' },
    words: {
      zh: '证书已过有效期，请办理延期并更新登记。',
      en: 'A certificate has expired; please have it renewed and update the record.',
    },
    businesses: unbanOnly,
    needsText: false,
  },
  socialSecurityWrong: {
    label: { zh: '社保不符', en: 'Social security' },
    words: {
      zh: '社保证明的月份、险种或缴费单位不符合要求，请重新上传。',
      en: 'The proof of social security has the wrong month, insurances or paying unit; please upload another.',
    },
    businesses: unbanOnly,
    needsText: false,
  },
  phonePlaceholder: {
    label: { zh: '电话未更新', en: 'Phone not updated' },
    words: {
      zh: '手机号码不是本人正在使用的号码，请更新。',
      en: 'The phone number is not one the person uses; please update it.',
    },
    businesses: unbanOnly,
    needsText: false,
  },
  nameMismatch: {
    label: { zh: '人证不符', en: 'Identity differs' },
    words: {
      zh: '姓名、身份证号与证书或证件不一致，请核对更正。',
      en: 'Name or ID number differ from the certificate or the identity card; please correct them.',
    },
    businesses: both,
    needsText: false,
  },
  forgedDocument: {
    label: { zh: '材料不实', en: 'Document not genuine' },
    words: {
      zh: '所传材料经核查不实，请上传真实材料。',
      en: 'A document was found not to be genuine; please upload a genuine one.',
    },
    businesses: both,
    needsText: false,
  },
  other: {
    label: { zh: '其他', en: 'Other' },
    words: { zh: '其他原因，见说明。', en: 'Another reason; see the note.' },
    businesses: both,
    needsText: true,
  },
}

export function isRejectionCode(text: string): text is RejectionCode {
  return rejectionCodes.some((code) => code === text)
}

/** Whether a rejection says why: kept reasons, or words; a reason that has none of its own needs them beside others too. */
export function saysWhy(reasons: readonly string[], text: string): boolean {
  const kept = reasons.filter(isRejectionCode)
  const hasText = text.trim() !== ''
  return hasText || (kept.length > 0 && kept.every((code) => !rejectionReasons[code].needsText))
}

/**
 * The kept reasons of one business in the order of the page, whose place is their key: the most used first, equal ones in
 * the order of this list, and 其他 last.
 * @param usage how often each was given, by code; the same all day, so that the keys do not move under the hand.
 */
export function orderedReasons(business: Business, usage: ReadonlyMap<string, number>): RejectionCode[] {
  const weight = (code: RejectionCode) => (rejectionReasons[code].needsText ? -1 : (usage.get(code) ?? 0))
  return rejectionCodes
    .filter((code) => rejectionReasons[code].businesses.includes(business))
    .sort((a, b) => weight(b) - weight(a))
}
