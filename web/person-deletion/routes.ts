/** 删除虚假重复身份 /persons/:id/deletion — staff of the owning region, with a reason and the password again. */
import { z } from 'zod'
import { readDeletedPerson } from '../../db/read/deleted-person.ts'
import { readDeletion } from '../../db/read/person-deletion.ts'
import { readPerson } from '../../db/read/persons.ts'
import { askPasswordAgain, type PasswordAgain } from '../../db/write/web/password-again.ts'
import { deletePerson, removeFiles } from '../../db/write/web/person-deletion.ts'
import type { Words } from '../../domain/brand.ts'
import { check } from '../../domain/forms/check.ts'
import { deletionForm } from '../../domain/forms/deletion-form.ts'
import type { WebDeps } from '../deps.ts'
import { patterns } from '../paths.ts'
import { idParam, route, type Found, type Policy, type Route } from '../policy-router.ts'
import { errorJson, page, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import {
  deletedTitle,
  deletionTitle,
  presentDeleted,
  presentDeletion,
  underReviewWords,
  type DeletedWhen,
  type DeletionError,
  type DeletionModel,
  type DeletionTyped,
} from './presenter.ts'

type Person = NonNullable<Awaited<ReturnType<typeof readPerson>>>
/** Deleted before: those who might delete are told so, others nothing. */
type Target = Person | 'deleted'

const passwordWords: Readonly<Record<Exclude<PasswordAgain, 'right'>, Words>> = {
  wrong: { zh: '密码不正确，没有删除。', en: 'The password is wrong; nothing was deleted.' },
  locked: {
    zh: '密码多次错误，账号已锁定 15 分钟，没有删除。',
    en: 'The account is locked for 15 minutes after several wrong passwords; nothing was deleted.',
  },
}
const trueRecordWords: Words = {
  zh: '没有这个编号的人员，或就是本人，请核对。',
  en: 'There is no other person of this number. Please check it.',
}
const nothing: DeletionTyped = { reason: '', trueRecord: '' }

export function personDeletionRoutes(deps: Pick<WebDeps, 'db' | 'vault' | 'files' | 'settings' | 'log'>): Route[] {
  const { db, vault, files, settings, log } = deps
  const policy = <Input extends { params: { id: number } }>(): Policy<Input, Target> => ({
    kind: 'may',
    action: 'person.delete',
    find: async ({ params }): Promise<Found<Target> | null> => {
      const record = await readPerson(db, params.id)
      if (record === undefined) {
        const gone = await readDeletedPerson(db, params.id)
        if (gone === undefined) return null
        return { resource: { kind: 'person', ...gone }, record: 'deleted' }
      }
      return {
        resource: { kind: 'person', enterpriseId: record.enterprise_id, regionCode: record.owner_region },
        record,
      }
    },
  })
  const show = async (
    visit: Visit,
    person: Person,
    typed: DeletionTyped,
    error: DeletionError | null,
    status = 200,
  ): Promise<Reply> => {
    const model: DeletionModel = {
      personId: person.id,
      name: person.name,
      idLast4: person.id_last4,
      enterprise: person.owner_name,
      ...(await readDeletion(db, person.id)),
    }
    const json = error === null ? model : { ...errorJson(error.field, error.words, visit.language), field: error.field }
    const title = say(visit.language, deletionTitle)
    return page('person-deletion/person-deletion', title, presentDeletion(model, typed, error, visit), json, status)
  }
  const showDeleted = (visit: Visit, personId: number, when: DeletedWhen): Reply =>
    page('person-deletion/deleted', say(visit.language, deletedTitle), presentDeleted(when, visit), { deleted: true, personId, when }) // prettier-ignore

  return [
    route({
      method: 'get',
      path: patterns.personDeletion,
      summary: { zh: '删除虚假重复身份', en: 'What deleting a forged second identity would take away' },
      params: idParam,
      policy: policy(),
      handle: (visit, { params }, person) =>
        person === 'deleted' ? showDeleted(visit, params.id, 'before') : show(visit, person, nothing, null),
    }),
    route({
      method: 'post',
      path: patterns.personDeletion,
      summary: { zh: '删除', en: 'Delete a forged second identity; twice is once' },
      params: idParam,
      body: z.strictObject({
        reason: z.string().max(2_000).optional().default(''),
        trueRecord: z.union([z.string().max(20), z.number()]).optional().transform((value) => String(value ?? '')),
        password: z.string().max(256).optional().default(''),
      }), // prettier-ignore
      policy: policy(),
      handle: async (visit, { params, body }, person): Promise<Reply> => {
        if (person === 'deleted') return showDeleted(visit, params.id, 'before')
        const { actor } = signedInOf(visit)
        const typed = { reason: body.reason, trueRecord: body.trueRecord }
        const refuse = (field: DeletionError['field'], words: Words, status = 400) => show(visit, person, typed, { field, words }, status) // prettier-ignore
        const checked = check(deletionForm, body)
        if (!checked.ok) {
          const [first] = checked.errors
          return refuse((first?.path ?? 'reason') as DeletionError['field'], first?.message ?? trueRecordWords)
        }
        const trueRecordId = checked.values.trueRecord ?? null
        if (
          trueRecordId !== null &&
          (trueRecordId === params.id || (await readPerson(db, trueRecordId)) === undefined)
        ) {
          return refuse('trueRecord', trueRecordWords)
        }
        const again = await askPasswordAgain(db, { accountId: actor.accountId, password: checked.values.password })
        if (again !== 'right') return refuse('password', passwordWords[again], 403)
        const done = await deletePerson(db, vault, {
          personId: params.id,
          accountId: actor.accountId,
          authorityId: actor.authorityId ?? 'system',
          reason: checked.values.reason,
          trueRecordId,
          baseUrl: settings.baseUrl,
        })
        if (done.kind === 'underReview') return refuse('reason', underReviewWords, 409)
        // The record is gone; bytes that cannot be taken off the disk now are taken by the next deletion.
        await removeFiles(db, (sha256) => files.remove(sha256)).catch((error: unknown) => log.warn({ err: error }, 'files stay for now')) // prettier-ignore
        return showDeleted(visit, params.id, done.kind === 'deleted' ? 'now' : 'before')
      },
    }),
  ]
}
