/** 检索 /search — one box for people, enterprises, requests and mails. A number of a person is posted and never in an address. */
import { z } from 'zod'
import { findEnterpriseByCode, readSearch } from '../../db/read/search.ts'
import { findPersonByKey, readPerson } from '../../db/read/persons.ts'
import { readEnterprise } from '../../db/read/enterprises.ts'
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { readCreditCode } from '../../domain/codes/credit-code.ts'
import { readIdNumber } from '../../domain/codes/id-number.ts'
import { can } from '../../domain/policy/can.ts'
import { isAssociationStaff, personScope } from '../../domain/policy/person-scope.ts'
import type { Actor } from '../../domain/policy/types.ts'
import { holdsNumberOfPerson, searchKey, searchLeast, searchMost } from '../../domain/search/key.ts'
import type { WebDeps } from '../deps.ts'
import { notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, page, seeOther, type Reply } from '../reply.ts'
import { actorOf, signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { resourceOf } from '../enterprises/model.ts'
import { presentSearch, searchTitle } from './presenter.ts'

const numberWords: Words = {
  zh: '为保护个人信息，身份证号和手机号不能写在网址里，请在页首的查找框中输入。',
  en: 'To protect personal data such a number must not be part of an address. Please use the search box at the top.',
}
const notFoundWords: Words = {
  zh: '没有找到这个号码，或不在您可查看的范围内。',
  en: 'There is no such number, or not within what you may see.',
}

export function searchRoutes({ db, vault }: Pick<WebDeps, 'db' | 'vault'>): Route[] {
  const anybody: Policy<unknown, null> = {
    kind: 'may',
    action: 'search.use',
    find: () => ({ resource: { kind: 'none' }, record: null }),
  }
  const notThere = (visit: Visit): Reply =>
    visit.wantsJson ? fails(problem('notFound', { sentence: notFoundWords })) : seeOther(paths.search(undefined, 'notFound')) // prettier-ignore

  /** Not there and not yours look the same. */
  const personBy = async (idNumber: string, actor: Actor | null): Promise<number | null> => {
    const id = await findPersonByKey(db, vault.lookup('idNumber', idNumber))
    const person = id === null ? undefined : await readPerson(db, id)
    if (person === undefined) return null
    const resource = { kind: 'person', enterpriseId: person.enterprise_id, regionCode: person.owner_region } as const
    return can(actor, 'person.view', resource).allowed ? person.id : null
  }
  const enterpriseBy = async (code: string, actor: Actor | null): Promise<number | null> => {
    const id = await findEnterpriseByCode(db, code)
    const enterprise = id === null ? undefined : await readEnterprise(db, id)
    if (enterprise === undefined) return null
    return can(actor, 'enterprise.view', resourceOf(enterprise)).allowed ? enterprise.id : null
  }

  return [
    route({
      method: 'get',
      path: patterns.search,
      summary: { zh: '检索', en: 'People, enterprises, requests and mails, within what you may see' },
      query: z.object({
        q: z.string().max(searchMost).optional(),
        notice: z.literal('notFound').optional().catch(undefined),
      }),
      policy: anybody,
      handle: async (visit, { query }) => {
        const q = (query.q ?? '').trim()
        if (holdsNumberOfPerson(q))
          return fails(problem('badInput', { code: 'numberInAddress', sentence: numberWords }))
        const { actor } = signedInOf(visit)
        const scope = personScope(actor)
        if (scope === null) return fails(problem('forbidden'))
        const authorityId = isAssociationStaff(actor) ? actor.authorityId : null
        const found = await readSearch(db, { ...scope, authorityId }, q)
        const length = [...searchKey(q)].length
        const unfit = length === 0 ? 'nothing' : length < searchLeast ? 'short' : null
        const said = query.notice === undefined ? null : notice(visit.language, 'warning', notFoundWords)
        const title = say(visit.language, searchTitle)
        return page('search/search', title, presentSearch(found, { q, unfit }, actor, visit, said), { q, ...found })
      },
    }),
    route({
      method: 'post',
      path: patterns.search,
      summary: {
        zh: '检索',
        en: 'Look up by a whole number, which no address may hold; other texts lead to the results',
      },
      body: z.strictObject({ q: z.string().max(searchMost) }),
      policy: anybody,
      handle: async (visit, { body }): Promise<Reply> => {
        const q = body.q.trim()
        const actor = actorOf(visit)
        const idNumber = readIdNumber(q, dayOf(visit.now))
        if (idNumber.ok) {
          const id = await personBy(idNumber.value, actor)
          if (id !== null) return seeOther(paths.person(id), { personId: id })
        }
        const code = readCreditCode(q)
        if (code.ok) {
          const id = await enterpriseBy(code.value, actor)
          if (id !== null) return seeOther(paths.enterprise(id), { enterpriseId: id })
        }
        if (idNumber.ok || holdsNumberOfPerson(q)) return notThere(visit)
        const to = paths.search(q)
        return seeOther(to, { to })
      },
    }),
  ]
}
