/**
 * 审核时的核对 — the entry checks again, as the reviewer sees them beside the person (spec 10-unban, Entry checks and Review
 * by staff). Passing is refused while one of them fails; nothing is returned by machine any more. For 绑定: enterprise, ID
 * digit, name and number only.
 */
import type { Day, Words } from '../brand.ts'
import { readIdNumber } from '../codes/id-number.ts'
import { missingItems, type Position } from '../person/record.ts'
import { companyKey, nameKey } from '../text/normalise.ts'
import { recordItemWords } from './record-items.ts'
import {
  recordItems,
  type Business,
  type EnterpriseFact,
  type FormRow,
  type PersonFact,
  type RecordItem,
} from './types.ts'

export type ClaimCheckKey =
  | 'idNumber' | 'registered' | 'name' | 'company' | 'enterprise' | 'owned' | 'notYetOwned' | 'notActive' | 'onlyHere'
  | RecordItem // prettier-ignore

export interface ClaimCheck {
  readonly key: ClaimCheckKey
  readonly ok: boolean
  /** Whether passing waits for it; the others are for the reviewer's eye. */
  readonly must: boolean
  readonly words: Words
}

export interface ClaimFacts {
  /** As the mail says it. */
  readonly row: Pick<FormRow, 'name' | 'idNumber' | 'company' | 'business'>
  /** As the register holds it now; null: deleted meanwhile. */
  readonly person: PersonFact | null
  readonly enterprise: EnterpriseFact
  readonly today: Day
  /** The day of the mail: social security and certificates are judged on it. */
  readonly receivedOn: Day
  /** Other waiting rows of the person: of another enterprise, or of the other business. */
  readonly waitingElsewhere: number
  /** A resend of the person waits until this review has ended; for the reviewer's eye only. */
  readonly sentAgain?: boolean
  readonly position?: Position
}

export function claimChecks(facts: ClaimFacts): ClaimCheck[] {
  const judged: Judged[] = [...commonChecks(facts), ...businessChecks[facts.row.business](facts)]
  return judged.map(({ key, ok }) => ({
    key,
    ok,
    must: key !== 'onlyHere',
    words: key === 'onlyHere' && !ok && facts.waitingElsewhere === 0 ? sentAgainWords : checkWords[key][ok ? 'ok' : 'wrong'], // prettier-ignore
  }))
}

export function mayApprove(checks: readonly ClaimCheck[]): boolean {
  return checks.every(({ ok, must }) => ok || !must)
}

type Judged = Pick<ClaimCheck, 'key' | 'ok'>

function commonChecks({ row, person, enterprise, today, waitingElsewhere, sentAgain }: ClaimFacts): Judged[] {
  return [
    { key: 'idNumber', ok: readIdNumber(row.idNumber, today).ok },
    { key: 'registered', ok: person !== null },
    { key: 'name', ok: person !== null && nameKey(person.name) === nameKey(row.name) },
    { key: 'company', ok: companyKey(row.company) === enterprise.nameKey && enterprise.ruleInForce },
    { key: 'enterprise', ok: enterprise.status === 'approved' },
    { key: 'onlyHere', ok: waitingElsewhere === 0 && sentAgain !== true },
  ]
}

const businessChecks: Readonly<Record<Business, (facts: ClaimFacts) => Judged[]>> = {
  bind: ({ person, enterprise }) => [{ key: 'notYetOwned', ok: person?.enterpriseId !== enterprise.id }],
  unban({ person, enterprise, receivedOn, position }) {
    const missing = person === null ? recordItems : missingItems(person, receivedOn, enterprise.name, position)
    return [
      { key: 'owned', ok: person?.enterpriseId === enterprise.id },
      { key: 'notActive', ok: person?.status === 'disabled' },
      ...recordItems.map((item) => ({ key: item, ok: !missing.includes(item) })),
    ]
  },
}

interface Finding {
  readonly ok: Words
  readonly wrong: Words
}

function itemFinding(item: RecordItem): Finding {
  const { zh, en } = recordItemWords[item]
  return { ok: { zh: `有${zh}`, en: `Present: ${en}` }, wrong: { zh: `缺${zh}`, en: `Missing: ${en}` } }
}

const sentAgainWords: Words = {
  zh: '此人有重发的申请，排在本次审核之后',
  en: 'A resend for the person waits behind this review',
}

const checkWords: Readonly<Record<ClaimCheckKey, Finding>> = {
  idNumber: {
    ok: { zh: '身份证号校验正确', en: 'ID number is right' },
    wrong: { zh: '身份证号校验不通过', en: 'ID number is wrong' },
  },
  registered: {
    ok: { zh: '人员库中有此人', en: 'Person is in the register' },
    wrong: { zh: '人员库中已没有此人', en: 'Person is no longer in the register' },
  },
  name: {
    ok: { zh: '姓名与登记一致', en: 'Name agrees with the register' },
    wrong: { zh: '姓名与登记不一致', en: 'Name differs from the register' },
  },
  company: {
    ok: { zh: '公司名称与登记一致', en: 'Company agrees with the register' },
    wrong: { zh: '公司名称与登记不一致', en: 'Company differs from the register' },
  },
  enterprise: {
    ok: { zh: '企业信息已审核通过', en: 'Enterprise profile approved' },
    wrong: { zh: '企业信息未完善或未审核通过', en: 'Enterprise profile incomplete or not approved' },
  },
  onlyHere: {
    ok: { zh: '没有其他待审申请', en: 'No other request waits' },
    wrong: { zh: '此人另有待审申请，请留意', en: 'Another request for the person waits: please note' },
  },
  owned: {
    ok: { zh: '在本企业名下', en: 'With this enterprise' },
    wrong: { zh: '不在本企业名下', en: 'Not with this enterprise' },
  },
  notYetOwned: {
    ok: { zh: '尚未绑定到本企业', en: 'Not yet bound to this enterprise' },
    wrong: { zh: '已在本企业名下，不需绑定', en: 'Already with this enterprise' },
  },
  notActive: {
    ok: { zh: '尚未激活', en: 'Not active yet' },
    wrong: { zh: '已激活，不需解禁', en: 'Already active' },
  },
  photo: itemFinding('photo'),
  certificate: itemFinding('certificate'),
  scan: itemFinding('scan'),
  socialSecurity: itemFinding('socialSecurity'),
  contract: itemFinding('contract'),
  phone: itemFinding('phone'),
}
