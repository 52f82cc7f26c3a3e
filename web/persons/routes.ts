/** 人员库 /persons — the register, read. A whole ID number is never part of an address. */
import { z } from 'zod'
import {
  findPersonByKey,
  readPerson,
  readPersonHistory,
  readPersons,
  type PersonRecord,
} from '../../db/read/persons.ts'
import { readOwnEnterprise } from '../../db/read/own-enterprise.ts'
import { readLookedUp } from '../../db/read/certificate-checks.ts'
import { revealIdNumber } from '../../db/write/web/reveals.ts'
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { maskIdNumber, readIdNumber } from '../../domain/codes/id-number.ts'
import { toDos } from '../../domain/person/to-do.ts'
import { can } from '../../domain/policy/can.ts'
import { isAssociationStaff, personScope } from '../../domain/policy/person-scope.ts'
import type { WebDeps } from '../deps.ts'
import { notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Found, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, page, seeOther, type Reply } from '../reply.ts'
import { readStored } from '../stored.ts'
import { recordShas } from './known-files.ts'
import { readOwnModel, type OwnAsked } from './own-model.ts'
import { personsTitle, presentPersons } from './list-presenter.ts'
import { ownPersonsTitle, presentOwnPersons } from './own-presenter.ts'
import { readUnfinished } from './person-drafts.ts'
import type { PersonModel } from './person-model.ts'
import { personNotices, presentPerson } from './person-presenter.ts'
import { checksOf, typedOf } from './record-typed.ts'
import { certificateView, recordView } from './record-view.ts'
import { resourceOf } from './resource.ts'
import { presentRevealed, revealedTitle } from './revealed-presenter.ts'
import { sendFile } from './send-file.ts'
import { actorOf, signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'

const longestText = 60
/** Digits in a row that may be an ID number; also in a reason, which is kept in the audit log. */
const numberLike = /\d{15}/
const digitsInReason = /\d{6}/
const reasonLength = { least: 2, most: 200 } as const
const status = z.enum(['active', 'disabled']).or(z.literal('')).optional()

const numberInAddress: Words = {
  zh: '为保护个人信息，身份证号不能写在网址里。请在人员库的查找框中输入。',
  en: 'To protect personal data an ID number must not be part of an address. Please use the search box of the register.',
}
const notFoundWords: Words = {
  zh: '没有找到这个身份证号的人员，或不在您可查看的范围内。',
  en: 'Nobody with this ID number, or not within what you may see.',
}
const reasonWords: Words = {
  zh: `请用 ${reasonLength.least} 到 ${reasonLength.most} 个字写明查看原因，不要写证件号码。`,
  en: `Please say why in ${reasonLength.least} to ${reasonLength.most} characters, without any number of a document.`,
}

export function personRoutes({ db, vault, files }: Pick<WebDeps, 'db' | 'vault' | 'files'>): Route[] {
  const list: Policy<unknown, null> = {
    kind: 'may',
    action: 'person.list',
    find: () => ({ resource: { kind: 'none' }, record: null }),
  }
  const find = async ({ params }: { params: { id: number } }): Promise<Found<PersonRecord> | null> => {
    const person = await readPerson(db, params.id)
    return person === undefined ? null : { resource: resourceOf(person), record: person }
  }

  const readModel = async (person: PersonRecord, visit: Visit): Promise<PersonModel> => {
    const { actor } = signedInOf(visit)
    const authorityId = isAssociationStaff(actor) ? actor.authorityId : null
    const history = await readPersonHistory(db, person.id, actor.enterpriseId, authorityId)
    const id = readIdNumber(vault.open(person.id_cipher), dayOf(visit.now))
    return {
      id: person.id,
      version: person.version,
      name: person.name,
      idNumber: id.ok ? maskIdNumber(id.value) : `…${person.id_last4}`,
      ...recordView(person, person.id),
      enterprise: person.enterprise_id === null ? null : { id: person.enterprise_id, name: person.owner_name ?? '' },
      updatedAt: person.updated_at,
      certificates: person.certificates.map((one) => certificateView(one, person.id)),
      papers: person.files.map(({ item, sha256, size, type }) => ({ item, size, type, href: paths.personFile(person.id, sha256) })), // prettier-ignore
      history,
      ...ownPart(person, visit),
      mayReveal: can(actor, 'person.reveal', resourceOf(person)).allowed,
      lookedUp: can(actor, 'certificate.check', resourceOf(person)).allowed ? await readLookedUp(db, person.certificates) : null, // prettier-ignore
      mayDelete: can(actor, 'person.delete', resourceOf(person)).allowed,
    }
  }

  /** For its enterprise: whether it may be changed, and what is still missing today. */
  const ownPart = (person: PersonRecord, visit: Visit): Pick<PersonModel, 'edit' | 'checks'> => {
    const { actor } = signedInOf(visit)
    const verdict = can(actor, 'person.edit', resourceOf(person))
    if (!verdict.allowed && verdict.why !== 'recordLocked') return { edit: null, checks: null }
    const position = { isLegalRepresentative: person.owner_legal_key === person.id_key }
    const standing = { enterprise: person.owner_name ?? '', today: dayOf(visit.now), before: person, position }
    return { edit: verdict.allowed ? 'allowed' : 'locked', checks: checksOf(typedOf(person), standing) }
  }

  const ownList = async (visit: Visit, asked: OwnAsked, notFound: boolean): Promise<Reply | null> => {
    const { actor } = signedInOf(visit)
    if (!can(actor, 'person.lookup', { kind: 'none' }).allowed || isAssociationStaff(actor)) return null
    const enterprise = actor.enterpriseId === null ? null : await readOwnEnterprise(db, actor.enterpriseId)
    if (enterprise === null) return null
    const [model, unfinished] = await Promise.all([
      readOwnModel(db, enterprise, asked, dayOf(visit.now)),
      readUnfinished({ db, vault }, actor.accountId, enterprise.id),
    ])
    const said = notFound ? notice(visit.language, 'warning', notFoundWords) : null
    const json = { ...model, unfinished }
    return page('persons/own', say(visit.language, ownPersonsTitle), presentOwnPersons(model, asked, unfinished, visit, said), json) // prettier-ignore
  }

  return [
    route({
      method: 'get',
      path: patterns.persons,
      summary: { zh: '人员库', en: 'The register, within what you may see' },
      query: z.object({
        q: z.string().max(longestText).optional(),
        status,
        toDo: z.enum(toDos).optional().catch(undefined),
        after: z.coerce.number().int().positive().optional(),
        notice: z.literal('notFound').optional().catch(undefined),
      }),
      policy: list,
      handle: async (visit, { query }) => {
        const q = (query.q ?? '').normalize('NFKC').trim()
        if (numberLike.test(q))
          return fails(problem('badInput', { code: 'numberInAddress', sentence: numberInAddress }))
        const scope = personScope(signedInOf(visit).actor)
        if (scope === null) return fails(problem('forbidden'))
        const asked = { q, status: query.status || null, after: query.after ?? null }
        const own = await ownList(visit, { ...asked, toDo: query.toDo ?? null }, query.notice !== undefined)
        if (own !== null) return own
        const found = await readPersons(db, { scope, text: q, status: asked.status, afterId: asked.after })
        const model = { persons: found.rows, next: found.nextId }
        const said = query.notice === undefined ? null : notice(visit.language, 'warning', notFoundWords)
        return page(
          'persons/persons',
          say(visit.language, personsTitle),
          presentPersons(model, asked, visit, said),
          model,
        )
      },
    }),
    route({
      method: 'post',
      path: patterns.personSearch,
      summary: {
        zh: '查找人员',
        en: 'Look up by a whole ID number, which no address may hold; other texts lead to the list',
      },
      body: z.strictObject({ q: z.string().max(longestText), status }),
      policy: list,
      handle: async (visit, { body }) => {
        const read = readIdNumber(body.q, dayOf(visit.now))
        if (read.ok) {
          const id = await findPersonByKey(db, vault.lookup('idNumber', read.value))
          const person = id === null ? undefined : await readPerson(db, id)
          // Not there and not yours look the same.
          if (person === undefined || !can(actorOf(visit), 'person.view', resourceOf(person)).allowed) {
            if (visit.wantsJson) return fails(problem('notFound', { sentence: notFoundWords }))
            return seeOther(`${paths.persons()}?notice=notFound`)
          }
          return seeOther(paths.person(person.id), { personId: person.id })
        }
        const q = body.q.normalize('NFKC').trim()
        if (numberLike.test(q)) {
          return visit.wantsJson
            ? fails(problem('notFound', { sentence: notFoundWords }))
            : seeOther(`${paths.persons()}?notice=notFound`)
        }
        const to = paths.persons({ q, status: body.status })
        return seeOther(to, { to })
      },
    }),
    route({
      method: 'get',
      path: patterns.person,
      summary: { zh: '一名人员', en: 'One person, numbers masked' },
      params: idParam,
      query: z.object({ notice: z.enum(personNotices).optional().catch(undefined) }),
      policy: { kind: 'may', action: 'person.view', find },
      handle: async (visit, { query }, person) => {
        const model = await readModel(person, visit)
        return page('persons/person', model.name, presentPerson(model, visit, query.notice ?? null), model)
      },
    }),
    route({
      method: 'post',
      path: patterns.personReveal,
      summary: { zh: '显示完整身份证号', en: 'The whole ID number, once, with a reason that is recorded' },
      params: idParam,
      body: z.strictObject({ reason: z.string().max(2_000) }),
      policy: { kind: 'may', action: 'person.reveal', find },
      handle: async (visit, { body }, person): Promise<Reply> => {
        const reason = body.reason.trim()
        if (reason.length < reasonLength.least || reason.length > reasonLength.most || digitsInReason.test(reason)) {
          const model = await readModel(person, visit)
          const error = { notice: notice(visit.language, 'danger', reasonWords), typed: reason, words: reasonWords }
          return page(
            'persons/person',
            model.name,
            presentPerson(model, visit, null, error),
            errorJson('reasonMissing', reasonWords, visit.language),
            400,
          )
        }
        const { actor } = signedInOf(visit)
        const input = { personId: person.id, accountId: actor.accountId, chain: actor.authorityId ?? 'system', reason }
        const idNumber = await revealIdNumber(db, vault, input)
        if (idNumber === null) return fails(problem('notFound'))
        const model = presentRevealed(person.id, person.name, idNumber, visit.language)
        return page('persons/revealed', say(visit.language, revealedTitle), model, { idNumber })
      },
    }),
    route({
      method: 'get',
      path: patterns.personFile,
      summary: { zh: '照片或扫描件', en: 'A photo or scan of the person' },
      params: idParam.extend({ sha: z.string().regex(/^[0-9a-f]{64}$/) }),
      policy: { kind: 'may', action: 'person.view', find },
      handle: async (_visit, { params }, person): Promise<Reply> => {
        if (!recordShas(person).includes(params.sha)) return fails(problem('notFound'))
        const bytes = await readStored(files, params.sha)
        return bytes === null ? fails(problem('notFound')) : sendFile(bytes)
      },
    }),
  ]
}
