/** 附件: a place for files as the page prints it, with those that are kept already. */
import { papersMax } from '../../domain/person/papers.ts'
import type { Words } from '../../domain/brand.ts'
import type { FormError } from '../../domain/forms/checkers.ts'
import type { FieldMap } from '../../domain/forms/fields.ts'
import { sizeText } from '../format.ts'
import { say, type Language } from '../words.ts'
import { idOf } from './field-views.ts'
import { listOf, type Typed } from './typed.ts'

export interface ShownFile {
  readonly sha256: string
  readonly size: number
  readonly type: string
  readonly href: string
}
export interface FileFieldView {
  readonly id: string
  readonly path: string
  readonly label: string
  readonly hint: string
  readonly error: string
  /** Shown with a star. */
  readonly required: boolean
  readonly accept: string
  readonly many: boolean
  readonly most: number
  readonly dropLabel: string
  readonly files: readonly {
    readonly sha: string
    readonly href: string
    readonly isPicture: boolean
    readonly alt: string
  }[]
}

interface Shown {
  readonly language: Language
  readonly errors: readonly FormError[]
  readonly typed: Typed
  readonly files: ReadonlyMap<string, ShownFile>
}

const dropWords: Words = { zh: '删除', en: 'take away' }
const paperHint: Words = {
  zh: `PNG、JPEG 或 PDF，每个不超过 20 MB，最多 ${papersMax} 个。`,
  en: `PNG, JPEG or PDF, at most 20 MB each, ${papersMax} at most.`,
}

export function fileFieldView(
  path: string,
  field: FieldMap['attachment'],
  { language, errors, typed, files }: Shown,
  required: boolean,
): FileFieldView {
  const error = errors.find((each) => each.path === path)
  const many = field.maxFiles > 1
  const hints = [...(field.hint === undefined ? [] : [field.hint]), ...(many ? [paperHint] : [])]
  const kept = listOf(typed, path).flatMap((sha) => files.get(sha) ?? [])
  return {
    id: idOf(path),
    path,
    label: say(language, field.label),
    hint: hints.map((words) => say(language, words)).join(language === 'zh' ? '' : ' '),
    error: error === undefined ? '' : say(language, error.message),
    required,
    accept: field.types.join(','),
    many,
    most: field.maxFiles,
    dropLabel: say(language, dropWords),
    files: kept.map(({ sha256, href, type, size }, n) => ({
      sha: sha256,
      href,
      isPicture: type.startsWith('image/'),
      alt: `${say(language, field.label)}${many ? ` ${n + 1}` : ''} · ${type.slice(type.indexOf('/') + 1).toUpperCase()} · ${sizeText(size)}`,
    })),
  }
}
