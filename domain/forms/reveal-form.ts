/** 显示完整号码 — why an ID or phone number is shown in full; the reason is kept in the audit log. */
import { defineForm } from './define-form.ts'

export const revealForm = defineForm(
  'reveal',
  { zh: '显示完整号码', en: 'Show full numbers' },
  {
    reason: {
      kind: 'text',
      label: { zh: '查看原因', en: 'Reason' },
      hint: {
        zh: '会记入审计日志。请勿填写姓名或号码。',
        en: 'It is kept in the audit log. Please write no names or numbers in it.',
      },
      maxLength: 200,
    },
  },
)
