/**
 * 附件是什么 — what each kind of attachment means to the entry checks when no form was read from it (codes R02–R04, R17–R19,
 * reference/email.md 7.2 and 13.5).
 */
import type { AttachmentProblem, ContentKind, ReadAttachment } from '../mail/types.ts'
import type { CodeFound, ReturnCode } from './types.ts'

interface Meaning {
  readonly code: ReturnCode
  readonly why?: string
}

const problems: Readonly<Record<AttachmentProblem, Meaning>> = {
  damaged: { code: 'R03', why: 'damaged' },
  password: { code: 'R03', why: 'password' },
  tnef: { code: 'R03', why: 'tnef' },
  tooSlow: { code: 'R03', why: 'tooSlow' },
  archive: { code: 'R04', why: 'unclear' },
  archivePassword: { code: 'R04', why: 'password' },
  archiveDamaged: { code: 'R04', why: 'damaged' },
  archiveTooLarge: { code: 'R04', why: 'tooLarge' },
  tooManyRows: { code: 'R17', why: 'rows' },
  tooLarge: { code: 'R17', why: 'file' },
}

/** null: not sent as the form, and passed over. */
const kinds: Readonly<Record<ContentKind, Meaning | null>> = {
  xlsx: { code: 'R02', why: 'notTable' },
  xls: { code: 'R02', why: 'notTable' },
  csv: { code: 'R02', why: 'notTable' },
  unknown: { code: 'R02', why: 'notTable' },
  image: { code: 'R19' },
  pdf: { code: 'R19' },
  word: { code: 'R19' },
  archive: { code: 'R04', why: 'unclear' },
  encrypted: { code: 'R03', why: 'password' },
  tnef: { code: 'R03', why: 'tnef' },
  executable: { code: 'R18' },
  // Mail servers add texts and pages of their own (disclaimers); what a forwarded mail holds is listed beside it.
  html: null,
  text: null,
  mail: null,
  calendar: null,
  vcard: null,
  signature: null,
}

/** What to say of an attachment that is not the form; null: nothing. */
export function meaningOf(attachment: ReadAttachment): CodeFound | null {
  if (isHarmful(attachment)) return { code: 'R18', items: [attachment.name] }
  const meaning = attachment.problem === null ? kinds[attachment.kind] : problems[attachment.problem]
  // A picture of a signature is no picture of the form.
  if (meaning === null || (meaning.code === 'R19' && attachment.inline)) return null
  return { ...meaning, items: [attachment.name] }
}

/** Names of programs whose bytes look like any text. A workbook named .exe is still a workbook, and only badged. */
const programNames =
  /\.(exe|com|scr|pif|bat|cmd|ps1|js|jse|vbs|vbe|wsf|wsh|hta|lnk|msi|msc|cpl|reg|jar|iso|img|vhd|chm)$/iu
const unrecognised: readonly ContentKind[] = ['unknown', 'text', 'html']

export function isHarmful({ kind, name }: ReadAttachment): boolean {
  return kind === 'executable' || (unrecognised.includes(kind) && programNames.test(name))
}

/** Name endings that fit what a table was read from; a file without one is no riddle. */
const endings: Partial<Readonly<Record<ContentKind, RegExp>>> = {
  xlsx: /\.(xlsx|xlsm|xltx|et)$/iu,
  xls: /\.(xls|xlt|et)$/iu,
  csv: /\.(csv|tsv|txt)$/iu,
  html: /\.html?$/iu,
}

export function hasWrongExtension({ kind, name }: ReadAttachment): boolean {
  return name.includes('.') && endings[kind]?.test(name) === false
}
