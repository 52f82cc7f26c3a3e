/** 草稿 of a person's form: found again by the form's id, or by the person. Sealed by db/write/web/drafts.ts. */
import { readDrafts } from '../../db/read/drafts.ts'
import { dropDraft, saveDraft } from '../../db/write/web/drafts.ts'
import { readSavedForms } from '../../db/read/saved-forms.ts'
import type { WebDeps } from '../deps.ts'
import { readTyped, textOf, type Typed } from './typed.ts'

type Deps = Pick<WebDeps, 'db' | 'vault'>

export const personDraftForm = 'person'
export const formIdForm = /^[0-9a-f-]{36}$/

/** What the form is about. */
export type About =
  | { readonly kind: 'new'; readonly enterpriseId: number; readonly formId: string }
  | { readonly kind: 'change'; readonly enterpriseId: number; readonly personId: number }

const startOf = (enterpriseId: number) => `enterprise:${enterpriseId}/`
export const subjectOf = (about: About): string =>
  startOf(about.enterpriseId) + (about.kind === 'new' ? `new:${about.formId}` : `person:${about.personId}`)

export interface KeptDraft {
  readonly subject: string
  readonly typed: Typed
  readonly savedAt: string
}

export async function readPersonDraft(deps: Deps, accountId: number, about: About): Promise<KeptDraft | null> {
  const subject = subjectOf(about)
  return (await readAll(deps, accountId, subject)).find((draft) => draft.subject === subject) ?? null
}

export interface UnfinishedPerson {
  readonly formId: string
  readonly name: string
  readonly savedAt: string
}

/** Whether the form has entered its person: nothing typed into it afterwards is an unfinished one. */
export const isSavedForm = async ({ db }: Pick<Deps, 'db'>, about: About): Promise<boolean> =>
  about.kind === 'new' && (await readSavedForms(db, about.enterpriseId, [about.formId])).size > 0

/** 未完成的新增, the latest first. */
export async function readUnfinished(
  deps: Deps,
  accountId: number,
  enterpriseId: number,
): Promise<readonly UnfinishedPerson[]> {
  const start = `${startOf(enterpriseId)}new:`
  const drafts = await readAll(deps, accountId, start)
  const saved = await readSavedForms(deps.db, enterpriseId, drafts.map(({ subject }) => subject.slice(start.length))) // prettier-ignore
  return drafts
    .map(({ subject, typed, savedAt }) => ({
      formId: subject.slice(start.length),
      name: textOf(typed, 'name'),
      savedAt,
    }))
    .filter(({ formId }) => !saved.has(formId))
    .sort((one, other) => (one.savedAt < other.savedAt ? 1 : -1))
}

async function readAll({ db, vault }: Deps, accountId: number, start: string): Promise<KeptDraft[]> {
  const rows = await readDrafts(db, accountId, personDraftForm, start)
  return rows.map(({ subject, bodyCipher, savedAt }) => ({
    subject,
    typed: readTyped(JSON.parse(vault.open(bodyCipher)) as Record<string, unknown>),
    savedAt,
  }))
}

/** Keeps what was typed; not of a form that has been saved, which would list its person as unfinished. */
export async function keepPersonDraft(deps: Deps, accountId: number, about: About, typed: Typed): Promise<void> {
  if (await isSavedForm(deps, about)) return
  await saveDraft(deps.db, deps.vault, { accountId, form: personDraftForm, subject: subjectOf(about), body: typed })
}

export const dropPersonDraft = ({ db }: Pick<Deps, 'db'>, accountId: number, about: About): Promise<void> =>
  dropDraft(db, { accountId, form: personDraftForm, subject: subjectOf(about) })
