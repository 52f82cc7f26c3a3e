/** 人员库: the strings of the list and of one record. */
import type { PersonItem } from '../../db/read/persons.ts'
import type { Words } from '../../domain/brand.ts'
import { paperWords, type PaperKind } from '../../domain/person/papers.ts'
import type { RecordCheck } from '../../domain/person/record.ts'
import { denialWords } from '../../domain/policy/denials.ts'
import type { Business, Contract, RowState, SocialSecurity } from '../../domain/unban/types.ts'
import { momentText, sizeText } from '../format.ts'
import { notice, type Notice } from '../notice.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { contractText, socialSecurityText } from '../request/lines.ts'
import { businessWords, certificateStatusTerms, personStatusTerms, rowTerms, sayTag, tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { presentCertificateChecks, type CertificateChecksPart } from '../lookup-sites/certificate-checks.ts'
import type { CertificateCheck } from '../../db/read/certificate-checks.ts'
import { checkLines, type CheckLine } from './form-presenter.ts'

const labels = {
  title: { zh: '人员库', en: 'Persons' },
  search: { zh: '姓名、身份证号、后四位、证书编号或企业', en: 'Name, ID number, last four, certificate or enterprise' },
  find: { zh: '查找', en: 'Find' },
  status: { zh: '状态', en: 'Status' },
  any: { zh: '全部', en: 'All' },
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '身份证号', en: 'ID number' },
  sex: { zh: '性别', en: 'Sex' },
  birthDate: { zh: '出生日期', en: 'Born' },
  phone: { zh: '手机', en: 'Phone' },
  enterprise: { zh: '归属企业', en: 'Enterprise' },
  post: { zh: '岗位', en: 'Post' },
  certificates: { zh: '证书', en: 'Certificates' },
  validUntil: { zh: '最早到期', en: 'Valid until' },
  socialSecurity: { zh: '社保', en: 'Social security' },
  contract: { zh: '合同', en: 'Contract' },
  photo: { zh: '照片', en: 'Photo' },
  noPhoto: { zh: '没有照片', en: 'No photo' },
  number: { zh: '证书编号', en: 'Number' },
  kind: { zh: '类别', en: 'Kind' },
  trade: { zh: '工种', en: 'Trade' },
  issuer: { zh: '发证机关', en: 'Issuer' },
  issuedOn: { zh: '发证日期', en: 'Issued' },
  scan: { zh: '扫描件', en: 'Scan' },
  view: { zh: '查看', en: 'View' },
  none: { zh: '无', en: 'none' },
  history: { zh: '申请记录', en: 'Requests' },
  noHistory: { zh: '没有申请记录。', en: 'None.' },
  reveal: { zh: '显示完整号码', en: 'Show the whole number' },
  reason: { zh: '查看原因（会记录）', en: 'Reason (recorded)' },
  revealDo: { zh: '显示', en: 'Show' },
  updatedAt: { zh: '最近更新', en: 'Updated' },
  back: { zh: '回到人员库', en: 'Back to the list' },
  revealed: { zh: '完整身份证号', en: 'Whole ID number' },
  revealedNote: {
    zh: '本次查看已记录。号码只显示这一次，离开本页后不再显示。',
    en: 'This view was recorded. The number is shown only once.',
  },
  edit: { zh: '修改', en: 'Change' },
  still: { zh: '解禁前还缺', en: 'Still missing for the unban' },
  complete: { zh: '资料齐全。下载表格、填好后用企业登记的邮箱发到协会邮箱，即可申请解禁。', en: 'The record is complete. Fill in the form and mail it from a registered address to ask for the unban.' }, // prettier-ignore
  waits: { zh: '此人正在排队或审核，不必重发；再次发送会移到队尾。进度见下面的申请记录。', en: 'The person is in the queue or under review: nothing need be sent. Sending again moves the place to the end. See the requests below.' }, // prettier-ignore
  blankForm: { zh: '下载空白表格', en: 'Download the blank form' },
  papers: { zh: '材料文件', en: 'Files' },
  deletion: { zh: '删除虚假重复身份…', en: 'Delete a forged second identity…' },
  noCertificates: { zh: '没有登记证书。', en: 'No certificates.' },
} as const satisfies Record<string, Words>

const sexWords: Readonly<Record<string, Words>> = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
}

export interface PersonsModel {
  readonly persons: readonly PersonItem[]
  readonly next: number | null
}
export interface PersonsAsked {
  readonly q: string
  readonly status: 'active' | 'disabled' | null
  readonly after: number | null
}
export interface PersonsPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly action: string
  readonly q: string
  readonly statusOptions: readonly { readonly value: string; readonly label: string; readonly selected: boolean }[]
  readonly rows: readonly {
    readonly href: string
    readonly name: string
    readonly idLast4: string
    readonly enterprise: string
    readonly post: string
    readonly certificates: string
    readonly validUntil: string
    readonly expired: Tag | null
    readonly status: Tag
  }[]
  readonly empty: string
  readonly pager: Pager | null
}

export function presentPersons(
  model: PersonsModel,
  asked: PersonsAsked,
  visit: Visit,
  notice: Notice | null,
): PersonsPage {
  const { language, now } = visit
  const zh = language === 'zh'
  const today = dayOf(now)
  const filtered = asked.q !== '' || asked.status !== null
  const filter = { q: asked.q, status: asked.status ?? undefined }
  return {
    t: sayAll(language, labels),
    notice,
    action: paths.personSearch(),
    q: asked.q,
    statusOptions: (['', 'active', 'disabled'] as const).map((value) => ({
      value,
      label: value === '' ? say(language, labels.any) : say(language, personStatusTerms[value].words),
      selected: value === (asked.status ?? ''),
    })),
    rows: model.persons.map((person) => ({
      href: paths.person(person.id),
      name: person.name,
      idLast4: `…${person.idLast4}`,
      enterprise: person.enterprise?.name ?? (zh ? '未归属企业' : 'none'),
      post: [...new Set([person.postType, person.trade])].filter((text) => text !== '').join(' · '),
      certificates: String(person.certificates),
      validUntil: person.validUntil ?? '',
      expired: person.validUntil !== null && person.validUntil < today ? tag('bad', zh ? '已过期' : 'expired') : null,
      status: sayTag(language, personStatusTerms[person.status]),
    })),
    empty: filtered
      ? zh
        ? '没有找到符合条件的人员。'
        : 'Nobody fits.'
      : zh
        ? '人员库中还没有人员。'
        : 'Nobody is on the register yet.',
    pager: pager(
      language,
      asked.after === null ? null : paths.persons(filter),
      model.next === null ? null : paths.persons({ ...filter, after: String(model.next) }),
    ),
  }
}

export interface PersonModel {
  readonly id: number
  readonly version: number
  readonly name: string
  /** Masked; whole by POST /persons/{id}/reveal. */
  readonly idNumber: string
  readonly sex: string
  readonly birthDate: string
  readonly phone: string
  readonly phonePlaceholder: boolean
  readonly enterprise: { readonly id: number; readonly name: string } | null
  readonly postType: string
  readonly post: string
  readonly trade: string
  readonly status: 'active' | 'disabled'
  readonly updatedAt: string
  readonly photo: string | null
  readonly certificates: readonly {
    readonly number: string
    readonly kind: string
    readonly trade: string
    readonly issuer: string
    readonly issuedOn: string
    readonly validUntil: string
    readonly status: 'held' | 'active'
    readonly scan: string | null
  }[]
  readonly socialSecurity: SocialSecurity | null
  readonly contract: Contract | null
  readonly history: readonly {
    readonly requestId: number
    readonly caseNo: string
    readonly business: Business
    readonly enterprise: string
    readonly receivedAt: string
    readonly decidedAt: string | null
    readonly state: RowState
  }[]
  /** 社保证明, 足额缴费证明, 劳动合同. */
  readonly papers: readonly { readonly item: PaperKind; readonly size: number; readonly type: string; readonly href: string }[] // prettier-ignore
  /** For the owning enterprise; null for everybody else. */
  readonly edit: 'allowed' | 'locked' | null
  /** What R20 and the review would find today; null for whom it does not concern. */
  readonly checks: readonly RecordCheck[] | null
  readonly mayReveal: boolean
  /** 证书查验记录, for the office; null for others. */
  readonly lookedUp: readonly { readonly id: number; readonly number: string; readonly checks: readonly CertificateCheck[] }[] | null // prettier-ignore
  /** 删除虚假重复身份 */
  readonly mayDelete: boolean
}
export const personNotices = ['saved', 'unchanged', 'locked'] as const
type PersonNotice = (typeof personNotices)[number]
const noticeTexts: Readonly<Record<PersonNotice, { readonly tone: Notice['tone']; readonly words: Words }>> = {
  saved: { tone: 'success', words: { zh: '已保存。人员为禁用、证书为暂扣，需申请解禁后才能使用。', en: 'Saved. The person is disabled and the certificates are held until the unban.' } }, // prettier-ignore
  unchanged: {
    tone: 'info',
    words: { zh: '内容没有变化，未作修改，状态不变。', en: 'Nothing was different, so nothing was changed.' },
  },
  locked: { tone: 'warning', words: { zh: '审核中，资料已锁定，您刚才的修改没有保存，已留作草稿；审核结束后可继续。', en: 'Under review: the record is locked. What you typed is kept as a draft until the review has ended.' } }, // prettier-ignore
}
export interface PersonPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly name: string
  readonly status: Tag
  readonly idNumber: string
  readonly sex: string
  readonly birthDate: string
  readonly phone: string
  readonly enterprise: string
  readonly post: string
  readonly socialSecurity: string
  readonly contract: string
  readonly updatedAt: string
  readonly photo: string
  readonly photoAlt: string
  readonly certificates: readonly {
    readonly number: string
    readonly kind: string
    readonly trade: string
    readonly issuer: string
    readonly issuedOn: string
    readonly validUntil: string
    readonly expired: Tag | null
    readonly status: Tag
    readonly scan: string
  }[]
  readonly history: readonly { readonly href: string; readonly text: string; readonly tag: Tag }[]
  readonly revealAction: string
  readonly typedReason: string
  readonly reasonError: string
  readonly editHref: string
  readonly lockedText: string
  readonly checks: readonly CheckLine[]
  readonly showChecks: boolean
  readonly isComplete: boolean
  /** A row of this person waits or is under review. */
  readonly waits: boolean
  readonly blankFormHref: string
  readonly papers: readonly { readonly href: string; readonly text: string }[]
  readonly backHref: string
  readonly certificateChecks: CertificateChecksPart | null
  readonly deletionHref: string
}

export function presentPerson(
  model: PersonModel,
  visit: Visit,
  said: PersonNotice | null = null,
  error: { notice: Notice; typed: string; words: Words } | null = null,
): PersonPage {
  const { language, now } = visit
  const zh = language === 'zh'
  const today = dayOf(now)
  const waits = model.history.some(({ state }) => state === 'live' || state === 'locked' || state === 'shadowed')
  return {
    t: sayAll(language, labels),
    notice: error?.notice ?? (said === null ? null : notice(language, noticeTexts[said].tone, noticeTexts[said].words)),
    name: model.name,
    status: sayTag(language, personStatusTerms[model.status]),
    idNumber: model.idNumber,
    sex: say(language, sexWords[model.sex] ?? { zh: model.sex, en: model.sex }),
    birthDate: model.birthDate,
    phone: model.phonePlaceholder ? (zh ? '占位号码，待更换' : 'placeholder') : model.phone,
    enterprise: model.enterprise?.name ?? (zh ? '未归属企业' : 'none'),
    post: [...new Set([model.postType, model.post, model.trade])].filter((text) => text !== '').join(' · '),
    socialSecurity: socialSecurityText(model.socialSecurity, language),
    contract: contractText(model.contract, language),
    updatedAt: momentText(model.updatedAt),
    photo: model.photo ?? '',
    photoAlt: zh ? `${model.name} 的照片` : `Photo of ${model.name}`,
    certificates: model.certificates.map((one) => ({
      ...one,
      expired: one.validUntil < today ? tag('bad', zh ? '已过期' : 'expired') : null,
      status: sayTag(language, certificateStatusTerms[one.status]),
      scan: one.scan ?? '',
    })),
    history: model.history.map((row) => ({
      href: paths.request(row.requestId),
      text: [row.caseNo, say(language, businessWords[row.business]), row.enterprise, momentText(row.receivedAt)].join(
        ' · ',
      ),
      tag: sayTag(language, rowTerms[row.state]),
    })),
    revealAction: model.mayReveal ? paths.personReveal(model.id) : '',
    typedReason: error?.typed ?? '',
    reasonError: error === null ? '' : say(language, error.words),
    editHref: model.edit === 'allowed' ? paths.personEdit(model.id) : '',
    lockedText: model.edit === 'locked' ? say(language, denialWords.recordLocked) : '',
    checks: checkLines(model.checks ?? [], language).filter(({ ok }) => !ok),
    showChecks: model.checks !== null && model.status === 'disabled',
    waits,
    isComplete: !waits && (model.checks ?? []).every(({ ok, item }) => ok || item === null),
    blankFormHref: paths.blankForm(),
    papers: model.papers.map(({ item, href, type, size }) => ({
      href,
      text: `${say(language, paperWords[item])} · ${type.slice(type.indexOf('/') + 1).toUpperCase()} · ${sizeText(size)}`,
    })),
    backHref: paths.persons(),
    certificateChecks: model.lookedUp === null ? null : presentCertificateChecks(model.lookedUp, new Map(model.lookedUp.map(({ id, checks }) => [id, checks])), true, language), // prettier-ignore
    deletionHref: model.mayDelete ? paths.personDeletion(model.id) : '',
  }
}

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
export const personsTitle = labels.title
export const revealedTitle = labels.revealed
