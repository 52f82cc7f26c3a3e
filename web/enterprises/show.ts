/** One profile's page, with what just happened, what was typed, and what is wrong with it. */
import { readDrafts } from '../../db/read/drafts.ts'
import type { EnterpriseRecord } from '../../db/read/enterprises.ts'
import { readEnterprise } from '../../db/read/enterprises.ts'
import type { WebDeps } from '../deps.ts'
import type { Found, Policy } from '../policy-router.ts'
import { errorJson, page, type PageReply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { readModel, resourceOf } from './model.ts'
import { presentEnterprise, type Shown, type Typed } from './presenter.ts'
import { notices } from './labels.ts'

export const profileDraft = { form: 'enterprise-profile', subject: (id: number): string => `enterprise:${id}` } as const

export const ofEnterprise =
  (db: WebDeps['db'], action: 'enterprise.view' | 'enterprise.edit' | 'enterprise.review') =>
  <Input extends { params: { id: number } }>(): Policy<Input, EnterpriseRecord> => ({
    kind: 'may',
    action,
    find: async ({ params }): Promise<Found<EnterpriseRecord> | null> => {
      const record = await readEnterprise(db, params.id)
      return record === undefined ? null : { resource: resourceOf(record), record }
    },
  })

/** @param status 200, or that of an error whose form is shown again. */
export async function showEnterprise(
  { db, vault }: Pick<WebDeps, 'db' | 'vault'>,
  record: EnterpriseRecord,
  visit: Visit,
  shown: Shown,
  status = 200,
): Promise<PageReply> {
  const model = await readModel(db, record, visit)
  const typed = shown.typed ?? (model.mayEdit ? await readTyped({ db, vault }, record.id, visit) : undefined)
  const words = shown.errors?.[0]?.message ?? shown.said?.words ?? (shown.code === undefined ? undefined : notices[shown.code].words) // prettier-ignore
  const json = status === 200 || words === undefined ? model : { ...errorJson(shown.code ?? 'badInput', words, visit.language), fields: (shown.errors ?? []).map(({ path, message }) => ({ path, sentence: message[visit.language] })) } // prettier-ignore
  const full = typed === undefined ? shown : { ...shown, typed }
  return page('enterprises/enterprise', record.name, presentEnterprise(model, full, visit), json, status)
}

/** What was typed when the session ended. */
async function readTyped(
  { db, vault }: Pick<WebDeps, 'db' | 'vault'>,
  id: number,
  visit: Visit,
): Promise<Typed | undefined> {
  const subject = profileDraft.subject(id)
  const drafts = await readDrafts(db, signedInOf(visit).actor.accountId, profileDraft.form, subject)
  const [draft] = drafts.filter((one) => one.subject === subject)
  return draft === undefined ? undefined : (JSON.parse(vault.open(draft.bodyCipher)) as Typed)
}
