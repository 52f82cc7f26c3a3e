/** 附件: the files of a mail, and whether they may be had. Those set apart are named to everybody and opened by the chief alone. */
import { harmfulOrForged } from '../../domain/mail/quarantine.ts'
import type { Words } from '../../domain/brand.ts'
import { paths } from '../paths.ts'
import type { MailFactsView } from '../request/mail-facts.ts'
import { say, type Language } from '../words.ts'

export interface FilesModel {
  /** Set apart: nobody has them by the usual links. */
  readonly locked: boolean
  readonly quarantinedAs: string | null
  /** By the policy: the chief. */
  readonly mayOpen: boolean
}
export interface FilesView {
  readonly list: readonly {
    readonly n: number
    readonly name: string
    readonly kind: string
    readonly size: string
    /** Empty: locked. */
    readonly href: string
  }[]
  /** Empty: locked, or not the reader's. */
  readonly wholeHref: string
  /** Why they are locked; empty when they are not. */
  readonly why: string
  /** What the chief does with them; null for everybody else. */
  readonly open: { readonly action: string; readonly warning: string; readonly button: string; readonly whole: string } | null // prettier-ignore
}

const lockedWords: Readonly<Record<'harmful' | 'forged', Words>> = {
  harmful: {
    zh: '附件已隔离：含有程序或有害内容，只有负责人可以取出。',
    en: 'The files are set apart: they hold a program or something harmful. Only the chief can take them out.',
  },
  forged: {
    zh: '附件已隔离：发件人身份验证未通过，只有负责人可以取出。',
    en: 'The files are set apart: the sender is not genuine. Only the chief can take them out.',
  },
}
const warning: Words = {
  zh: '请勿在办公电脑上直接打开。下载的文件名以 .quarantined 结尾；每次取出都会记入审计日志。',
  en: 'Do not open them on an office computer. The name ends in .quarantined, and each download is kept in the audit log.',
}
const openWords: Words = { zh: '取出', en: 'Take out' }
const wholeWords: Words = { zh: '取出整封邮件', en: 'Take out the whole mail' }

export const filesLockedWords = (quarantinedAs: string | null): Words => lockedWords[harmfulOrForged(quarantinedAs)]

export function presentFiles(
  mailId: number,
  attachments: MailFactsView['attachments'],
  wholeHref: string,
  { locked, quarantinedAs, mayOpen }: FilesModel,
  language: Language,
): FilesView {
  return {
    list: attachments.map(({ href, ...file }, index) => ({ ...file, n: index + 1, href: locked ? '' : href })),
    wholeHref: locked ? '' : wholeHref,
    why: locked ? say(language, filesLockedWords(quarantinedAs)) : '',
    open: locked && mayOpen ? { action: paths.mailQuarantined(mailId), warning: say(language, warning), button: say(language, openWords), whole: say(language, wholeWords) } : null, // prettier-ignore
  }
}
