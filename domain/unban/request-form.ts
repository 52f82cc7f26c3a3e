/**
 * 关于人员问题业务处理的表格 in a mail: found by its headings in any attachment, or in the body where none is attached;
 * otherwise the codes of the mail itself (spec 10-unban, The mail and Entry checks 1; reference/email.md 7.2).
 */
import type { FoundTable, MailBadge, ReadAttachment, ReadMail } from '../mail/types.ts'
import { hasWrongExtension, isHarmful, meaningOf } from './attachment-meaning.ts'
import { formRowsMax } from './blank-form.ts'
import { isCloudHost } from './cloud-links.ts'
import { readFormTable, type ReadTable, type TableRow } from './read-table.ts'
import type { CodeFound, FormRow } from './types.ts'

export interface FormRead {
  readonly kind: 'form'
  /** Numbered over all forms in the order of the mail, from 1; at least one. */
  readonly rows: readonly FormRow[]
  readonly contact: string
  readonly phone: string
  readonly badges: readonly MailBadge[]
  /** Rows whose ID cell was a number and has lost digits (R09). */
  readonly lossy: readonly number[]
  /** Rows whose 业务类型 says neither 绑定 nor 解禁 (R02). */
  readonly unclearBusiness: readonly number[]
  /** Attachments beside the form that might have been another one and could not be read: R03, R17. */
  readonly unread: readonly CodeFound[]
}
interface FormReturned {
  readonly kind: 'returned'
  readonly codes: readonly CodeFound[]
  /** R18: the files go to quarantine. */
  readonly harmful: boolean
  readonly badges: readonly MailBadge[]
}
export type FormsRead = FormRead | FormReturned

interface Form {
  readonly attachment: ReadAttachment | null
  readonly contact: string
  readonly phone: string
  readonly rows: readonly TableRow[]
}

/** @param headersOnly the mail is over 60 MiB and only its header was read. */
export function readRequestForms(mail: ReadMail, { headersOnly = false } = {}): FormsRead {
  if (headersOnly) return returned([{ code: 'R17', why: 'mail' }])
  const harmful = mail.attachments.filter(isHarmful)
  // Nothing else is looked at beside a program.
  if (harmful.length > 0) return returned([{ code: 'R18', items: harmful.map(({ name }) => name) }])
  const attached = formsIn(mail, 'attachment')
  // A table in the body counts only where none is attached: mails quote their lists.
  const forms = attached.length > 0 ? attached : formsIn(mail, 'body').filter(isNotOurAnswer)
  if (forms.length === 0) return returned(reasonsWithoutForm(mail))
  const rows = forms.flatMap((form) => form.rows)
  const tooMany = rows.length > formRowsMax || mail.attachments.some(({ problem }) => problem === 'tooManyRows')
  if (tooMany) return returned([{ code: 'R17', why: 'rows' }])
  if (rows.length === 0) return returned([{ code: 'R01', why: 'noRows' }])
  return {
    kind: 'form',
    rows: rows.map(({ lossy: _lossy, unclearBusiness: _unclear, ...row }, index) => ({ n: index + 1, ...row })),
    contact: forms.find(({ contact }) => contact !== '')?.contact ?? '',
    phone: forms.find(({ phone }) => phone !== '')?.phone ?? '',
    badges: badgesOf(forms),
    lossy: numbersWhere(rows, (row) => row.lossy),
    unclearBusiness: numbersWhere(rows, (row) => row.unclearBusiness),
    unread: unreadBeside(mail),
  }
}

function returned(codes: readonly CodeFound[]): FormReturned {
  return { kind: 'returned', codes, harmful: codes.some(({ code }) => code === 'R18'), badges: [] }
}

function formsIn(mail: ReadMail, source: FoundTable['source']): Form[] {
  return mail.tables
    .filter((table) => table.source === source)
    .flatMap((table) => {
      const read: ReadTable = readFormTable(table)
      return read.ok ? [{ ...read, attachment: mail.attachments[table.attachment] ?? null }] : []
    })
}

/** A reply may quote our answer, whose list has the same headings and masked names (张*). */
function isNotOurAnswer(form: Form): boolean {
  return !form.rows.some(({ name }) => /[*＊]/u.test(name))
}

function numbersWhere(rows: readonly TableRow[], holds: (row: TableRow) => boolean): number[] {
  return rows.flatMap((row, index) => (holds(row) ? [index + 1] : []))
}

function badgesOf(forms: readonly Form[]): MailBadge[] {
  const some = (holds: (attachment: ReadAttachment) => boolean) =>
    forms.some(({ attachment }) => attachment !== null && holds(attachment))
  const found: Partial<Record<MailBadge, boolean>> = {
    macros: some(({ hasMacros }) => hasMacros),
    csv: some(({ kind }) => kind === 'csv' || kind === 'html'),
    wpsFile: some(({ kind, name }) => kind === 'xls' && /\.ett?$/iu.test(name)),
    bodyTable: forms.some(({ attachment }) => attachment === null),
    wrongExtension: some(hasWrongExtension),
  }
  return (Object.keys(found) as MailBadge[]).filter((badge) => found[badge])
}

/** An archive beside a form is taken for its enclosures: scans are often sent so. */
const mightHaveBeenTheForm: readonly string[] = ['R03', 'R17']

function unreadBeside(mail: ReadMail): CodeFound[] {
  return attachmentCodes(mail).filter(({ code }) => mightHaveBeenTheForm.includes(code))
}

/**
 * Why there is no form, every reason at once. A picture is a reason only where no file might have been the form, and an
 * odd table in the body only where nothing else was sent: signatures are tables too.
 */
function reasonsWithoutForm(mail: ReadMail): CodeFound[] {
  const attached = attachmentCodes(mail)
  const files = attached.filter(({ code }) => code !== 'R19')
  if (files.length > 0) return files
  const links = mail.linkHosts.filter(isCloudHost)
  const instead: CodeFound[] = [
    ...(links.length > 0 ? [{ code: 'R05', items: [...new Set(links)] } as const] : []),
    ...attached,
  ]
  if (instead.length > 0) return instead
  const odd = mail.tables.find((table) => table.source === 'body' && isTabular(table) && missingIn(table).length > 0)
  return [
    odd === undefined ? { code: 'R01', why: 'nothing' } : { code: 'R02', why: 'bodyHeadings', items: missingIn(odd) },
  ]
}

/** One entry for each code and cause, with the names of the files it is said of. */
function attachmentCodes(mail: ReadMail): CodeFound[] {
  const found = new Map<string, CodeFound>()
  for (const [index, attachment] of mail.attachments.entries()) {
    const meaning = meaningIn(mail, attachment, index)
    if (meaning === null) continue
    const key = `${meaning.code}/${meaning.why ?? ''}`
    found.set(key, { ...meaning, items: [...new Set([...(found.get(key)?.items ?? []), ...(meaning.items ?? [])])] })
  }
  return [...found.values()].sort((a, b) => a.code.localeCompare(b.code))
}

/** A table that is not the form is named by the headings it lacks; one that is, by nothing. */
function meaningIn(mail: ReadMail, attachment: ReadAttachment, index: number): CodeFound | null {
  const meaning = meaningOf(attachment)
  const table = mail.tables.find((candidate) => candidate.attachment === index)
  if (table === undefined) return meaning
  const missing = missingIn(table)
  if (missing.length === 0) return null
  return meaning === null || meaning.code === 'R02' ? { code: 'R02', why: 'headings', items: missing } : meaning
}

function missingIn(table: FoundTable): readonly string[] {
  const read = readFormTable(table)
  return read.ok ? [] : read.missing
}

/** More than a line or a column of layout. */
function isTabular({ cells }: FoundTable): boolean {
  const filled = cells.map((row) => row.filter((cell) => cell.trim() !== '').length)
  return filled.filter((count) => count >= 2).length >= 2
}
