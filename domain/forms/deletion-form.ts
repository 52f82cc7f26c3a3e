/** 删除虚假重复身份 — why, and which record is the true one; asked for with the password. */
import { defineForm } from './define-form.ts'

const reasonLeast = 10
/** Digits in a row that may be somebody's number: the reason is kept in the audit log and told to the enterprise. */
const numberLike = /\d{6}/

export const deletionForm = defineForm(
  'person-deletion',
  { zh: '删除虚假重复身份', en: 'Delete a forged second identity' },
  {
    reason: { kind: 'text', label: { zh: '删除原因', en: 'Reason' }, maxLength: 300 },
    trueRecord: {
      kind: 'number',
      label: { zh: '真实登记的页面编号', en: 'Number of the true record’s page' },
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
      optional: true,
    },
    password: {
      kind: 'password',
      label: { zh: '登录密码', en: 'Password' },
      autocomplete: 'current-password',
    },
  },
  [
    {
      field: 'reason',
      message: {
        zh: `删除原因至少 ${reasonLeast} 个字，请写明查实的经过。`,
        en: `Please give the reason in ${reasonLeast} characters or more.`,
      },
      holds: ({ reason }) => [...reason].length >= reasonLeast,
    },
    {
      field: 'reason',
      message: { zh: '删除原因中请不要写证件号码或手机号。', en: 'Please write no number of a person in the reason.' },
      holds: ({ reason }) => !numberLike.test(reason.normalize('NFKC').replace(/\s/g, '')),
    },
  ],
)
