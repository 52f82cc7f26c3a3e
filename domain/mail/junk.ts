/**
 * 垃圾邮件中的申请 — a wrongly filtered application must not lose its place: what in the Junk folder carries a table or an
 * archive is taken like any other mail; the rest is left to the filter (reference/email.md 3.4 step 7).
 */
import type { ContentKind, ReadMail } from './types.ts'

/** Kinds of file that may hold the form. Pictures and documents are what junk is made of. */
const mayHoldForm: Readonly<Record<ContentKind, boolean>> = {
  xlsx: true,
  xls: true,
  csv: true,
  html: false,
  text: false,
  image: false,
  pdf: false,
  word: false,
  archive: true,
  encrypted: true,
  tnef: true,
  mail: false,
  executable: false,
  calendar: false,
  vcard: false,
  signature: false,
  unknown: false,
}

export function mayBeApplication({ attachments, tables }: Pick<ReadMail, 'attachments' | 'tables'>): boolean {
  return attachments.some(({ kind }) => mayHoldForm[kind]) || tables.some(({ source }) => source === 'attachment')
}
