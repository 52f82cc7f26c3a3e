/** 备注 and 收回占用 — words of the staff for the staff; the sender never sees them. */
import { defineForm } from './define-form.ts'

export const noteForm = defineForm(
  'note',
  { zh: '备注', en: 'Note' },
  {
    text: {
      kind: 'longText',
      label: { zh: '备注（仅本机构工作人员可见）', en: 'Note (for the staff only)' },
      maxLength: 1_000,
    },
  },
)

export const revokeClaimForm = defineForm(
  'revoke-claim',
  { zh: '收回占用', en: 'Take back the claim' },
  {
    reason: {
      kind: 'text',
      label: { zh: '收回原因（记入备注，同事可见）', en: 'Reason (kept as a note for colleagues)' },
      maxLength: 200,
    },
  },
)
