/** 企业资料: the strings of one profile, for the enterprise that keeps it and for the office that approves it. */
import type { Words } from '../../domain/brand.ts'
import { enterpriseKindWords, isEnterpriseKind, wordsOfPaper } from '../../domain/enterprise/papers.ts'
import {
  sendBackCodes,
  sendBackReasons,
  sendBackSentences,
  sendBackTextMax,
} from '../../domain/enterprise/send-back.ts'
import type { FormError } from '../../domain/forms/checkers.ts'
import { enterpriseProfileForm } from '../../domain/forms/enterprise-form.ts'
import { momentText, sizeText } from '../format.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { profileTerms, sayTag, tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll } from '../words.ts'
import { labels, notices, type NoticeCode } from './labels.ts'
import type { EnterpriseModel } from './model.ts'

export type ProfileFieldName = keyof (typeof enterpriseProfileForm)['fields']
export type Typed = Partial<Record<ProfileFieldName, string>>

/** What a page shows besides the record: what just happened, what was typed and what is wrong with it. */
export interface Shown {
  readonly code?: NoticeCode | undefined
  /** Instead of a kept sentence. */
  readonly said?: { readonly tone: Notice['tone']; readonly words: Words } | undefined
  readonly typed?: Typed
  readonly errors?: readonly FormError[]
  /** The new address, as typed. */
  readonly address?: string
  readonly reasons?: readonly string[]
  readonly text?: string
}

export interface EnterprisePage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly errors: readonly { readonly href: string; readonly text: string }[]
  readonly name: string
  readonly status: Tag
  readonly statusText: string
  readonly backHref: string
  readonly version: number
  readonly edit: {
    readonly missing: readonly string[]
    readonly missingTitle: string
    readonly sentBack: readonly string[]
    readonly submitAction: string
    readonly canSubmit: boolean
    readonly showSubmit: boolean
    readonly saveAction: string
    readonly uploadAction: string
    readonly addressAction: string
    readonly typedAddress: string
    readonly addressError: string
    readonly revokeAction: string
    readonly fields: readonly {
      readonly name: string
      readonly label: string
      readonly hint: string
      readonly value: string
      readonly error: string
      readonly required: boolean
      readonly mode: string
      readonly maxLength: number
    }[]
  } | null
  readonly facts: readonly { readonly name: string; readonly value: string; readonly figures: boolean }[]
  readonly papers: readonly {
    readonly id: string
    readonly paper: string
    readonly name: string
    readonly need: string
    readonly state: Tag
    readonly error: string
    readonly files: readonly {
      readonly href: string
      readonly removeAction: string
      readonly isPicture: boolean
      readonly text: string
      readonly alt: string
    }[]
  }[]
  readonly addresses: readonly { readonly address: string; readonly source: string; readonly mailHref: string; readonly since: string }[] // prettier-ignore
  readonly review: {
    readonly action: string
    readonly reasons: readonly { readonly code: string; readonly text: string; readonly checked: boolean }[]
    readonly text: string
    readonly textMax: number
    readonly error: string
  } | null
  readonly history: readonly { readonly text: string; readonly tag: Tag; readonly reasons: readonly string[] }[]
}

const statusWords: Readonly<Record<EnterpriseModel['status'], Words>> = {
  approved: { zh: '已审核通过，可以办理人员业务。', en: 'Approved: requests are taken.' },
  pending: {
    zh: '等待协会审核；审核通过前暂不受理人员业务。',
    en: 'Waits for approval; until then no requests are taken.',
  },
  incomplete: { zh: '未完善；补齐、提交并审核通过后，才受理人员业务。', en: 'Incomplete: requests are taken once it is complete and approved.' }, // prettier-ignore
}
const sourceWords = {
  record: { zh: '登记', en: 'registered' },
  confirmed: { zh: '来信确认', en: 'confirmed from a mail' },
} as const satisfies Record<string, Words>
const emptyStaysWords = (last4: string): Words => ({
  zh: `已登记，尾号 ${last4}；不修改请留空。`,
  en: `On record, ending in ${last4}; leave it empty to keep it.`,
})

export function presentEnterprise(model: EnterpriseModel, shown: Shown, visit: Visit): EnterprisePage {
  const { language } = visit
  const errors = shown.errors ?? []
  const errorAt = (path: string): string => {
    const found = errors.find((error) => error.path === path)
    return found === undefined ? '' : say(language, found.message)
  }
  const kept = shown.code === undefined ? shown.said : notices[shown.code]
  return {
    t: sayAll(language, labels),
    notice: kept === undefined ? null : notice(language, kept.tone, kept.words),
    errors: errors.map(({ path, message }) => ({ href: `#${path}`, text: say(language, message) })),
    name: model.name,
    status: sayTag(language, profileTerms[model.status]),
    statusText: say(language, statusWords[model.status]),
    backHref: model.mayEdit ? '' : paths.enterprises(),
    version: model.version,
    edit: model.mayEdit ? presentEdit(model, shown, errorAt, visit) : null,
    facts: presentFacts(model, visit),
    papers: model.papers.map((one) => presentPaper(model, one, errorAt, visit)),
    addresses: model.addresses.map((one) => ({
      address: one.address,
      source: say(language, sourceWords[one.source]),
      mailHref: one.mailId === null ? '' : paths.mail(one.mailId),
      since: momentText(one.since),
    })),
    review: model.mayReview
      ? {
          action: paths.enterpriseReview(model.id),
          reasons: sendBackCodes.map((code) => ({
            code,
            text: say(language, sendBackReasons[code].words),
            checked: shown.reasons?.includes(code) ?? false,
          })),
          text: shown.text ?? '',
          textMax: sendBackTextMax,
          error: errorAt('text'),
        }
      : null,
    history: model.reviews.map((review) => ({
      text: [momentText(review.at), ...(review.by === null ? [] : [review.by])].join(' · '),
      tag: sayTag(language, reviewTerms[review.outcome]),
      reasons: sendBackSentences(review.reasons, review.text).map((words) => say(language, words)),
    })),
  }
}
const reviewTerms = {
  approved: { tone: 'good', words: { zh: '通过', en: 'Approved' } },
  sentBack: { tone: 'bad', words: { zh: '退回', en: 'Sent back' } },
} as const

function presentEdit(
  model: EnterpriseModel,
  shown: Shown,
  errorAt: (path: string) => string,
  { language }: Visit,
): NonNullable<EnterprisePage['edit']> {
  const [last] = model.reviews
  const isSentBack = model.status === 'incomplete' && last?.outcome === 'sentBack'
  return {
    missing: model.missing.map((words) => say(language, words)),
    missingTitle: say(language, labels.missing),
    sentBack: isSentBack ? sendBackSentences(last.reasons, last.text).map((words) => say(language, words)) : [],
    submitAction: paths.enterpriseSubmit(model.id),
    canSubmit: model.missing.length === 0,
    showSubmit: model.status === 'incomplete',
    saveAction: paths.enterpriseProfile(model.id),
    uploadAction: paths.enterpriseFiles(model.id),
    addressAction: paths.enterpriseAddresses(model.id),
    typedAddress: shown.address ?? '',
    addressError: errorAt('address-new'),
    revokeAction: paths.enterpriseAddressRevoke(model.id),
    fields: (Object.keys(enterpriseProfileForm.fields) as ProfileFieldName[]).map((name) => {
      const field = enterpriseProfileForm.fields[name]
      const last4 = name === 'phone' ? model.phoneLast4 : name === 'legalIdNumber' ? model.legalIdLast4 : ''
      const hint = last4 === '' ? ('hint' in field ? field.hint : undefined) : emptyStaysWords(last4)
      return {
        name,
        label: say(language, field.label),
        hint: hint === undefined ? '' : say(language, hint),
        value: shown.typed?.[name] ?? valueOf(model, name),
        error: errorAt(name),
        required: last4 === '',
        mode: name === 'phone' ? 'tel' : 'text',
        maxLength: 'maxLength' in field ? field.maxLength : 60,
      }
    }),
  }
}

/** Numbers of people are never filled in: empty keeps them. */
function valueOf(model: EnterpriseModel, name: ProfileFieldName): string {
  return name === 'legalIdNumber' || name === 'phone' ? '' : model[name]
}

function presentFacts(model: EnterpriseModel, { language }: Visit): EnterprisePage['facts'] {
  const { fields } = enterpriseProfileForm
  const fact = (words: Words, value: string, figures = false) => ({ name: say(language, words), value, figures })
  const place = [
    fact(labels.kind, isEnterpriseKind(model.kind) ? say(language, enterpriseKindWords[model.kind]) : model.kind),
    fact(labels.region, model.region.name),
  ]
  if (model.mayEdit) return place
  return [
    fact(fields.creditCode.label, model.creditCode, true),
    ...place,
    fact(fields.legalName.label, model.legalName),
    fact(fields.legalIdNumber.label, `…${model.legalIdLast4}`, true),
    fact(fields.contact.label, model.contact),
    fact(fields.phone.label, `…${model.phoneLast4}`, true),
    fact(fields.address.label, model.address),
    fact(labels.missing, model.missing.length === 0 ? say(language, labels.nothingMissing) : model.missing.map((words) => say(language, words)).join(language === 'zh' ? '、' : ', ')), // prettier-ignore
  ]
}

function presentPaper(
  model: EnterpriseModel,
  { paper, required, onRecord, files }: EnterpriseModel['papers'][number],
  errorAt: (path: string) => string,
  { language }: Visit,
): EnterprisePage['papers'][number] {
  const name = say(language, wordsOfPaper(paper))
  const place = model.papers.findIndex((one) => one.paper === paper)
  const has = files.length > 0 || onRecord
  return {
    id: `paper-${place}`,
    paper,
    name,
    need: say(language, required ? labels.required : labels.optional),
    state: has
      ? tag('good', files.length > 0 ? (language === 'zh' ? `${files.length} 个文件` : `${files.length} files`) : say(language, labels.onRecord)) // prettier-ignore
      : tag(required ? 'warn' : 'calm', language === 'zh' ? (required ? '缺少' : '未上传') : 'missing'),
    error: errorAt(`paper-${place}`),
    files: files.map((file, n) => ({
      href: file.href,
      removeAction: model.mayEdit ? paths.enterpriseFileRemove(model.id, file.id) : '',
      isPicture: file.type.startsWith('image/'),
      text: `${momentText(file.uploadedAt)} · ${sizeText(file.size)}${file.type === 'application/pdf' ? ' · PDF' : ''}`,
      alt: `${name} ${n + 1}`,
    })),
  }
}
