/** What the page's script sends while a person's form is being filled in: files as they are chosen, and drafts. */
import { z } from 'zod'
import { readPerson } from '../../db/read/persons.ts'
import { readUploads } from '../../db/read/uploads.ts'
import { paperMaxBytes } from '../../domain/person/papers.ts'
import type { WebDeps } from '../deps.ts'
import { patterns, paths } from '../paths.ts'
import { route, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, type Reply } from '../reply.ts'
import { readStored } from '../stored.ts'
import { signedInOf } from '../visit.ts'
import { say } from '../words.ts'
import { applyForm } from './form-body.ts'
import { standingOf } from './form-model.ts'
import { checkLines } from './form-presenter.ts'
import { ownEnterprise } from './own-enterprise.ts'
import { formIdForm, keepPersonDraft, type About } from './person-drafts.ts'
import { checksOf, withPost } from './record-typed.ts'
import { sendFile } from './send-file.ts'
import { filesMax, takeFiles } from './take-files.ts'
import { readTyped } from './typed.ts'

type Deps = Pick<WebDeps, 'db' | 'vault' | 'files' | 'sandbox'>

const sha = z.string().regex(/^[0-9a-f]{64}$/)

export function personUploadRoutes(deps: Deps): Route[] {
  const { db, files } = deps
  const own = ownEnterprise(deps, 'person.create')
  return [
    route({
      method: 'post',
      path: patterns.personUpload,
      summary: {
        zh: '上传照片、扫描件、材料',
        en: 'Files of a person, each in a field named upload: and its place, such as upload:photo; answers with the hashes to name in the form', // prettier-ignore
      },
      files: { maxBytes: paperMaxBytes, maxFiles: filesMax },
      policy: own,
      handle: async (visit, input, enterprise): Promise<Reply> => {
        const { taken, errors } = await takeFiles(deps, enterprise.id, input.files)
        const json = {
          files: taken.map((file) => ({ ...file, href: paths.personUploaded(file.sha256) })),
          errors: errors.map(({ path, message }) => ({ path, sentence: say(visit.language, message) })),
        }
        return { kind: 'json', status: errors.length > 0 ? 422 : 200, json }
      },
    }),
    route({
      method: 'get',
      path: patterns.personUploaded,
      summary: { zh: '查看上传件', en: 'A file that one’s enterprise uploaded' },
      params: z.object({ sha }),
      policy: own,
      handle: async (_visit, { params }, enterprise): Promise<Reply> => {
        const [upload] = await readUploads(db, enterprise.id, [params.sha])
        const bytes = upload === undefined ? null : await readStored(files, params.sha)
        return bytes === null ? fails(problem('notFound')) : sendFile(bytes)
      },
    }),
    route({
      method: 'post',
      path: patterns.personDrafts,
      summary: { zh: '保存草稿', en: 'Keep a person’s form as it is being typed; answers with what is still missing' },
      body: z.looseObject({ formId: z.string().regex(formIdForm).optional(), personId: z.coerce.number().int().positive().optional() }), // prettier-ignore
      policy: own,
      handle: async (visit, { body }, enterprise): Promise<Reply> => {
        const { personId, ...fields } = body
        const person = personId === undefined ? null : await readPerson(db, personId)
        const about: About | null =
          personId === undefined
            ? body.formId === undefined
              ? null
              : { kind: 'new', enterpriseId: enterprise.id, formId: body.formId }
            : person?.enterprise_id === enterprise.id
              ? { kind: 'change', enterpriseId: enterprise.id, personId }
              : null
        if (about === null) return fails(problem('notFound'))
        const { typed } = applyForm(readTyped(fields), [])
        await keepPersonDraft(deps, signedInOf(visit).actor.accountId, about, typed)
        const checks = checksOf(withPost(typed), standingOf(deps, visit, enterprise, person ?? null, typed))
        return { kind: 'json', status: 200, json: { checks: checkLines(checks, visit.language) } }
      },
    }),
  ]
}
