/** 删除虚假重复身份: the page that says, in numbers, what will be gone, before the password is asked. */
import type { Words } from '../../domain/brand.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll } from '../words.ts'

const labels = {
  title: { zh: '删除虚假重复身份', en: 'Delete a forged second identity' },
  back: { zh: '回到此人', en: 'Back to the person' },
  about: {
    zh: '只用于查实的虚假重复登记：同一个人用改动过的身份证号又登记了一次。删除后不能恢复，企业须重新录入。',
    en: 'Only for a proven second entry of one person under a forged number. It cannot be undone; the enterprise enters the person anew.',
  },
  gone: { zh: '将被删除', en: 'What will be gone' },
  reason: { zh: '删除原因', en: 'Reason' },
  reasonHint: {
    zh: '至少 10 个字；会记入审计日志并告知企业，请勿写姓名和号码。',
    en: '10 characters at least; kept in the audit log and told to the enterprise. No names or numbers.',
  },
  trueRecord: { zh: '真实登记的页面编号（如知道）', en: 'Number of the true record’s page, if known' },
  trueRecordHint: {
    zh: '即该人员页面网址末尾的数字。',
    en: 'The digits at the end of the address of that person’s page.',
  },
  password: { zh: '再次输入您的登录密码', en: 'Your password, again' },
  delete: { zh: '删除此人的全部资料', en: 'Delete all data of this person' },
} as const satisfies Record<string, Words>

export interface DeletionModel {
  readonly personId: number
  readonly name: string
  readonly idLast4: string
  readonly enterprise: string | null
  readonly certificates: number
  readonly files: number
  readonly waitingRows: number
  readonly underReview: boolean
}
export interface DeletionTyped {
  readonly reason: string
  readonly trueRecord: string
}
export interface DeletionPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly who: string
  readonly gone: readonly string[]
  readonly action: string
  readonly backHref: string
  readonly typed: DeletionTyped
  readonly errors: Readonly<Record<'reason' | 'trueRecord' | 'password', string>>
  readonly underReview: string
}
export interface DeletionError {
  readonly field: 'reason' | 'trueRecord' | 'password'
  readonly words: Words
}

export const underReviewWords: Words = {
  zh: '此人的申请正在审核，审核结束后才能删除。',
  en: 'A request for this person is under review; the record can be deleted when that has ended.',
}

export function presentDeletion(
  model: DeletionModel,
  typed: DeletionTyped,
  error: DeletionError | null,
  { language }: Visit,
): DeletionPage {
  const zh = language === 'zh'
  const at = (field: DeletionError['field']) => (error?.field === field ? say(language, error.words) : '')
  return {
    t: sayAll(language, labels),
    notice: error === null ? null : notice(language, 'danger', error.words),
    who: [model.name, `…${model.idLast4}`, model.enterprise ?? (zh ? '未归属企业' : 'no enterprise')].join(' · '),
    gone: [
      zh
        ? '人员登记 1 条（姓名、号码、电话、社保、合同）'
        : 'the record: name, numbers, phone, social security, contract',
      zh ? `证书 ${model.certificates} 本` : `${model.certificates} certificates`,
      zh
        ? `照片、扫描件等文件 ${model.files} 个（其他记录还在使用的除外）`
        : `${model.files} files, unless another record uses them`,
      zh ? `排队中的申请 ${model.waitingRows} 条，随之关闭` : `${model.waitingRows} waiting rows, which close`,
    ],
    action: paths.personDeletion(model.personId),
    backHref: paths.person(model.personId),
    typed,
    errors: { reason: at('reason'), trueRecord: at('trueRecord'), password: at('password') },
    underReview: model.underReview ? say(language, underReviewWords) : '',
  }
}
export const deletionTitle = labels.title

const deletedLabels = {
  title: { zh: '已删除', en: 'Deleted' },
  back: { zh: '回到人员库', en: 'Back to the list' },
} as const satisfies Record<string, Words>
/** By this click, or before it. */
export type DeletedWhen = 'now' | 'before'
const deletedWords: Readonly<Record<DeletedWhen, Words>> = {
  now: {
    zh: '此人的登记资料已删除，企业将收到通知，可以按真实号码重新录入。',
    en: 'The record is deleted. The enterprise is told and may enter the person anew.',
  },
  before: {
    zh: '此人的登记资料此前已删除，不需要再次删除，这次没有改动。',
    en: 'The record was deleted before; nothing more is to do, and nothing was changed now.',
  },
}
export interface DeletedPage {
  readonly t: Record<keyof typeof deletedLabels, string>
  readonly text: string
  readonly backHref: string
}
export const presentDeleted = (when: DeletedWhen, { language }: Visit): DeletedPage => ({
  t: sayAll(language, deletedLabels),
  text: say(language, deletedWords[when]),
  backHref: paths.persons(),
})
export const deletedTitle = deletedLabels.title
