/** 新增人员 · 修改人员: the strings of the page. */
import type { Words } from '../../domain/brand.ts'
import type { FormError } from '../../domain/forms/checkers.ts'
import type { Fields } from '../../domain/forms/fields.ts'
import { certificatesMax, newPersonForm } from '../../domain/forms/person-entry-form.ts'
import { namedPosts } from '../../domain/person/posts.ts'
import type { RecordCheck } from '../../domain/person/record.ts'
import { recordItemHowTo } from '../../domain/unban/record-items.ts'
import type { Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import { fieldView, idOf, type FieldView } from './field-views.ts'
import { fileFieldView, type FileFieldView, type ShownFile } from './file-views.ts'
import { rowsOf, textOf, type Typed } from './typed.ts'

const labels = {
  newTitle: newPersonForm.title,
  changeTitle: { zh: '修改人员', en: 'Change a person' },
  who: { zh: '基本信息', en: 'The person' },
  photo: { zh: '照片', en: 'Photo' },
  certificates: { zh: '证书', en: 'Certificates' },
  post: { zh: '岗位', en: 'Post' },
  socialSecurity: { zh: '社保证明', en: 'Social security' },
  contract: { zh: '劳动合同', en: 'Labour contract' },
  more: { zh: '再加一本证书', en: 'Another certificate' },
  gone: { zh: '删除这本证书', en: 'Take this certificate away' },
  keep: { zh: '上传所选文件', en: 'Upload the chosen files' },
  save: { zh: '保存人员资料', en: 'Save the record' },
  back: { zh: '回到人员库', en: 'Back to the list' },
  idNumber: { zh: '身份证号', en: 'ID number' },
  idFixed: {
    zh: '身份证号不能修改。如登记有误，请联系协会处理。',
    en: 'The ID number cannot be changed. If it is wrong, please ask the association.',
  },
  missing: { zh: '解禁前还缺', en: 'Still missing for the unban' },
  nothingMissing: { zh: '资料已齐全，保存后可以发邮件申请解禁。', en: 'The record is complete. After saving, mail the form to ask for the unban.' }, // prettier-ignore
  stars: {
    zh: '带 * 的，申请解禁前须填好。暂时没有的可以先保存、以后再补；不能缺的只有姓名、身份证号，以及已开始填写的证书、社保、合同中带 * 的文字、日期和下拉选项。',
    en: 'What bears a * is needed before the unban is asked for. What you do not have yet can be added after saving; only the name, the ID number and, of a certificate, proof or contract that is begun, the texts, dates and drop-down choices with a * cannot wait.',
  },
  mayWait: { zh: '缺的可以以后再补，先保存不要紧。', en: 'What is missing can be added later; saving now is fine.' },
  disables: {
    zh: '任何改动保存后，人员转为禁用、证书转为暂扣，需重新申请解禁。',
    en: 'Any change, once saved, disables the person and holds the certificates; the unban is asked for again.',
  },
  errors: { zh: '请更正以下内容，其余已保留：', en: 'Please correct the following; the rest is kept:' },
  savedDraft: { zh: '草稿已保存', en: 'Draft kept' },
  notSaved: { zh: '草稿暂未保存，恢复后会自动再存', en: 'Draft not kept yet; it will be tried again' },
  uploading: { zh: '正在上传…', en: 'Uploading…' },
  waiting: { zh: '正在上传，完成后保存', en: 'Uploading; saved when done' },
  refused: {
    zh: '资料尚未保存：请换一个文件；再按一次保存，则不带此文件。',
    en: 'Nothing is saved yet: please choose another file, or save once more to go on without this one.',
  },
  uploadFailed: {
    zh: '没有传上去，请检查网络后重试。',
    en: 'Not uploaded. Please check the connection and try again.',
  },
  dropDraft: { zh: '放弃草稿', en: 'Discard the draft' },
  differs: { zh: '与现登记不同的内容', en: 'What differs from the record' },
  item: { zh: '项目', en: 'Item' },
  yours: { zh: '您填写的', en: 'What you entered' },
  record: { zh: '现登记的', en: 'The record now' },
  differsHint: {
    zh: '您填写的都已保留。核对后再次保存，将以您填写的为准。',
    en: 'What you entered is kept. Saving once more puts it in place of the record.',
  },
} as const satisfies Record<string, Words>

export interface FormModel {
  readonly about: 'new' | 'change'
  readonly action: string
  readonly formId: string
  readonly version: number | null
  readonly enterpriseId: number
  /** Null for a new person, whose number is a field. */
  readonly idNumber: string | null
  readonly name: string
  readonly phoneShown: string
  /** One that counts; the placeholder does not. */
  readonly hasPhone: boolean
  readonly typed: Typed
  readonly files: ReadonlyMap<string, ShownFile>
  readonly errors: readonly FormError[]
  readonly checks: readonly RecordCheck[]
  readonly differences: readonly Difference[]
  readonly draftSavedAt: string | null
}
export interface Difference {
  readonly name: string
  readonly yours: string
  readonly record: string
}

interface CertificateView {
  readonly heading: string
  readonly index: number
  readonly goneName: string
  readonly blank: boolean
  readonly fields: readonly FieldView[]
  readonly scan: FileFieldView
}

export interface PersonFormPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly heading: string
  readonly action: string
  readonly backHref: string
  readonly formId: string
  readonly version: string
  readonly enterpriseId: string
  readonly isNew: boolean
  readonly idNumber: string
  /** Fields that hold what the page took from the ID number, so that they follow it when it is corrected. */
  readonly filled: string
  readonly summary: readonly { readonly href: string; readonly text: string }[]
  readonly differences: readonly (Difference & { readonly label: string })[]
  readonly draft: { readonly text: string; readonly action: string } | null
  readonly checks: readonly CheckLine[]
  readonly complete: boolean
  readonly draftsHref: string
  readonly uploadsHref: string
  readonly uploadedHref: string
  readonly who: readonly FieldView[]
  readonly photo: FileFieldView
  readonly certificates: readonly CertificateView[]
  readonly mayAddMore: boolean
  readonly post: readonly FieldView[]
  readonly postChoices: readonly string[]
  readonly socialSecurity: readonly FieldView[]
  readonly socialSecurityFiles: readonly FileFieldView[]
  readonly contract: readonly FieldView[]
  readonly contractFiles: FileFieldView
}
export interface CheckLine {
  readonly ok: boolean
  readonly text: string
  readonly howTo: string
}

const { fields } = newPersonForm
const certificateColumns = ['kind', 'number', 'trade', 'issuer', 'issuedOn', 'validUntil'] as const

/** What is still missing, and how each is put right. */
export const checkLines = (checks: readonly RecordCheck[], language: Language): CheckLine[] =>
  checks.map(({ ok, words, item }) => ({
    ok,
    text: say(language, words),
    howTo: ok || item === null ? '' : say(language, recordItemHowTo[item]),
  }))

export function presentPersonForm(model: FormModel, visit: Visit, notice: Notice | null): PersonFormPage {
  const { language } = visit
  const { typed, errors } = model
  const shown = { language, errors, typed }
  const file = (path: string, field: Parameters<typeof fileFieldView>[1], required: boolean) =>
    fileFieldView(path, field, { ...shown, files: model.files }, required)
  const proof = fields.socialSecurity.columns
  const contract = fields.contract.columns
  const isNew = model.about === 'new'
  // One blank certificate to begin with; `再加一本` brings the next.
  const rows = Math.max(1, rowsOf(typed, 'certificates').length)
  const zh = language === 'zh'
  return {
    t: sayAll(language, labels),
    notice,
    heading: isNew ? say(language, labels.newTitle) : `${say(language, labels.changeTitle)} · ${model.name}`,
    action: model.action,
    backHref: paths.persons(),
    formId: model.formId,
    version: model.version === null ? '' : String(model.version),
    enterpriseId: String(model.enterpriseId),
    isNew,
    idNumber: model.idNumber ?? '',
    filled: textOf(typed, 'filled'),
    summary: errors.map(({ path, message }) => ({ href: `#${idOf(path)}`, text: say(language, message) })),
    differences: model.differences.map((each) => ({ ...each, label: labelOf(each.name, language) })),
    draft:
      model.draftSavedAt === null
        ? null
        : {
            text: zh ? `已恢复您 ${model.draftSavedAt} 填写、尚未保存的内容。` : `What you typed until ${model.draftSavedAt} and did not save is here again.`, // prettier-ignore
            action: paths.personDraftDrop(),
          },
    checks: checkLines(model.checks, language),
    complete: model.checks.every(({ ok }) => ok),
    draftsHref: paths.personDrafts(),
    uploadsHref: paths.personUpload(),
    uploadedHref: paths.personUploaded(''),
    who: [
      ...(isNew ? [fieldView('idNumber', fields.idNumber, shown)] : []),
      fieldView('name', fields.name, shown),
      fieldView('sex', fields.sex, shown),
      fieldView('birthDate', fields.birthDate, shown),
      fieldView('phone', fields.phone, shown, { required: !model.hasPhone, placeholder: model.phoneShown }),
    ],
    photo: file('photo', fields.photo, true),
    certificates: Array.from({ length: rows }, (_, n) => ({
      index: n,
      heading: zh ? `第 ${n + 1} 本` : `Certificate ${n + 1}`,
      goneName: `certificates[${n}]`,
      blank: rowsOf(typed, 'certificates')[n] === undefined,
      fields: certificateColumns.map((column) => fieldView(`certificates[${n}].${column}`, fields.certificates.columns[column], shown)), // prettier-ignore
      scan: file(`certificates[${n}].scan`, fields.certificates.columns.scan, true),
    })),
    mayAddMore: rows < certificatesMax,
    post: [
      fieldView('postType', fields.postType, shown),
      fieldView('post', fields.post, shown, { list: 'posts' }),
      fieldView('trade', fields.trade, shown),
    ],
    postChoices: namedPosts,
    socialSecurity: [
      fieldView('socialSecurity[0].month', proof.month, shown, { type: 'month' }),
      fieldView('socialSecurity[0].kind', proof.kind, shown),
      fieldView('socialSecurity[0].payer', proof.payer, shown),
      fieldView('socialSecurity[0].insurances', proof.insurances, shown, { required: true }),
    ],
    socialSecurityFiles: [
      file('socialSecurity[0].proof', proof.proof, isNew),
      file('socialSecurity[0].fullPayment', proof.fullPayment, false),
    ],
    contract: [
      fieldView('contract[0].kind', contract.kind, shown),
      fieldView('contract[0].complete', contract.complete, shown, { required: true }),
    ],
    contractFiles: file('contract[0].pages', contract.pages, isNew),
  }
}

/** `certificates[1].number` → 第 2 本 · 证书编号 */
function labelOf(name: string, language: Language): string {
  const [, group = '', n = '0', column = ''] = /^(\w+)\[(\d+)\]\.(\w+)$/.exec(name) ?? []
  const single = Object.entries(fields).find(([key]) => key === (group === '' ? name : group))?.[1]
  if (single === undefined) return name
  if (group === '' || single.kind !== 'rows') return say(language, single.label)
  const columns: Fields = single.columns
  const inner = Object.hasOwn(columns, column) ? columns[column] : undefined
  const which = group === 'certificates' ? ` ${Number(n) + 1}` : ''
  return `${say(language, single.label)}${which}${inner === undefined ? '' : ` · ${say(language, inner.label)}`}`
}

export const newPersonTitle = labels.newTitle
export const changePersonTitle = labels.changeTitle
