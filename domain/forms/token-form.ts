/** 接口令牌 — a named, expiring token for programs (spec 60-common, Pages and People). */
import { defineForm } from './define-form.ts'

/** No token outlives a year. */
const tokenMaxDays = 365

export const tokenForm = defineForm(
  'token',
  { zh: '新建接口令牌', en: 'New API token' },
  {
    name: {
      kind: 'text',
      label: { zh: '名称', en: 'Name' },
      hint: { zh: '写明给哪个程序使用。', en: 'Say which program will use it.' },
      maxLength: 60,
    },
    days: {
      kind: 'number',
      label: { zh: '有效天数', en: 'Days valid' },
      unit: { zh: '天', en: 'days' },
      min: 1,
      max: tokenMaxDays,
    },
  },
)
