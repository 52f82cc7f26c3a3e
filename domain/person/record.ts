/**
 * 人员资料核对: what an enterprise's record of a person must hold before 解禁 — the items of R20 (spec 10-unban, The
 * register and Entry checks 5). One list of checks serves the entry check, the claim and the reviewer's screen.
 */
import type { Day, Words } from '../brand.ts'
import { isPhoneMissing } from '../codes/phone.ts'
import { recordItems, type Contract, type PersonFact, type RecordItem } from '../unban/types.ts'
import { postFits, type HeldPost } from './posts.ts'
import { fullPaymentIsProven, insurancesAreNamed, monthIsGood, payerIsOwner } from './social-security.ts'

/** What else may be known of the person; unknown is taken for true, in the person's favour. */
export interface Position {
  /** 法定代表人: the business licence stands in for the contract. */
  readonly isLegalRepresentative?: boolean
  /** 技术负责人: the letter of appointment stands in for the contract. */
  readonly isTechnicalDirector?: boolean
}

export type CheckKey =
  | 'photo' | 'certificates' | 'certificateExpiry' | 'scans' | 'socialSecurity' | 'socialSecurityMonth' | 'insurances'
  | 'payer' | 'fullPayment' | 'contract' | 'phone' | 'post' // prettier-ignore

export interface RecordCheck {
  readonly key: CheckKey
  readonly ok: boolean
  /** The item of R20 that fails with it; null: for the reviewer's eye, and no reason for a return. */
  readonly item: RecordItem | null
  readonly words: Words
}

/** The items of R20, in their fixed order; empty: nothing is missing. */
export function missingItems(
  person: PersonFact,
  receivedOn: Day,
  enterpriseName: string,
  position: Position = {},
): RecordItem[] {
  const missing = new Set(
    recordFacts(person, receivedOn, enterpriseName, position).map((fact) => (fact.ok ? null : fact.item)),
  )
  return recordItems.filter((item) => missing.has(item))
}

/** For the reviewer: every check with its finding, those of R20 and the post. */
export function recordChecks(
  person: PersonFact &
    HeldPost & { readonly certificates: readonly { readonly kind: string; readonly trade: string }[] },
  receivedOn: Day,
  enterpriseName: string,
  position: Position = {},
): RecordCheck[] {
  const post: Fact = { key: 'post', ok: postFits(person, person.certificates), item: null }
  return [...recordFacts(person, receivedOn, enterpriseName, position), post].map((fact) => ({
    ...fact,
    words: checkWords[fact.key][fact.ok ? 'ok' : 'wrong'],
  }))
}

type Fact = Pick<RecordCheck, 'key' | 'ok' | 'item'>

/** What can only be asked of a paper that is there (its month, its payer) is asked only then. */
function recordFacts(person: PersonFact, receivedOn: Day, enterpriseName: string, position: Position): Fact[] {
  const { certificates, socialSecurity } = person
  const facts: Fact[] = [
    { key: 'photo', ok: person.hasPhoto, item: 'photo' },
    { key: 'certificates', ok: certificates.length > 0, item: 'certificate' },
  ]
  if (certificates.length > 0) {
    facts.push(
      // Valid through its last day. All of them: passing the person makes every certificate active.
      {
        key: 'certificateExpiry',
        ok: certificates.every((each) => each.validUntil >= receivedOn),
        item: 'certificate',
      },
      { key: 'scans', ok: certificates.every((each) => each.hasScan), item: 'scan' },
    )
  }
  facts.push({
    key: 'socialSecurity',
    ok: socialSecurity !== null && socialSecurity.filed !== false,
    item: 'socialSecurity',
  })
  if (socialSecurity !== null) {
    facts.push(
      { key: 'socialSecurityMonth', ok: monthIsGood(socialSecurity.month, receivedOn), item: 'socialSecurity' },
      { key: 'insurances', ok: insurancesAreNamed(socialSecurity.insurances), item: 'socialSecurity' },
      { key: 'payer', ok: payerIsOwner(socialSecurity.payer, enterpriseName), item: 'socialSecurity' },
    )
    if (socialSecurity.kind === 'unit') {
      facts.push({ key: 'fullPayment', ok: fullPaymentIsProven(socialSecurity), item: 'socialSecurity' })
    }
  }
  facts.push(
    { key: 'contract', ok: person.contract !== null && contractIsGood(person.contract, position), item: 'contract' },
    { key: 'phone', ok: !isPhoneMissing(person.phone), item: 'phone' },
  )
  return facts
}

const standsIn: Readonly<Record<Contract['kind'], (position: Position) => boolean>> = {
  contract: () => true,
  licence: ({ isLegalRepresentative }) => isLegalRepresentative ?? true,
  appointment: ({ isTechnicalDirector }) => isTechnicalDirector ?? true,
}

function contractIsGood(contract: Contract, position: Position): boolean {
  return contract.complete && contract.filed !== false && standsIn[contract.kind](position)
}

interface Finding {
  readonly ok: Words
  readonly wrong: Words
}

const checkWords: Readonly<Record<CheckKey, Finding>> = {
  photo: {
    ok: { zh: '有照片', en: 'Photo present' },
    wrong: { zh: '没有照片', en: 'No photo' },
  },
  certificates: {
    ok: { zh: '有证书', en: 'Certificate present' },
    wrong: { zh: '没有证书', en: 'No certificate' },
  },
  certificateExpiry: {
    ok: { zh: '收到邮件当天证书在有效期内', en: 'Certificates valid on the day of receipt' },
    wrong: { zh: '收到邮件当天有证书已过期', en: 'A certificate had expired on the day of receipt' },
  },
  scans: {
    ok: { zh: '每个证书都有扫描件', en: 'A scan for each certificate' },
    wrong: { zh: '有证书缺扫描件', en: 'A certificate without its scan' },
  },
  socialSecurity: {
    ok: { zh: '有社保证明', en: 'Social-security proof present' },
    wrong: { zh: '没有社保证明', en: 'No social-security proof' },
  },
  socialSecurityMonth: {
    ok: { zh: '社保月份符合要求', en: 'Social-security month in order' },
    wrong: { zh: '社保月份不符合要求', en: 'Social-security month not accepted' },
  },
  insurances: {
    ok: { zh: '工伤、养老、失业保险齐全', en: 'Work-injury, pension and unemployment insurance named' },
    wrong: { zh: '工伤、养老、失业保险不全', en: 'Work-injury, pension or unemployment insurance missing' },
  },
  payer: {
    ok: { zh: '缴费单位与所属企业一致', en: 'Paying unit is the owning enterprise' },
    wrong: { zh: '缴费单位与所属企业不一致', en: 'Paying unit is not the owning enterprise' },
  },
  fullPayment: {
    ok: { zh: '单位证明附有足额缴费证明', en: 'Proof of full payment with the unit’s proof' },
    wrong: { zh: '单位证明缺足额缴费证明', en: 'Unit’s proof without the proof of full payment' },
  },
  contract: {
    ok: { zh: '劳动合同完整', en: 'Labour contract whole' },
    wrong: { zh: '劳动合同缺失或不完整', en: 'Labour contract missing or not whole' },
  },
  phone: {
    ok: { zh: '手机号已填写', en: 'Phone filled in' },
    wrong: { zh: '手机号未填写或仍是占位号', en: 'Phone empty or still the placeholder' },
  },
  post: {
    ok: { zh: '岗位与证书相符', en: 'Post fits the certificate' },
    wrong: { zh: '岗位类型、岗位或工种与证书不符', en: 'Post type, post or trade does not fit the certificate' },
  },
}
