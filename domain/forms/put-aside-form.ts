/** 搁置 — why a request cannot be decided now; reason and words go into the letter to its sender. */
import { putAsideWords, saysWhyAside } from '../unban/put-aside.ts'
import { defineForm } from './define-form.ts'

export const putAsideForm = defineForm(
  'put-aside',
  { zh: '搁置', en: 'Put aside' },
  {
    reason: { kind: 'choice', label: { zh: '搁置原因', en: 'Reason' }, options: putAsideWords },
    text: {
      kind: 'text',
      label: { zh: '补充说明（会写进告知邮件）', en: 'In your own words (goes into the letter)' },
      maxLength: 200,
      optional: true,
    },
  },
  [
    {
      field: 'text',
      message: { zh: '原因选“其他原因”时，请写明是什么原因。', en: 'With “Another reason”, please say which.' },
      holds: ({ reason, text }) => saysWhyAside(reason, text ?? ''),
    },
  ],
)
