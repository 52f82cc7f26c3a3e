/** 证书查验网站目录 /lookup-sites — for everybody; the chief corrects it; and the record of who looked up which certificate. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readCertificateOwner } from '../../db/read/certificate-checks.ts'
import { readLookupSites, type KnownSite } from '../../db/read/lookup-sites.ts'
import { recordCheck } from '../../db/write/web/certificate-checks.ts'
import { correctSite } from '../../db/write/web/lookup-sites.ts'
import type { Words } from '../../domain/brand.ts'
import { checkResults, isLookupSite, readSiteAddress, type CheckResult } from '../../domain/person/lookup-sites.ts'
import { can } from '../../domain/policy/can.ts'
import type { WebDeps } from '../deps.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Found, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, page, seeOther, type Reply } from '../reply.ts'
import { actorOf, signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { checkNoteMax } from './certificate-checks.ts'
import { lookupTitle, presentLookupSites, type Correcting } from './presenter.ts'

const longest = { name: 100, address: 300, howTo: 300 } as const
const results = Object.keys(checkResults) as [CheckResult, ...CheckResult[]]
const numberLike = /\d{11}/

const nameWords: Words = { zh: '请填写网站名称。', en: 'Please write the name of the site.' }
const addressWords: Words = {
  zh: '请填写政府网站的完整网址，以 https:// 或 http:// 开头，域名以 .gov.cn 或 .org.cn 结尾；不知道网址的请留空。',
  en: 'Please write the whole address of an office, beginning with https:// or http://, on a host under .gov.cn or .org.cn; leave it empty if it is not known.',
}
const staleWords: Words = {
  zh: '这一项刚被更正过，本次没有保存，请核对后再改。',
  en: 'The entry has just been corrected; nothing was saved. Please compare and try again.',
}
const noteWords: Words = {
  zh: '备注中请不要写证件号码或手机号。',
  en: 'Please write no number of a person in the note.',
}

export function lookupRoutes({ db }: Pick<WebDeps, 'db'>): Route[] {
  const show = async (
    visit: Visit,
    correcting: Correcting | null,
    corrected: boolean,
    status = 200,
  ): Promise<Reply> => {
    const sites = await readLookupSites(db)
    const mayCorrect = can(actorOf(visit), 'lookupSite.correct', { kind: 'none' }).allowed
    const model = presentLookupSites(sites, { mayCorrect, correcting, corrected }, visit)
    const json = correcting === null ? { sites } : errorJson('badInput', correcting.words, visit.language)
    return page('lookup-sites/lookup-sites', say(visit.language, lookupTitle), model, json, status)
  }
  const chief: Policy<{ params: { site: string } }, KnownSite> = {
    kind: 'may',
    action: 'lookupSite.correct',
    find: async ({ params }): Promise<Found<KnownSite> | null> => {
      const site = (await readLookupSites(db)).find((one) => one.site === params.site)
      return site === undefined ? null : { resource: { kind: 'none' }, record: site }
    },
  }
  return [
    route({
      method: 'get',
      path: patterns.lookupSites,
      summary: { zh: '证书查验网站目录', en: 'Where certificates are looked up, by province' },
      query: z.object({ notice: z.literal('corrected').optional().catch(undefined) }),
      policy: { kind: 'open', because: 'Public addresses of offices.' },
      handle: (visit, { query }) => show(visit, null, query.notice !== undefined),
    }),
    route({
      method: 'post',
      path: patterns.lookupSite,
      summary: { zh: '更正查验网站', en: 'Correct an entry of the directory' },
      params: z.object({ site: z.string().max(40) }),
      body: z.strictObject({
        version: z.coerce.number().int().min(0),
        name: z.string().max(longest.name),
        address: z.string().max(longest.address),
        howTo: z.string().max(longest.howTo),
      }),
      policy: chief,
      handle: async (visit, { params, body }, before): Promise<Reply> => {
        const { actor } = signedInOf(visit)
        const typed = {
          site: params.site,
          name: body.name.trim(),
          address: body.address.trim(),
          howTo: body.howTo.trim(),
        }
        const address = typed.address === '' ? '' : readSiteAddress(typed.address)
        if (typed.name === '') return show(visit, { ...typed, words: nameWords }, false, 400)
        if (address === null) return show(visit, { ...typed, words: addressWords }, false, 400)
        const done = await correctSite(db, {
          ...typed,
          address,
          version: body.version,
          before: { name: before.name, address: before.address },
          accountId: actor.accountId,
          authorityId: actor.authorityId ?? 'system',
        })
        if (done === 'stale') return show(visit, { ...typed, words: staleWords }, false, 409)
        return seeOther(`${paths.lookupSites({ notice: 'corrected' })}#site-${params.site}`)
      },
    }),
    route({
      method: 'post',
      path: patterns.certificateChecks,
      summary: { zh: '记录证书查验', en: 'Write down that a certificate was looked up: where, and with what result' },
      params: idParam,
      body: z.strictObject({
        formId: z.string().regex(/^[\w-]{8,60}$/).optional().default(() => randomUUID()), // prettier-ignore
        site: z.string().refine(isLookupSite),
        result: z.enum(results),
        note: z.string().max(checkNoteMax).optional().default(''),
        /** The page to come back to. */
        requestId: z.coerce.number().int().positive().optional(),
      }),
      policy: {
        kind: 'may',
        action: 'certificate.check',
        find: async ({ params }) => {
          const owner = await readCertificateOwner(db, params.id)
          if (owner === undefined) return null
          return { resource: { kind: 'person', enterpriseId: owner.enterprise_id, regionCode: owner.owner_region }, record: owner.personId } // prettier-ignore
        },
      },
      handle: async (visit, { params, body }, personId): Promise<Reply> => {
        const note = body.note.trim()
        if (numberLike.test(note.normalize('NFKC').replace(/\s/g, ''))) return fails(problem('badInput', { sentence: noteWords })) // prettier-ignore
        const { actor } = signedInOf(visit)
        await recordCheck(db, {
          certificateId: params.id,
          site: body.site,
          result: body.result,
          note,
          accountId: actor.accountId,
          authorityId: actor.authorityId ?? 'system',
          formId: body.formId,
        })
        return seeOther(`${body.requestId === undefined ? paths.person(personId) : paths.request(body.requestId)}#certificate-checks`) // prettier-ignore
      },
    }),
  ]
}
