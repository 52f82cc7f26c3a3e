/** 新增 · 修改: everything that the page of a person's form shows. */
import { randomUUID } from 'node:crypto'
import type { OwnEnterprise } from '../../db/read/own-enterprise.ts'
import type { PersonRecord } from '../../db/read/persons.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { maskIdNumber, readIdNumber } from '../../domain/codes/id-number.ts'
import type { FormError } from '../../domain/forms/checkers.ts'
import { changePersonForm } from '../../domain/forms/person-entry-form.ts'
import type { WebDeps } from '../deps.ts'
import { momentText } from '../format.ts'
import { paths } from '../paths.ts'
import type { Visit } from '../visit.ts'
import type { Difference, FormModel } from './form-presenter.ts'
import { knownFiles } from './known-files.ts'
import type { About } from './person-drafts.ts'
import { checksOf, typedOf, withPost, type Standing } from './record-typed.ts'
import { placeOf } from './take-files.ts'
import { differingNames, listOf, textOf, type Typed } from './typed.ts'

type Deps = Pick<WebDeps, 'db' | 'vault'>

export interface Shown {
  readonly about: About
  readonly enterprise: OwnEnterprise
  readonly person: PersonRecord | null
  readonly typed: Typed
  readonly errors: readonly FormError[]
  readonly draftSavedAt: string | null
  /** Somebody was first: what differs is shown, and the next try goes on from the record as it is now. */
  readonly differs?: boolean
}

export async function buildFormModel(deps: Deps, visit: Visit, shown: Shown): Promise<FormModel> {
  const { about, enterprise, person, typed } = shown
  const files = await knownFiles(deps, enterprise.id, person, typed)
  const id = person === null ? null : readIdNumber(deps.vault.open(person.id_cipher), dayOf(visit.now))
  const typedVersion = Number(textOf(typed, 'version'))
  return {
    about: about.kind,
    action: about.kind === 'new' ? paths.personNew(about.formId) : paths.personEdit(about.personId),
    formId: about.kind === 'new' ? about.formId : randomUUID(),
    // A draft goes on from the version it was begun with, so that what changed since is not written over unseen.
    version: person === null ? null : shown.differs === true || typedVersion < 1 ? person.version : typedVersion,
    enterpriseId: enterprise.id,
    idNumber: person === null ? null : id?.ok === true ? maskIdNumber(id.value) : `…${person.id_last4}`,
    name: person?.name ?? '',
    phoneShown: phoneText(person, visit),
    hasPhone: person !== null && person.phone_last4 !== '' && !person.phone_placeholder,
    typed,
    files,
    errors: shown.errors,
    checks: checksOf(withPost(typed), standingOf(deps, visit, enterprise, person, typed)),
    differences: shown.differs === true && person !== null ? differencesOf(typed, person) : [],
    draftSavedAt: shown.draftSavedAt === null ? null : momentText(shown.draftSavedAt),
  }
}

/** Against what the checks of a form are made. */
export function standingOf(
  { vault }: Pick<Deps, 'vault'>,
  visit: Visit,
  enterprise: OwnEnterprise,
  person: PersonRecord | null,
  typed: Typed,
): Standing {
  const today = dayOf(visit.now)
  const entered = readIdNumber(textOf(typed, 'idNumber'), today)
  const idKey = person?.id_key ?? (entered.ok ? vault.lookup('idNumber', entered.value) : null)
  const position = idKey === null ? {} : { isLegalRepresentative: idKey === enterprise.legalIdKey }
  return { enterprise: enterprise.name, today, before: person, position }
}

function phoneText(person: PersonRecord | null, { language }: Visit): string {
  if (person === null || person.phone_last4 === '') return ''
  if (person.phone_placeholder) return language === 'zh' ? '现为占位号码，须更换' : 'the placeholder at present'
  return language === 'zh' ? `现为…${person.phone_last4}，不改请留空` : `…${person.phone_last4}; leave empty to keep it`
}

function differencesOf(typed: Typed, person: PersonRecord): Difference[] {
  const record = typedOf(person)
  const declared = (name: string) => Object.hasOwn(changePersonForm.fields, name.replace(/[[.].*$/, ''))
  const said = (from: Typed, name: string) => {
    const values = listOf(from, name)
    return placeOf(name) === undefined ? values.join('、') : `${values.length}`
  }
  return differingNames(typed, record)
    .filter((name) => declared(name) && !(name === 'phone' && textOf(typed, name) === ''))
    .map((name) => ({ name, yours: said(typed, name), record: name === 'phone' ? `…${person.phone_last4}` : said(record, name) })) // prettier-ignore
}
