/** 来信办理 — what the chief does with a mail that no rule could settle, and why (spec 10-unban, States). */
import { readMoment } from '../calendar/read-moment.ts'
import { wholeMailCodes } from '../mail/acts.ts'
import { returnReasons } from '../unban/reasons.ts'
import { defineForm } from './define-form.ts'

const codes = Object.fromEntries(
  wholeMailCodes.map((code) => [code, { zh: `${code} ${returnReasons[code].title.zh}`, en: `${code} ${returnReasons[code].title.en}` }]), // prettier-ignore
)
const reason = {
  kind: 'text',
  label: { zh: '理由', en: 'Reason' },
  maxLength: 200,
} as const

export const mailActForm = defineForm(
  'mail-act',
  { zh: '来信办理', en: 'Settle a mail' },
  {
    code: {
      kind: 'choice',
      label: { zh: '退回原因（仅退回时需要）', en: 'Code (for a return only)' },
      options: codes,
      optional: true,
    },
    reason: {
      ...reason,
      hint: {
        zh: '退回时会写进退回说明；其余只在此保存。请勿写号码。',
        en: 'A return tells it to the sender; otherwise it is kept here. No numbers, please.',
      },
    },
  },
)

export const mailTimeForm = defineForm(
  'mail-time',
  { zh: '给定收到时间', en: 'Give a receipt time' },
  {
    time: {
      kind: 'text',
      label: { zh: '收到时间', en: 'Received at' },
      hint: {
        zh: '按北京时间填写，例如 2026-11-18 09:02:11。',
        en: 'By the clock of Beijing, such as 2026-11-18 09:02:11.',
      },
      maxLength: 30,
    },
    reason: {
      ...reason,
      hint: { zh: '会写进告知发件人的邮件。请勿写号码。', en: 'It is told to the sender. No numbers, please.' },
    },
  },
  [
    {
      field: 'time',
      message: {
        zh: '请写成 2026-11-18 09:02:11 这样的日期和时间。',
        en: 'Please write a day and a time such as 2026-11-18 09:02:11.',
      },
      holds: ({ time }) => readMoment(time) !== null,
    },
  ],
)

/** 待答来信: how it was seen to, for colleagues. */
export const mailHandledForm = defineForm(
  'mail-handled',
  { zh: '来信已处理', en: 'A question seen to' },
  {
    remark: {
      kind: 'text',
      label: { zh: '怎样处理的（选填）', en: 'How (optional)' },
      hint: { zh: '例如“已电话答复”。只在此保存，请勿写号码。', en: 'Such as “answered by phone”. Kept here; no numbers, please.' }, // prettier-ignore
      maxLength: 200,
      optional: true,
    },
  },
)
