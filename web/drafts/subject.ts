/** Forms that keep drafts, and what each draft is about. */
export const draftForms = ['decision'] as const
export type DraftForm = (typeof draftForms)[number]
export const decisionSubject = (requestId: number, rowId: number | '' = ''): string =>
  `request:${requestId}/row:${rowId}`
