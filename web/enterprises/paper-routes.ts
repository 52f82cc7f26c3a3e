/** 材料: files of a paper, judged by their content in a process of their own; taken away by the enterprise. */
import { z } from 'zod'
import { addPaper, removePaper, type PaperAdded, type PaperRemoved } from '../../db/write/web/enterprises/papers.ts'
import type { Words } from '../../domain/brand.ts'
import { paperMaxBytes, papersMax } from '../../domain/person/papers.ts'
import { scanProblem, scanProblemWords, takenType, type PictureReading } from '../../domain/person/pictures.ts'
import type { WebDeps } from '../deps.ts'
import type { UploadedFile } from '../multipart.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Route } from '../policy-router.ts'
import { seeOther, type Reply } from '../reply.ts'
import { signedInOf } from '../visit.ts'
import type { NoticeCode } from './labels.ts'
import { readModel } from './model.ts'
import { ofEnterprise, showEnterprise } from './show.ts'

const mib = 1024 * 1024
const chooseWords: Words = { zh: '请先选择要上传的文件。', en: 'Please choose the file first.' }
const tooLargeWords: Words = {
  zh: `每个文件不能超过 ${paperMaxBytes / mib} MB，请压缩后重新上传。`,
  en: `A file may have ${paperMaxBytes / mib} MB at most. Please make it smaller.`,
}
const refusedWords: Readonly<Record<Extract<PaperAdded, 'tooMany' | 'notAsked'>, Words>> = {
  tooMany: { zh: `每项材料最多 ${papersMax} 个文件，请删去多余的。`, en: `A paper has ${papersMax} files at most.` },
  notAsked: { zh: '没有这项材料。', en: 'There is no such paper.' },
}
const addedCodes: Readonly<Record<Extract<PaperAdded, 'added' | 'already'>, NoticeCode>> = {
  added: 'added',
  already: 'addedAlready',
}
const removedCodes: Readonly<Record<PaperRemoved, NoticeCode>> = { removed: 'removed', gone: 'gone', needed: 'needed' }

export function paperRoutes(deps: Pick<WebDeps, 'db' | 'vault' | 'files' | 'sandbox'>): Route[] {
  const { db, files, sandbox } = deps
  const own = ofEnterprise(db, 'enterprise.edit')
  return [
    route({
      method: 'post',
      path: patterns.enterpriseFiles,
      summary: { zh: '上传材料', en: 'Upload a file of a paper (multipart: paper, file)' },
      params: idParam,
      body: z.strictObject({ paper: z.string().min(1).max(60) }),
      files: { maxBytes: paperMaxBytes, maxFiles: 1 },
      policy: own(),
      handle: async (visit, { params, body, files: uploads }, record): Promise<Reply> => {
        const { papers } = await readModel(db, record, visit)
        const place = papers.findIndex(({ paper }) => paper === body.paper)
        const wrong = (message: Words) => showEnterprise(deps, record, visit, { errors: [{ path: `paper-${place}`, message }] }, 400) // prettier-ignore
        const judged = await judge(uploads[0])
        if ('wrong' in judged) return wrong(judged.wrong)
        const { sha256, size } = await files.put(judged.bytes)
        const act = { enterpriseId: params.id, accountId: signedInOf(visit).actor.accountId }
        const added = await addPaper(db, { ...act, paper: body.paper, file: { sha256, size, type: judged.type } })
        if (added === 'tooMany' || added === 'notAsked') return wrong(refusedWords[added])
        const code = addedCodes[added]
        return seeOther(paths.enterprise(params.id, { notice: code }), { outcome: code })
      },
    }),
    route({
      method: 'post',
      path: patterns.enterpriseFileRemove,
      summary: { zh: '删除材料文件', en: 'Delete a file of a paper' },
      params: idParam.extend({ fileId: z.coerce.number().int().positive() }),
      policy: own(),
      handle: async (visit, { params }, record): Promise<Reply> => {
        const act = { enterpriseId: params.id, accountId: signedInOf(visit).actor.accountId }
        const removed = await removePaper(db, { ...act, fileId: params.fileId })
        const code = removedCodes[removed]
        if (removed === 'needed') return showEnterprise(deps, record, visit, { code }, 409)
        return seeOther(paths.enterprise(params.id, { notice: code }), { outcome: code })
      },
    }),
  ]

  async function judge(
    upload: UploadedFile | undefined,
  ): Promise<{ readonly wrong: Words } | { readonly bytes: Buffer; readonly type: string }> {
    if (upload === undefined) return { wrong: chooseWords }
    if (upload.tooLarge) return { wrong: tooLargeWords }
    const answer = await sandbox.readPicture(upload.bytes)
    // What breaks or holds up the reader is no picture that anybody could look at.
    const reading: PictureReading = answer.kind === 'read' ? answer.value : { kind: answer.kind === 'crashed' ? 'damaged' : 'tooManyPixels' } // prettier-ignore
    const problem = scanProblem(reading)
    const type = takenType(reading)
    return problem !== null || type === null ? { wrong: scanProblemWords[problem ?? 'type'] } : { bytes: upload.bytes, type } // prettier-ignore
  }
}
