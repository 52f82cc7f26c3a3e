/** 企业资料的退回原因: the kept list for a profile that is sent back, in words that say what to do. */
import type { Words } from '../brand.ts'

interface SendBackReason {
  readonly words: Words
  /** Says nothing without the reviewer's own words. */
  readonly needsText?: true
}

export const sendBackReasons = {
  licenceUnclear: {
    words: {
      zh: '营业执照不清晰或不完整，请重新上传原件的彩色扫描件。',
      en: 'The business licence is unclear or not whole. Please upload a colour scan of the original.',
    },
  },
  nameDiffers: {
    words: {
      zh: '企业名称与营业执照不一致，请按营业执照填写。',
      en: 'The name differs from the business licence. Please write it as on the licence.',
    },
  },
  codeDiffers: {
    words: {
      zh: '统一社会信用代码与营业执照不一致，请按营业执照填写。',
      en: 'The credit code differs from the business licence. Please write it as on the licence.',
    },
  },
  legalDiffers: {
    words: {
      zh: '法定代表人与营业执照不一致，请更正，或上传变更后的营业执照。',
      en: 'The legal representative differs from the business licence. Please correct it, or upload the new licence.',
    },
  },
  permitInvalid: {
    words: {
      zh: '安全生产许可证已过期、不清晰或不属于本企业，请上传有效的许可证。',
      en: 'The permit of work safety has expired, is unclear or is another’s. Please upload a valid one.',
    },
  },
  authorisationInvalid: {
    words: {
      zh: '授权委托书未盖公章、未签字或已过期，请重新出具后上传。',
      en: 'The letter of authorisation lacks seal or signature, or has expired. Please upload a new one.',
    },
  },
  contactUnreachable: {
    words: {
      zh: '联系人电话无法接通，请核对联系人和联系电话。',
      en: 'The contact could not be reached by telephone. Please check contact and phone.',
    },
  },
  other: {
    words: { zh: '其他（请在意见中写明）', en: 'Other (please say what)' },
    needsText: true,
  },
} as const satisfies Readonly<Record<string, SendBackReason>>
export type SendBackCode = keyof typeof sendBackReasons
export const sendBackCodes = Object.keys(sendBackReasons) as SendBackCode[]

const isSendBackCode = (text: string): text is SendBackCode => Object.hasOwn(sendBackReasons, text)

/** Characters of the reviewer's own words. */
export const sendBackTextMax = 300

/** What the enterprise reads: the kept sentences, then the reviewer's own words. */
export function sendBackSentences(reasons: readonly string[], text: string): Words[] {
  const kept = reasons.filter(isSendBackCode).filter((code) => code !== 'other' || text === '')
  return [...kept.map((code) => sendBackReasons[code].words), ...(text === '' ? [] : [{ zh: text, en: text }])]
}

/** Null: it can be sent back like this; otherwise what is missing. */
export function sendBackProblem(reasons: readonly string[], text: string): Words | null {
  if (reasons.length === 0 && text === '') {
    return { zh: '请至少选择一项退回原因，或写明意见。', en: 'Please choose a reason or write your own.' }
  }
  if (reasons.includes('other') && text === '') {
    return { zh: '选择“其他”时，请在意见中写明原因。', en: 'With “other”, please write the reason.' }
  }
  return null
}
