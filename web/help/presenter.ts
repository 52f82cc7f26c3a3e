/** 帮助中心: the blank form, and answers to what people keep asking. The answers by mail point here. */
import type { Words } from '../../domain/brand.ts'
import { requestForm } from '../../domain/unban/blank-form.ts'
import { unbanDeadlineDays } from '../../domain/calendar/working-days.ts'
import { paths } from '../paths.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '帮助中心', en: 'Help centre' },
  forms: { zh: '表格下载', en: 'Forms' },
  form: {
    zh: `${requestForm.title}（${requestForm.version}）`,
    en: 'Request form on personnel matters (2026)',
  },
  formHint: {
    zh: '每人填写一行，身份证号一栏请保持“文本”格式；作为附件用企业登记的邮箱发送到协会邮箱。',
    en: 'One row for each person; keep the ID column as text. Attach it to a mail from a registered address.',
  },
  mailboxes: { zh: '收件邮箱', en: 'Send it to' },
  questions: { zh: '常见问题', en: 'What people ask' },
} as const satisfies Record<string, Words>

const questions: readonly { readonly question: Words; readonly answer: Words }[] = [
  {
    question: { zh: '多久能办好？', en: 'How long does it take?' },
    answer: {
      zh: `自最后一封邮件收到之日起 ${unbanDeadlineDays} 个工作日内答复，周末和法定节假日不计，调休上班日计入。17:30 以后收到的，从下一个工作日算起。`,
      en: `Within ${unbanDeadlineDays} working days of the last mail; weekends and holidays do not count, make-up days do. A mail after 17:30 counts from the next working day.`,
    },
  },
  {
    question: { zh: '能插队吗？', en: 'Can I jump the queue?' },
    answer: {
      zh: '不能。按最后一封邮件的收到时间排队，任何人都不能调整次序。',
      en: 'No. The queue is in the order in which the last mails were received; nobody can change it.',
    },
  },
  {
    question: { zh: '可以重复发送催办吗？', en: 'May I send it again to hurry it up?' },
    answer: {
      zh: '请不要。同一人员重发后，以最后一封邮件的时间排队，会排到后面。',
      en: 'Please do not: a person who is sent again moves to the place of the later mail.',
    },
  },
  {
    question: { zh: '为什么邮件被退回？', en: 'Why was my mail returned?' },
    answer: {
      zh: '退回邮件逐行写明了原因和更正办法。更正后，只需重新发送有问题的人员，已受理的人员不要再发。',
      en: 'The answer names the reason and the remedy row by row. Correct it and send only those rows again.',
    },
  },
  {
    question: { zh: '“请完善企业信息”是什么意思？', en: 'What does “complete the enterprise profile” mean?' },
    answer: {
      zh: '企业信息缺少必填项或尚未审核通过，期间不受理人员业务。补齐并审核通过后，重新发送表格即可。',
      en: 'Required items are missing from the profile or it is not approved yet. Complete it, wait for the approval, and send the form again.',
    },
  },
  {
    question: { zh: '绑定和解禁有什么区别？', en: 'What is the difference between bind and unban?' },
    answer: {
      zh: '绑定是把人员转到本企业名下；解禁是资料齐全后激活人员和证书。先绑定，补齐资料（包括更换占位手机号），再申请解禁。',
      en: 'Bind brings a person to your enterprise; unban activates person and certificates once the record is complete. Bind first, complete the record, then ask for unban.',
    },
  },
  {
    question: { zh: '在哪里看排到第几份？', en: 'Where do I see my place?' },
    answer: {
      zh: '登录后首页列出每份申请的位置、前面的人数和预计答复日期；受理回执中也会写明。',
      en: 'After signing in, the home page shows the place, the people ahead and the expected date of each request; so does the acknowledgement.',
    },
  },
]

export interface HelpModel {
  readonly mailboxes: readonly { readonly name: string; readonly address: string }[]
  readonly requestForm: string
}
export interface HelpPage {
  readonly t: Record<keyof typeof labels, string>
  readonly formHref: string
  readonly mailboxes: HelpModel['mailboxes']
  readonly questions: readonly { readonly question: string; readonly answer: string }[]
}

export function presentHelp(model: HelpModel, language: Language): HelpPage {
  return {
    t: sayAll(language, labels),
    formHref: paths.blankForm(),
    mailboxes: model.mailboxes,
    questions: questions.map(({ question, answer }) => ({
      question: say(language, question),
      answer: say(language, answer),
    })),
  }
}
export const helpTitle = labels.title
