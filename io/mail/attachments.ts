/**
 * 附件 — every file of a mail in its order, told by content, and the tables in them. What lies in winmail.dat or in an archive
 * is listed in its place, as if it had been attached; what lies in a forwarded mail, behind it. Nothing is opened deeper
 * than three levels. Of an archive with several files one must be the form, or every table in it (reference/email.md 7.2).
 */
import { createHash } from 'node:crypto'
import type { AttachmentProblem, ContentKind, FoundTable, ReadAttachment } from '../../domain/mail/types.ts'
import { readFormTable } from '../../domain/unban/read-table.ts'
import { nameInArchive, unpackArchive } from '../archive.ts'
import { isCompoundFile, openCompoundFile } from '../compound-file.ts'
import { kindOfFile } from '../content-kind.ts'
import { isWorkbookName, shownName } from '../file-name.ts'
import { isTableKind, readTable, type TableKind } from '../read-table.ts'
import { decodeText } from '../text.ts'
import { listZip } from '../zip.ts'
import type { MailPart } from './part-reader.ts'
import { takeApart } from './parts.ts'
import { filesInTnef } from './tnef.ts'

const attachmentLimits = {
  /** Files that are opened; pictures within the text are not counted. */
  opened: 20,
  /** Files that are listed. */
  listed: 200,
  /** How deep a form may lie: mail, forwarded mail, archive. */
  depth: 3,
} as const

/** Under the name of a workbook they are one that was damaged, or something else given its name: not passed over. */
const noForm: ReadonlySet<ContentKind> = new Set(['unknown', 'text'])

type Draft = { -readonly [Key in keyof ReadAttachment]: ReadAttachment[Key] } & {
  contentId: string | null
  attached: boolean
}

interface File {
  readonly name: string | null
  readonly bytes: Buffer
  readonly contentId?: string | null
  readonly attached?: boolean
}

interface Opening {
  readonly bytes: Buffer
  readonly draft: Draft
  readonly index: number
  readonly depth: number
}
type Opener = (opening: Opening) => Promise<AttachmentProblem | null>

export class Attachments {
  readonly tables: FoundTable[] = []
  readonly #drafts: Draft[] = []
  readonly #options: { readonly openFiles: boolean }
  /** Takes the bodies out of an inner mail and gives back its files. */
  readonly #takeBodies: (parts: readonly MailPart[]) => readonly MailPart[]
  #opened = 0

  constructor(
    options: { readonly openFiles: boolean },
    takeBodies: (parts: readonly MailPart[]) => readonly MailPart[],
  ) {
    this.#options = options
    this.#takeBodies = takeBodies
  }

  async add(files: readonly File[], depth = 1): Promise<void> {
    // A harmful file anywhere: the mail goes to quarantine, and nothing else in it is opened.
    const kinds = files.map((file) => kindOfFile(file.bytes, file.name ?? ''))
    const harmful = kinds.includes('executable') || this.#drafts.some((draft) => draft.kind === 'executable')
    for (const [index, file] of files.entries()) {
      if (this.#drafts.length >= attachmentLimits.listed) return
      await this.#addFile(file, kinds[index] ?? 'unknown', depth, harmful)
    }
  }

  /** @param shown content ids of the pictures that the text shows. */
  list(shown: ReadonlySet<string>): readonly ReadAttachment[] {
    return this.#drafts.map(({ contentId, attached, ...draft }) => ({
      ...draft,
      inline: draft.kind === 'image' && contentId !== null && (!attached || shown.has(contentId)),
    }))
  }

  async #addFile(file: File, kind: ContentKind, depth: number, harmful: boolean): Promise<void> {
    const draft: Draft = {
      name: shownName(file.name),
      size: file.bytes.length,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
      kind,
      inline: false,
      hasMacros: hasMacros(file.bytes, kind),
      problem: null,
      contentId: file.contentId ?? null,
      attached: file.attached ?? true,
    }
    const index = this.#drafts.push(draft) - 1
    const open = this.#openers[kind]
    if (harmful) return
    if (open !== null) draft.problem = await this.#tryToOpen(() => open({ bytes: file.bytes, draft, index, depth }))
    else if (noForm.has(kind) && isWorkbookName(file.name ?? '')) draft.problem = 'damaged'
  }

  async #tryToOpen(open: () => Promise<AttachmentProblem | null>): Promise<AttachmentProblem | null> {
    if (!this.#options.openFiles) return 'tooSlow'
    this.#opened += 1
    return this.#opened > attachmentLimits.opened ? 'tooLarge' : open()
  }

  /** How each kind is searched for a form; null: it holds none. */
  readonly #openers: Readonly<Record<ContentKind, Opener | null>> = {
    xlsx: (opening) => this.#openTable(opening, 'xlsx'),
    xls: (opening) => this.#openTable(opening, 'xls'),
    csv: (opening) => this.#openTable(opening, 'csv'),
    html: (opening) => this.#openTable(opening, 'html'),
    mail: (opening) => this.#openMail(opening),
    tnef: (opening) => this.#openTnef(opening),
    archive: (opening) => this.#openArchive(opening),
    encrypted: () => Promise.resolve('password'),
    text: null,
    image: null,
    pdf: null,
    word: null,
    executable: null,
    calendar: null,
    vcard: null,
    signature: null,
    unknown: null,
  }

  async #openTable({ bytes, draft, index }: Opening, kind: TableKind): Promise<AttachmentProblem | null> {
    const reading = await readTable(bytes, kind)
    if ('problem' in reading) return reading.problem
    const { cells, lossyCells } = reading
    if (cells.length > 0) this.tables.push({ source: 'attachment', attachment: index, cells, lossyCells })
    // Such as the page of a sign-in, saved in place of the form.
    return cells.length === 0 && kind === 'html' && isWorkbookName(draft.name) ? 'damaged' : null
  }

  async #openMail({ bytes, depth }: Opening): Promise<AttachmentProblem | null> {
    if (depth > attachmentLimits.depth) return 'archive'
    // Outlook's own format (.msg) is a mail that only Outlook reads.
    const parts = isCompoundFile(bytes) ? null : await takeApart(bytes)
    if (parts === null) return 'damaged'
    await this.add(this.#takeBodies(parts), depth + 1)
    return null
  }

  async #openTnef({ bytes, depth }: Opening): Promise<AttachmentProblem | null> {
    const files = filesInTnef(bytes, decodeText)
    if (files.length === 0 || depth > attachmentLimits.depth) return 'tnef'
    this.#drafts.pop()
    await this.add(files, depth + 1)
    return null
  }

  async #openArchive({ bytes, draft, depth }: Opening): Promise<AttachmentProblem | null> {
    if (depth > attachmentLimits.depth) return 'archive'
    const unpacked = await unpackArchive(bytes)
    if (unpacked.kind === 'program') {
      draft.kind = 'executable'
      return null
    }
    // A workbook cut short looks like an archive without its directory: its name says what it was meant to be.
    if (unpacked.kind === 'problem')
      return unpacked.problem === 'archiveDamaged' && isWorkbookName(draft.name) ? 'damaged' : unpacked.problem
    if (unpacked.files.length === 0) return 'archive'
    const files = unpacked.files.map((file, at) => ({ ...file, name: nameInArchive(file, draft.name, at + 1) }))
    return (await this.#takeFilesOf(files, depth)) ? null : 'archive'
  }

  /** The archive is the last that was listed; its files take its place, unless it is unclear which of them is the form. */
  async #takeFilesOf(files: readonly File[], depth: number): Promise<boolean> {
    const archive = this.#drafts.pop()
    const before = { drafts: this.#drafts.length, tables: this.tables.length }
    await this.add(files, depth + 1)
    const inside = this.#drafts.slice(before.drafts)
    if (files.length === 1 || inside.some(({ kind }) => kind === 'executable')) return true
    const tables = this.tables.slice(before.tables)
    const forms = tables.filter((table) => readFormTable(table).ok)
    if (forms.length === 1 || (forms.length > 1 && forms.length === inside.filter(({ kind }) => isTableKind(kind)).length)) return true // prettier-ignore
    this.#drafts.length = before.drafts
    this.tables.length = before.tables
    if (archive !== undefined) this.#drafts.push(archive)
    return false
  }
}

function hasMacros(bytes: Buffer, kind: ContentKind): boolean {
  if (kind === 'xlsx') return listZip(bytes)?.some((entry) => /vbaProject\.bin$/i.test(entry.name)) ?? false
  if (kind === 'xls') return openCompoundFile(bytes)?.names.includes('_VBA_PROJECT_CUR') ?? false
  return false
}
