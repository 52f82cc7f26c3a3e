/** 帮助中心: downloads, guides, questions and every return code. The answers by mail point here. */
import type { Words } from '../../domain/brand.ts'
import { requestForm } from '../../domain/unban/blank-form.ts'
import { recordHowTo, returnReasons } from '../../domain/unban/reasons.ts'
import { recordItems, returnCodes, type CodeFound } from '../../domain/unban/types.ts'
import { paths } from '../paths.ts'
import { say, sayAll, type Language } from '../words.ts'
import { certificateGuides } from './operation-certificate.ts'
import { questionGroups } from './questions.ts'

const labels = {
  title: { zh: '帮助中心', en: 'Help centre' },
  find: { zh: '在本页查找，例如：退回、撤回、R08', en: 'Find on this page, such as: returned, withdraw, R08' },
  findLabel: { zh: '在本页查找', en: 'Find on this page' },
  nothing: { zh: '本页没有找到，请换个说法；仍不清楚的，请回复协会的邮件询问。', en: 'Nothing on this page; try another word, or reply to a mail of the association.' }, // prettier-ignore
  contents: { zh: '目录', en: 'Contents' },
  forms: { zh: '下载', en: 'Downloads' },
  form: { zh: `${requestForm.title}（${requestForm.version}）`, en: 'Request form on personnel matters (2026)' },
  formHint: {
    zh: '每人填写一行，身份证号一栏请保持“文本”格式；作为附件用企业登记的邮箱发送到协会邮箱。',
    en: 'One row for each person; keep the ID column as text. Attach it to a mail from a registered address.',
  },
  letter: { zh: '授权委托书（打印一页 A4）', en: 'Letter of authorisation (prints on one page, A4)' },
  letterHint: {
    zh: '打印后由法定代表人签字、加盖公章，扫描上传到“企业资料”。',
    en: 'Signed by the legal representative and sealed; upload the scan to the profile.',
  },
  mailboxes: { zh: '收件邮箱', en: 'Send it to' },
  guides: { zh: '查证书、下载电子证', en: 'Looking up and downloading certificates' },
  directory: { zh: '证书查验网站目录（全国和各省）', en: 'Directory of look-up sites, national and by province' },
  questions: { zh: '常见问题', en: 'What people ask' },
  codes: { zh: '退回代码', en: 'Return codes' },
  codesAbout: {
    zh: '退回邮件中的代码是什么意思，怎样更正。',
    en: 'What the codes of a returned mail mean, and how to put things right.',
  },
  code: { zh: '代码', en: 'Code' },
  meaning: { zh: '原因', en: 'Reason' },
  howTo: { zh: '怎样更正', en: 'What to do' },
  more: { zh: '公开信息', en: 'Published' },
  calendar: { zh: '工作日历（放假与调休）', en: 'Working-day calendar' },
  fairness: { zh: '排队公正（怎样核验没有人插队）', en: 'Fairness of the queue' },
} as const satisfies Record<string, Words>

export interface HelpModel {
  readonly mailboxes: readonly { readonly name: string; readonly address: string }[]
  readonly requestForm: string
  readonly authorisationLetter: string
  readonly lookupSites: string
}
export interface HelpPage {
  readonly t: Record<keyof typeof labels, string>
  readonly formHref: string
  readonly letterHref: string
  readonly directoryHref: string
  readonly calendarHref: string
  readonly fairnessHref: string
  readonly mailboxes: HelpModel['mailboxes']
  readonly contents: readonly { readonly href: string; readonly text: string }[]
  readonly guides: readonly { readonly id: string; readonly heading: string; readonly steps: readonly string[] }[]
  readonly groups: readonly {
    readonly id: string
    readonly heading: string
    readonly questions: readonly { readonly id: string; readonly question: string; readonly answer: string }[]
  }[]
  readonly codes: readonly {
    readonly code: string
    readonly title: string
    readonly sentence: string
    readonly howTo: readonly string[]
  }[]
}

export function presentHelp(model: HelpModel, language: Language): HelpPage {
  const t = sayAll(language, labels)
  const groups = questionGroups.map(({ id, heading, questions }) => ({
    id,
    heading: say(language, heading),
    questions: questions.map((one) => ({ id: one.id, question: say(language, one.question), answer: say(language, one.answer) })), // prettier-ignore
  }))
  return {
    t,
    formHref: model.requestForm,
    letterHref: model.authorisationLetter,
    directoryHref: model.lookupSites,
    calendarHref: paths.calendar(),
    fairnessHref: paths.fairness(),
    mailboxes: model.mailboxes,
    contents: [
      { href: '#forms', text: t.forms },
      { href: '#guides', text: t.guides },
      ...groups.map(({ id, heading }) => ({ href: `#${id}`, text: heading })),
      { href: '#codes', text: t.codes },
    ],
    guides: certificateGuides.map(({ id, heading, steps }) => ({
      id,
      heading: say(language, heading),
      steps: steps.map((step) => say(language, step)),
    })),
    groups,
    codes: codesExplained(language),
  }
}

/** Every code by the very words of the letters, so that both always say the same. */
function codesExplained(language: Language): HelpPage['codes'] {
  return returnCodes.map((code) => {
    const found: CodeFound = code === 'R20' ? { code, items: recordItems } : { code }
    const reason = returnReasons[code]
    return {
      code,
      title: say(language, reason.title),
      sentence: say(language, reason.sentence(found)),
      howTo: [say(language, reason.howTo), ...recordHowTo(found).map((words) => say(language, words))],
    }
  })
}
export const helpTitle = labels.title
