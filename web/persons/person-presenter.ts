/** 一名人员: the strings of one record. */
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { paperWords } from '../../domain/person/papers.ts'
import { denialWords } from '../../domain/policy/denials.ts'
import { momentText, sizeText } from '../format.ts'
import { presentCertificateChecks, type CertificateChecksPart } from '../lookup-sites/certificate-checks.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { rejectionSentences } from '../rejection-words.ts'
import { contractText, socialSecurityText } from '../request/lines.ts'
import { businessWords, certificateStatusTerms, personStatusTerms, rowTerms, sayTag, tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import { checkLines, type CheckLine } from './form-presenter.ts'
import type { PersonModel } from './person-model.ts'
import type { CertificateView } from './record-view.ts'

const labels = {
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
  edit: { zh: '修改', en: 'Change' },
  ask: { zh: '申请解禁', en: 'Asking for the unban' },
  still: { zh: '解禁前还缺', en: 'Still missing for the unban' },
  complete: { zh: '资料齐全。下载表格、填好后用企业登记的邮箱发到协会邮箱，即可申请解禁。', en: 'The record is complete. Fill in the form and mail it from a registered address to ask for the unban.' }, // prettier-ignore
  waits: { zh: '此人正在排队或审核，不必重发；再次发送会移到队尾。进度见下面的申请记录。', en: 'The person is in the queue or under review: nothing need be sent. Sending again moves the place to the end. See the requests below.' }, // prettier-ignore
  blankForm: { zh: '下载空白表格', en: 'Download the blank form' },
  papers: { zh: '材料文件', en: 'Files' },
  deletion: { zh: '删除虚假重复身份…', en: 'Delete a forged second identity…' },
  noCertificates: { zh: '没有登记证书。', en: 'No certificates.' },
  status: { zh: '状态', en: 'Status' },
} as const satisfies Record<string, Words>

const sexWords: Readonly<Record<string, Words>> = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
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
interface RejectedView {
  readonly heading: string
  readonly reasons: readonly string[]
  readonly next: string
  readonly href: string
  readonly caseNo: string
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
  readonly certificates: readonly (Omit<CertificateView, 'status' | 'scan'> & {
    readonly expired: Tag | null
    readonly status: Tag
    readonly scan: string
  })[]
  /** The last word was a rejection, and nothing was asked for since. */
  readonly rejected: RejectedView | null
  readonly history: readonly {
    readonly href: string
    readonly text: string
    readonly tag: Tag
    readonly reasons: readonly string[]
  }[]
  readonly revealAction: string
  readonly typedReason: string
  readonly reasonError: string
  readonly editHref: string
  readonly lockedText: string
  readonly checks: readonly CheckLine[]
  readonly showChecks: boolean
  readonly checksHeading: string
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
  const checks = checkLines(model.checks ?? [], language).filter(({ ok }) => !ok)
  const rejected = rejectedView(model, language)
  const waits = model.history.some(({ state }) => state === 'live' || state === 'locked' || state === 'shadowed')
  const isComplete = !waits && rejected === null && (model.checks ?? []).every(({ ok, item }) => ok || item === null)
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
    rejected,
    history: model.history.map((row, n) => ({
      href: paths.request(row.requestId),
      text: [row.caseNo, say(language, businessWords[row.business]), row.enterprise, momentText(row.receivedAt)].join(
        ' · ',
      ),
      tag: sayTag(language, rowTerms[row.state]),
      // Said above already.
      reasons: n === 0 && rejected !== null ? [] : rejectionSentences(row, language),
    })),
    revealAction: model.mayReveal ? paths.personReveal(model.id) : '',
    typedReason: error?.typed ?? '',
    reasonError: error === null ? '' : say(language, error.words),
    editHref: model.edit === 'allowed' ? paths.personEdit(model.id) : '',
    lockedText: model.edit === 'locked' ? say(language, denialWords.recordLocked) : '',
    checks,
    showChecks: model.checks !== null && model.status === 'disabled' && (checks.length > 0 || waits || isComplete),
    checksHeading: say(language, checks.length === 0 ? labels.ask : labels.still),
    waits,
    isComplete,
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

const nextWords: Readonly<Record<'allowed' | 'locked', Words>> = {
  allowed: {
    zh: '请先按上面的原因修改资料，再把此人填入表格，用企业登记的邮箱重新发送；届时按新邮件的时间排队。',
    en: 'Please change the record for the reasons above first, then send the form for this person again from a registered address; the new mail has a new place.',
  },
  locked: denialWords.recordLocked,
}

/** 驳回: for the owning enterprise, while the person is still disabled. */
function rejectedView({ history, edit, status }: PersonModel, language: Language): RejectedView | null {
  const [last] = history
  if (last?.state !== 'rejected' || edit === null || status === 'active') return null
  const at = last.decidedAt === null ? '' : momentText(last.decidedAt)
  return {
    heading: language === 'zh' ? `申请被驳回 · ${at}` : `Rejected on ${at}`,
    reasons: rejectionSentences(last, language),
    next: say(language, nextWords[edit]),
    href: paths.request(last.requestId),
    caseNo: last.caseNo,
  }
}
