/**
 * 新增人员 /persons/new and 修改人员 /persons/:id/edit. Whatever was typed is a draft first: errors, a lost session, a lost
 * process and a second editor cost nothing of it.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readPerson, type PersonRecord } from '../../db/read/persons.ts'
import { savePerson, type SaveOutcome } from '../../db/write/web/persons/save.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { readIdNumber } from '../../domain/codes/id-number.ts'
import type { FormError } from '../../domain/forms/checkers.ts'
import { denialWords } from '../../domain/policy/denials.ts'
import { paperMaxBytes } from '../../domain/person/papers.ts'
import type { WebDeps } from '../deps.ts'
import { momentText } from '../format.ts'
import { notice, type Notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Found, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, page, seeOther, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { ownEnterprise, type OwnEnterprise } from './own-enterprise.ts'
import { changePersonTitle, newPersonTitle, presentPersonForm } from './form-presenter.ts'
import { buildFormModel, type Shown } from './form-model.ts'
import { applyForm } from './form-body.ts'
import { dropPersonDraft, formIdForm, isSavedForm, keepPersonDraft, personDraftForm, readPersonDraft, subjectOf, type About } from './person-drafts.ts' // prettier-ignore
import { resourceOf } from './resource.ts'
import { firstWords, goneWords, knownNotice, knownWords, lockedProblem } from './save-words.ts'
import { judge, typedOf, withPost } from './record-typed.ts'
import { knownFiles } from './known-files.ts'
import { filesMax, takeFiles } from './take-files.ts'
import { readTyped, textOf, type Typed } from './typed.ts'

type Deps = Pick<WebDeps, 'db' | 'vault' | 'files' | 'sandbox'>

const formId = z.string().regex(formIdForm)
/** Fields of the declared form, flat (`certificates[0].number`) or, from a program, with lists of rows. */
const formBody = z.looseObject({
  formId: formId.optional(),
  version: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
  act: z.enum(['save', 'more', 'keep']).optional(),
})
const files = { maxBytes: paperMaxBytes, maxFiles: filesMax } as const

export function personFormRoutes(deps: Deps): Route[] {
  const { db, vault } = deps
  const own = ownEnterprise(deps, 'person.create')
  const find = async ({ params }: { params: { id: number } }): Promise<Found<PersonRecord> | null> => {
    const person = await readPerson(db, params.id)
    return person === undefined ? null : { resource: resourceOf(person), record: person }
  }
  const ownerOf = async (visit: Visit): Promise<OwnEnterprise> => {
    const found = await own.find({}, visit)
    if (found === null) throw new Error('Only behind a policy that asks for an enterprise.')
    return found.record
  }

  const show = async (visit: Visit, shown: Shown, said: Notice | null, status = 200): Promise<Reply> => {
    const model = await buildFormModel(deps, visit, shown)
    const title = shown.person === null ? newPersonTitle : changePersonTitle
    const json = {
      formId: model.formId,
      version: model.version,
      errors: model.errors.map(({ path, message }) => ({ path, sentence: say(visit.language, message) })),
      missing: model.checks.filter(({ ok }) => !ok).map(({ key, item, words }) => ({ check: key, item, sentence: say(visit.language, words) })), // prettier-ignore
      differences: model.differences,
    }
    return page('persons/form', say(visit.language, title), presentPersonForm(model, visit, said), json, status)
  }

  /** The form as it opens: the draft, or the record as it is. */
  const open = async (visit: Visit, about: About, person: PersonRecord | null, enterprise: OwnEnterprise) => {
    const draft = await readPersonDraft(deps, signedInOf(visit).actor.accountId, about)
    const fresh = person === null ? { 'socialSecurity[0].payer': enterprise.name } : typedOf(person)
    return show(
      visit,
      { about, enterprise, person, typed: draft?.typed ?? fresh, errors: [], draftSavedAt: draft?.savedAt ?? null },
      null,
    )
  }

  const submit = async (
    visit: Visit,
    input: { body: z.output<typeof formBody>; files: Parameters<typeof takeFiles>[2] },
    about: About,
    person: PersonRecord | null,
    enterprise: OwnEnterprise,
  ): Promise<Reply> => {
    const { accountId } = signedInOf(visit).actor
    const { taken, errors: fileErrors } = await takeFiles(deps, enterprise.id, input.files)
    const { typed: applied, errors: countErrors } = applyForm(readTyped(input.body), taken)
    const typed = input.body.act === 'more' || input.body.act === 'keep' ? applied : withPost(applied)
    // First of all, so that nothing below can lose it.
    await keepPersonDraft(deps, accountId, about, typed)
    const again = (errors: readonly FormError[], said: Notice | null = null, status = 400) =>
      show(visit, { about, enterprise, person, typed, errors, draftSavedAt: null }, said, status)
    const uploadErrors = [...fileErrors, ...countErrors]
    if (uploadErrors.length > 0) return again(uploadErrors)
    if (input.body.act === 'more' || input.body.act === 'keep') {
      const back = about.kind === 'new' ? paths.personNew(about.formId) : paths.personEdit(about.personId)
      return seeOther(`${back}#certificates`, { formId: input.body.formId ?? null })
    }
    const today = dayOf(visit.now)
    const who = person === null ? null : readIdNumber(vault.open(person.id_cipher), today)
    if (who !== null && !who.ok) throw new Error('The record holds an ID number that cannot be read.')
    const known = await knownFiles(deps, enterprise.id, person, typed)
    const judged = judge(typed, known, today, who === null ? null : who.value)
    if (!judged.ok) return again(judged.errors)
    const what =
      about.kind === 'change'
        ? { kind: 'change' as const, personId: about.personId, version: Number(input.body.version ?? 0) }
        : judged.idNumber === undefined
          ? null
          : { kind: 'new' as const, idNumber: judged.idNumber }
    if (what === null) throw new Error('A new person was judged without an ID number.')
    const outcome = await savePerson(db, vault, {
      formId: input.body.formId ?? randomUUID(),
      accountId,
      enterpriseId: enterprise.id,
      content: judged.content,
      what,
      draft: { form: personDraftForm, subject: subjectOf(about) },
    })
    return answer(visit, outcome, again, async (first) => {
      const now = person === null ? null : await readPerson(db, person.id)
      return show(
        visit,
        { about, enterprise, person: now ?? person, typed, errors: [], draftSavedAt: null, differs: true },
        first,
        409,
      )
    })
  }

  return [
    route({
      method: 'get',
      path: patterns.personNew,
      summary: { zh: '新增人员', en: 'The form for adding a person; ?form= finds an unfinished one again' },
      query: z.object({ form: formId.optional().catch(undefined) }),
      policy: own,
      handle: async (visit, { query }, enterprise) => {
        const asked = { kind: 'new', enterpriseId: enterprise.id, formId: query.form ?? randomUUID() } as const
        const isSaved = query.form !== undefined && (await isSavedForm(deps, asked))
        const about = isSaved ? { ...asked, formId: randomUUID() } : asked
        // The form's id is part of the address: a reload, or coming back after signing in, finds what was typed. One that
        // has been saved keeps nothing any more: the next person gets a form of their own.
        if (about.formId !== query.form && !visit.wantsJson) return seeOther(paths.personNew(about.formId))
        return open(visit, about, null, enterprise)
      },
    }),
    route({
      method: 'post',
      path: patterns.personNew,
      summary: { zh: '保存新增的人员', en: 'Add a person; may be incomplete, must not be wrong' },
      body: formBody,
      files,
      policy: own,
      typed: ({ body }) => typedNew(body),
      handle: (visit, input, enterprise) => {
        const about = { kind: 'new', enterpriseId: enterprise.id, formId: input.body.formId ?? randomUUID() } as const
        return submit(visit, input, about, null, enterprise)
      },
    }),
    route({
      method: 'get',
      path: patterns.personEdit,
      summary: { zh: '修改人员', en: 'The form for changing a person' },
      params: idParam,
      policy: { kind: 'may', action: 'person.edit', find },
      denied: (_visit, { params }, _person, why) => Promise.resolve(why === 'recordLocked' ? fails(lockedProblem(params.id)) : null), // prettier-ignore
      handle: async (visit, { params }, person) => {
        const enterprise = await ownerOf(visit)
        return open(visit, { kind: 'change', enterpriseId: enterprise.id, personId: params.id }, person, enterprise)
      },
    }),
    route({
      method: 'post',
      path: patterns.personEdit,
      summary: { zh: '保存修改', en: 'Change a person: 禁用 and 暂扣 afterwards; refused when somebody was first' },
      params: idParam,
      body: formBody,
      files,
      policy: { kind: 'may', action: 'person.edit', find },
      typed: ({ params, body }) => typedChange(params.id, body),
      denied: async (visit, { params, body }, _person, why) => {
        if (why !== 'recordLocked') return null
        const { actor } = signedInOf(visit)
        const about = { kind: 'change', enterpriseId: actor.enterpriseId ?? 0, personId: params.id } as const
        await keepPersonDraft(deps, actor.accountId, about, applyForm(readTyped(body), []).typed)
        return locked(visit, params.id)
      },
      handle: async (visit, input, person) => {
        const enterprise = await ownerOf(visit)
        const about = { kind: 'change', enterpriseId: enterprise.id, personId: person.id } as const
        return submit(visit, input, about, person, enterprise)
      },
    }),
    route({
      method: 'post',
      path: patterns.personDraftDrop,
      summary: { zh: '放弃草稿', en: 'Discard what was typed and not saved' },
      body: z.object({ formId: formId.optional(), back: z.string().max(200).optional() }),
      policy: own,
      handle: async (visit, { body }, enterprise) => {
        const { accountId } = signedInOf(visit).actor
        const id = /^\/persons\/(\d{1,15})\/edit$/.exec(body.back ?? '')?.[1]
        const about: About =
          id === undefined
            ? { kind: 'new', enterpriseId: enterprise.id, formId: body.formId ?? '' }
            : { kind: 'change', enterpriseId: enterprise.id, personId: Number(id) }
        await dropPersonDraft(deps, accountId, about)
        return seeOther(id === undefined ? paths.persons() : paths.personEdit(Number(id)))
      },
    }),
  ]

  function answer(
    visit: Visit,
    outcome: SaveOutcome,
    again: (errors: readonly FormError[], said?: Notice | null, status?: number) => Promise<Reply>,
    showFirst: (said: Notice) => Promise<Reply>,
  ): Promise<Reply> | Reply {
    const { language } = visit
    const answers: {
      [Kind in SaveOutcome['kind']]: (it: Extract<SaveOutcome, { kind: Kind }>) => Promise<Reply> | Reply
    } = {
      saved: ({ personId }) => seeOther(paths.person(personId, { notice: 'saved' }), { personId, outcome: 'saved' }),
      already: ({ personId }) =>
        seeOther(paths.person(personId, { notice: 'saved' }), { personId, outcome: 'already' }),
      unchanged: ({ personId }) => seeOther(paths.person(personId, { notice: 'unchanged' }), { personId, outcome: 'unchanged' }), // prettier-ignore
      refused: ({ errors }) => again(errors),
      known: ({ whose, personId }) => again([{ path: 'idNumber', message: knownWords[whose] }], knownNotice(language, whose, personId), 409), // prettier-ignore
      changedMeanwhile: ({ by, at }) => showFirst(notice(language, 'warning', firstWords(by, momentText(at)))),
      underReview: () => again([], notice(language, 'warning', denialWords.recordLocked), 409),
      gone: () => fails(problem('conflict', { sentence: goneWords })),
    }
    return (answers[outcome.kind] as (it: SaveOutcome) => Promise<Reply> | Reply)(outcome)
  }
}

const typedNew = (body: z.output<typeof formBody>) => {
  const typed = applyForm(readTyped(body), []).typed
  // The enterprise is not known any more: the page's own field says which it was.
  const enterpriseId = Number(textOf(typed, 'enterpriseId'))
  return body.formId === undefined || !Number.isSafeInteger(enterpriseId) || enterpriseId < 1
    ? null
    : { form: personDraftForm, subject: subjectOf({ kind: 'new', enterpriseId, formId: body.formId }), body: typed }
}
const typedChange = (personId: number, body: z.output<typeof formBody>) => {
  const typed: Typed = applyForm(readTyped(body), []).typed
  const enterpriseId = Number(textOf(typed, 'enterpriseId'))
  return !Number.isSafeInteger(enterpriseId) || enterpriseId < 1
    ? null
    : { form: personDraftForm, subject: subjectOf({ kind: 'change', enterpriseId, personId }), body: typed }
}

function locked(visit: Visit, personId: number): Reply {
  if (visit.wantsJson) return fails(problem('conflict', { code: 'recordLocked', sentence: denialWords.recordLocked }))
  return seeOther(paths.person(personId, { notice: 'locked' }))
}
