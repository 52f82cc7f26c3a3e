/** 人员库查询 /persons/lookup — for enterprises: three answers, and of an outsider's person never more than these. */
import { z } from 'zod'
import { lookUpPerson } from '../../db/read/lookup.ts'
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { readIdNumber } from '../../domain/codes/id-number.ts'
import { idNumberField } from '../../domain/forms/person-entry-form.ts'
import { idNumberWords } from '../../domain/forms/messages.ts'
import { nameKey } from '../../domain/text/normalise.ts'
import type { WebDeps } from '../deps.ts'
import { paths, patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { errorJson, page, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { answerKinds, lookupTitle, presentLookup } from './lookup-presenter.ts'

const longestText = 60
const shortestName = 2
/** So many digits in a row are meant for a number, not a name. */
const digits = /\d{6}/

const nameWords: Words = {
  zh: `请填18位身份证号，或${shortestName}个字以上的全名。`,
  en: `Please write an ID number of 18 characters, or a full name of ${shortestName} characters or more.`,
}

export function personLookupRoutes({ db, vault }: Pick<WebDeps, 'db' | 'vault'>): Route[] {
  const policy: Policy<unknown, null> = {
    kind: 'may',
    action: 'person.lookup',
    find: () => ({ resource: { kind: 'none' }, record: null }),
  }
  const wrong = (visit: Visit, words: Words): Reply =>
    page('persons/lookup', say(visit.language, lookupTitle), presentLookup(null, words, visit.language), errorJson('badInput', words, visit.language), 400) // prettier-ignore
  return [
    route({
      method: 'get',
      path: patterns.personLookup,
      summary: { zh: '人员库查询', en: 'The page for looking somebody up' },
      policy,
      handle: (visit) =>
        page('persons/lookup', say(visit.language, lookupTitle), presentLookup(null, null, visit.language), { ask: paths.personLookup() }), // prettier-ignore
    }),
    route({
      method: 'post',
      path: patterns.personLookup,
      summary: { zh: '查询', en: 'By ID number or full name: notFound, own, other or nobody; never whose' },
      body: z.strictObject({ q: z.string().max(longestText) }),
      policy,
      handle: async (visit, { body }) => {
        const read = readIdNumber(body.q, dayOf(visit.now))
        if (!read.ok && digits.test(body.q.normalize('NFKC'))) {
          return wrong(visit, read.problem === 'empty' ? nameWords : idNumberWords[read.problem](idNumberField))
        }
        const key = nameKey(body.q)
        if (!read.ok && [...key].length < shortestName) return wrong(visit, nameWords)
        const by = read.ok ? { idKey: vault.lookup('idNumber', read.value) } : { nameKey: key }
        const { enterpriseId } = signedInOf(visit).actor
        const found = await lookUpPerson(db, enterpriseId ?? 0, by)
        const json = { answers: answerKinds(found), own: found.own.map(({ id }) => id) }
        return page(
          'persons/lookup',
          say(visit.language, lookupTitle),
          presentLookup(found, null, visit.language),
          json,
        )
      },
    }),
  ]
}
