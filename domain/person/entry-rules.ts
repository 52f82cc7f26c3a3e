/**
 * 录入规则: what must hold between the fields when a person is entered or changed (spec 10-unban, The register). Each error
 * stands at its field. What is only missing is no error: domain/person/record.ts lists it.
 */
import type { Day, Words } from '../brand.ts'
import { birthDateOf, sexOf, type IdNumber } from '../codes/id-number.ts'
import { placeholderPhone } from '../codes/phone.ts'
import type { FormError } from '../forms/checkers.ts'
import { allowedWords, postFits } from './posts.ts'

export interface EnteredPerson {
  readonly sex?: 'male' | 'female'
  readonly birthDate?: Day
  readonly phone?: string
  readonly postType?: string
  readonly post?: string
  readonly trade?: string
  readonly certificates?: readonly EnteredCertificate[]
  readonly socialSecurity?: readonly { readonly month: string }[]
}
interface EnteredCertificate {
  readonly number: string
  readonly kind: string
  readonly trade: string
  readonly issuedOn: Day
  readonly validUntil: Day
}

/** A month, `2026-11`. */
const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/

/** Every error, in the order of the page; empty: the record may be kept. */
export function entryErrors(person: EnteredPerson, idNumber: IdNumber): FormError[] {
  const { certificates = [], socialSecurity = [] } = person
  const errors: FormError[] = []
  const wrong = (path: string, message: Words) => errors.push({ path, message })
  if (person.sex !== undefined && person.sex !== sexOf(idNumber)) wrong('sex', entryWords.sex)
  if (person.birthDate !== undefined && person.birthDate !== birthDateOf(idNumber)) wrong('birthDate', entryWords.birthDate) // prettier-ignore
  if (person.phone === placeholderPhone) wrong('phone', entryWords.placeholder)
  certificates.forEach((certificate, n) => {
    if (certificates.findIndex((each) => sameNumber(each.number, certificate.number)) < n) {
      wrong(`certificates[${n}].number`, entryWords.repeated)
    }
    if (certificate.validUntil < certificate.issuedOn) wrong(`certificates[${n}].validUntil`, entryWords.days)
  })
  const { postType = '', post = '', trade = '' } = person
  if (postType !== '' && post !== '' && trade !== '' && certificates.length > 0) {
    if (!postFits({ postType, post, trade }, certificates)) wrong('postType', postWords(certificates))
  }
  if (socialSecurity.some(({ month }) => !monthForm.test(month))) wrong('socialSecurity[0].month', entryWords.month)
  return errors
}

/** Numbers are printed with and without spaces, in both widths. */
export const certificateNumberKey = (number: string): string => number.normalize('NFKC').replace(/\s+/g, '').toUpperCase() // prettier-ignore
const sameNumber = (one: string, other: string): boolean => certificateNumberKey(one) === certificateNumberKey(other)

function postWords(certificates: readonly EnteredCertificate[]): Words {
  const allowed = certificates.flatMap((each) => allowedWords(each) ?? [])
  return {
    zh: `岗位类型、岗位、从业工种与证书不符：${allowed.map(({ zh }) => zh).join('；')}。请改为一致。`,
    en: `Post type, post and trade do not fit the certificates: ${allowed.map(({ en }) => en).join('; ')}.`,
  }
}

const entryWords = {
  sex: {
    zh: '性别与身份证号不一致，请核对身份证号；性别可以留空。',
    en: 'The sex differs from what the ID number says. Please check the ID number; the sex may be left out.',
  },
  birthDate: {
    zh: '出生日期与身份证号不一致，请核对身份证号；出生日期可以留空。',
    en: 'The birth date differs from what the ID number says. Please check the ID number; the date may be left out.',
  },
  placeholder: {
    zh: `${placeholderPhone}是绑定时的占位号码，请填写本人正在使用的手机号。`,
    en: `${placeholderPhone} is the placeholder set at a binding. Please enter the number that the person uses.`,
  },
  repeated: {
    zh: '同一证书编号只登记一次，请删去重复的一行。',
    en: 'A certificate number is recorded once. Please take the repeated row away.',
  },
  days: {
    zh: '有效期不能早于发证日期，请照证书核对。',
    en: 'A certificate cannot end before it was issued. Please compare both days with it.',
  },
  month: { zh: '缴费月份请写成2026-11这样的年月。', en: 'Please write the month paid like 2026-11.' },
} as const satisfies Readonly<Record<string, Words>>
