/** 并排核对: the lines in which the mail, the register and the checks stand side by side. */
import type { Words } from '../../domain/brand.ts'
import { insuranceWords } from '../../domain/person/papers.ts'
import type { CheckKey } from '../../domain/person/record.ts'
import type { ClaimCheckKey } from '../../domain/unban/claim-checks.ts'
import type { Contract, SocialSecurity } from '../../domain/unban/types.ts'
import { certificateStatusTerms, personStatusTerms } from '../terms.ts'
import { say, type Language } from '../words.ts'
import { markDifferences, type Piece } from './difference.ts'
import type { Certificate, Check, ReviewRow } from './model.ts'

const lineWords = {
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '身份证', en: 'ID number' },
  company: { zh: '公司', en: 'Company' },
  owner: { zh: '归属企业', en: 'Owner' },
  status: { zh: '状态', en: 'Status' },
  post: { zh: '岗位', en: 'Post' },
  phone: { zh: '手机', en: 'Phone' },
  certificates: { zh: '证书', en: 'Certificates' },
  socialSecurity: { zh: '社保', en: 'Social security' },
  contract: { zh: '合同', en: 'Contract' },
  photo: { zh: '照片', en: 'Photo' },
  elsewhere: { zh: '其他申请', en: 'Other requests' },
} as const satisfies Record<string, Words>
type LineKey = keyof typeof lineWords

/** Where each check stands. null: said more finely by a check of the record. */
const claimLine: Record<ClaimCheckKey, LineKey | null> = {
  name: 'name',
  idNumber: 'idNumber',
  registered: 'idNumber',
  company: 'company',
  enterprise: 'company',
  owned: 'owner',
  notYetOwned: 'owner',
  notActive: 'status',
  onlyHere: 'elsewhere',
  photo: null,
  certificate: null,
  scan: null,
  socialSecurity: null,
  contract: null,
  phone: null,
}
const recordLine: Record<CheckKey, LineKey> = {
  photo: 'photo',
  certificates: 'certificates',
  certificateExpiry: 'certificates',
  scans: 'certificates',
  socialSecurity: 'socialSecurity',
  socialSecurityMonth: 'socialSecurity',
  insurances: 'socialSecurity',
  payer: 'socialSecurity',
  fullPayment: 'socialSecurity',
  contract: 'contract',
  phone: 'phone',
  post: 'post',
}

export interface CheckView {
  readonly tone: 'good' | 'bad' | 'warn'
  readonly shape: string
  readonly text: string
}
export interface LineView {
  readonly label: string
  readonly mailed: readonly Piece[]
  readonly register: readonly Piece[]
  /** Further lines of the register's column. */
  readonly details: readonly string[]
  readonly checks: readonly CheckView[]
}

/** @param enterprise the registered name of the enterprise that asks. */
export function presentLines(row: ReviewRow, enterprise: string, language: Language): LineView[] {
  const { person, mailed } = row
  const checksOf = (line: LineKey): CheckView[] => [
    ...row.checks.filter(({ key }) => claimLine[key as ClaimCheckKey] === line),
    ...row.recordChecks.filter(({ key }) => recordLine[key as CheckKey] === line),
  ].map((check) => checkView(check, language)) // prettier-ignore
  const line = (key: LineKey, both: { left?: Piece[]; right?: Piece[] }, details: string[] = []): LineView => ({
    label: say(language, lineWords[key]),
    mailed: both.left ?? [],
    register: both.right ?? [],
    details,
    checks: checksOf(key),
  })
  const zh = language === 'zh'
  const owner = person.owner?.name ?? (zh ? '未归属任何企业' : 'no enterprise')
  return [
    line('name', markDifferences(mailed.name, person.name)),
    line('idNumber', person.sameIdNumber ? { left: plain(mailed.idNumber), right: plain(person.idNumber) } : markDifferences(mailed.idNumber, person.idNumber)), // prettier-ignore
    line('company', markDifferences(mailed.company, enterprise)),
    line('owner', { right: plain(owner) }),
    line('status', { right: plain(say(language, personStatusTerms[person.status].words)) }),
    line('post', { right: plain([...new Set([person.postType, person.post, person.trade])].filter((text) => text !== '').join(' · ')) }), // prettier-ignore
    line('phone', { right: plain(person.phonePlaceholder ? (zh ? '占位号码' : 'placeholder') : person.phone) }),
    line('certificates', {}, person.certificates.map((one) => certificateText(one, language))), // prettier-ignore
    line('socialSecurity', { right: plain(socialSecurityText(person.socialSecurity, language)) }),
    line('contract', { right: plain(contractText(person.contract, language)) }),
    line('photo', {}),
    line('elsewhere', {}),
  ].filter((view) => view.mailed.length + view.register.length + view.details.length + view.checks.length > 0)
}

const plain = (text: string): Piece[] => (text === '' ? [] : [{ text, differs: false }])

const checkView = ({ ok, must, words }: Check, language: Language): CheckView => ({
  tone: ok ? 'good' : must ? 'bad' : 'warn',
  shape: ok ? '✓' : must ? '✗' : '▲',
  text: say(language, words),
})

export function certificateText(one: Certificate, language: Language): string {
  const until = language === 'zh' ? `有效期至 ${one.validUntil}` : `valid until ${one.validUntil}`
  const status = say(language, certificateStatusTerms[one.status].words)
  return [one.number, one.kind, ...(one.trade === one.kind ? [] : [one.trade]), until, status].join(' · ')
}

const proofWords: Record<SocialSecurity['kind'], Words> = {
  personal: { zh: '个人证明', en: 'personal proof' },
  unit: { zh: '单位证明', en: 'proof of the unit' },
}
const noInsurances: Words = { zh: '未列险种', en: 'no insurances named' }
export function socialSecurityText(proof: SocialSecurity | null, language: Language): string {
  if (proof === null) return language === 'zh' ? '未登记' : 'not recorded'
  const full =
    proof.fullPaymentProof === true ? [language === 'zh' ? '附足额缴费证明' : 'with proof of full payment'] : []
  const named = proof.insurances.map((one) => say(language, insuranceWords(one))).join(language === 'zh' ? '、' : ', ')
  return [proof.month, named || say(language, noInsurances), say(language, proofWords[proof.kind]), proof.payer, ...full].join(' · ') // prettier-ignore
}

const contractWords: Record<Contract['kind'], Words> = {
  contract: { zh: '劳动合同', en: 'labour contract' },
  licence: { zh: '营业执照（法定代表人）', en: 'business licence (legal representative)' },
  appointment: { zh: '任命文件（技术负责人）', en: 'letter of appointment (technical director)' },
}
export function contractText(contract: Contract | null, language: Language): string {
  if (contract === null) return language === 'zh' ? '未登记' : 'not recorded'
  const whole = contract.complete ? (language === 'zh' ? '完整' : 'whole') : language === 'zh' ? '不完整' : 'not whole'
  return `${say(language, contractWords[contract.kind])} · ${whole}`
}
