/** 企业资料, kept by the enterprise: fields, addresses, and handing it in for approval. */
import { z } from 'zod'
import { readEnterprise } from '../../db/read/enterprises.ts'
import { addAddress, revokeAddress, type AddressAdded, type AddressRevoked } from '../../db/write/web/enterprises/addresses.ts' // prettier-ignore
import { saveProfile } from '../../db/write/web/enterprises/save.ts'
import { submitProfile, type ProfileSubmitted } from '../../db/write/web/enterprises/submit.ts'
import { dropDraft } from '../../db/write/web/drafts.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { check } from '../../domain/forms/check.ts'
import { enterpriseAddressForm, enterpriseProfileForm } from '../../domain/forms/enterprise-form.ts'
import type { Words } from '../../domain/brand.ts'
import type { WebDeps } from '../deps.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Route } from '../policy-router.ts'
import { seeOther, type Reply } from '../reply.ts'
import { signedInOf } from '../visit.ts'
import type { NoticeCode } from './labels.ts'
import { ofEnterprise, profileDraft, showEnterprise } from './show.ts'

/** A field as typed; longer than any of the form's own limits. */
const typed = z.string().max(1_000).optional().default('')
const profileBody = z.strictObject({
  version: z.coerce.number().int().positive(),
  name: typed,
  creditCode: typed,
  legalName: typed,
  legalIdNumber: typed,
  contact: typed,
  phone: typed,
  address: typed,
})

const staleWords = {
  zh: '资料刚被本企业的其他人修改过，本次没有保存。您填写的内容保留在下面，请核对后再保存。',
  en: 'A colleague has just changed the profile; nothing was saved. What you typed is kept below: please compare and save again.',
}

const submitted: Readonly<Record<ProfileSubmitted['kind'], NoticeCode>> = {
  submitted: 'submitted',
  already: 'alreadySubmitted',
  approved: 'alreadyApproved',
  missing: 'missing',
}
const addressAdded: Readonly<Record<Exclude<AddressAdded, keyof typeof addressRefused>, NoticeCode>> = {
  added: 'addressAdded',
  already: 'addressAlready',
}
const addressRevoked: Readonly<Record<AddressRevoked, NoticeCode>> = {
  revoked: 'addressRevoked',
  already: 'addressGone',
  lastRegistered: 'lastRegistered',
}
const addressRefused = {
  tooMany: {
    zh: '登记的邮箱已达上限，请先撤销不用的邮箱。',
    en: 'There are as many addresses as may be registered. Please revoke one first.',
  },
  ownMailbox: {
    zh: '这是协会收件的邮箱，不能登记为企业邮箱，请填写贵单位自己的邮箱。',
    en: 'This is the association’s own mailbox. Please give an address of your enterprise.',
  },
} as const satisfies Record<string, Words>

export function keepRoutes(deps: Pick<WebDeps, 'db' | 'vault' | 'settings'>): Route[] {
  const { db, vault } = deps
  const own = ofEnterprise(db, 'enterprise.edit')
  const back = (id: number, code: NoticeCode) => seeOther(paths.enterprise(id, { notice: code }), { outcome: code })
  return [
    route({
      method: 'post',
      path: patterns.enterpriseProfile,
      summary: { zh: '保存企业资料', en: 'Save the fields; essentials put an approved profile to approval again' },
      params: idParam,
      body: profileBody,
      policy: own(),
      typed: ({ params, body: { version: _version, ...fields } }) => ({
        form: profileDraft.form,
        subject: profileDraft.subject(params.id),
        body: fields,
      }),
      handle: async (visit, { params, body: { version, ...fields } }, record): Promise<Reply> => {
        const checked = check(enterpriseProfileForm, fields, dayOf(visit.now))
        if (!checked.ok) return showEnterprise(deps, record, visit, { typed: fields, errors: checked.errors }, 400)
        const { accountId } = signedInOf(visit).actor
        const act = { enterpriseId: params.id, accountId }
        const saved = await saveProfile(db, vault, { ...act, version, values: checked.values })
        if (saved.kind === 'refused') return showEnterprise(deps, record, visit, { typed: fields, errors: saved.errors }, 409) // prettier-ignore
        if (saved.kind === 'stale') {
          const now = (await readEnterprise(db, params.id)) ?? record
          return showEnterprise(deps, now, visit, { typed: fields, said: { tone: 'warning', words: staleWords } }, 409)
        }
        await dropDraft(db, { accountId, form: profileDraft.form, subject: profileDraft.subject(params.id) })
        if (saved.kind === 'unchanged') return back(params.id, 'unchanged')
        return back(params.id, record.status === 'approved' && saved.status === 'pending' ? 'savedPending' : 'saved')
      },
    }),
    route({
      method: 'post',
      path: patterns.enterpriseSubmit,
      summary: { zh: '提交审核', en: 'Hand the profile in for approval' },
      params: idParam,
      policy: own(),
      handle: async (visit, { params }, record): Promise<Reply> => {
        const { accountId } = signedInOf(visit).actor
        const done = await submitProfile(db, { enterpriseId: params.id, accountId })
        const code = submitted[done.kind]
        return done.kind === 'missing' ? showEnterprise(deps, record, visit, { code }, 409) : back(params.id, code)
      },
    }),
    route({
      method: 'post',
      path: patterns.enterpriseAddresses,
      summary: { zh: '登记邮箱', en: 'Register an address that may write for the enterprise' },
      params: idParam,
      body: z.strictObject({ address: typed }),
      policy: own(),
      handle: async (visit, { params, body }, record): Promise<Reply> => {
        const checked = check(enterpriseAddressForm, body)
        const wrong = (message: Words) => showEnterprise(deps, record, visit, { address: body.address, errors: [{ path: 'address-new', message }] }, 400) // prettier-ignore
        if (!checked.ok) return wrong(checked.errors[0]?.message ?? addressRefused.tooMany)
        const { accountId } = signedInOf(visit).actor
        const act = { enterpriseId: params.id, accountId, vault, baseUrl: deps.settings.baseUrl }
        const added = await addAddress(db, { ...act, address: checked.values.address })
        return added === 'added' || added === 'already' ? back(params.id, addressAdded[added]) : wrong(addressRefused[added]) // prettier-ignore
      },
    }),
    route({
      method: 'post',
      path: patterns.enterpriseAddressRevoke,
      summary: { zh: '撤销邮箱', en: 'Revoke an address' },
      params: idParam,
      body: z.strictObject({ address: z.string().max(254) }),
      policy: own(),
      handle: async (visit, { params, body }, record): Promise<Reply> => {
        const { accountId } = signedInOf(visit).actor
        const act = { enterpriseId: params.id, accountId, vault, baseUrl: deps.settings.baseUrl }
        const code = addressRevoked[await revokeAddress(db, { ...act, address: body.address })]
        return code === 'lastRegistered' ? showEnterprise(deps, record, visit, { code }, 409) : back(params.id, code)
      },
    }),
  ]
}
