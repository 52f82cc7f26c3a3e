/** 企业资料的材料: files of the papers, by their content; added and taken away by the enterprise. */
import type { ProfileChange } from '../../../../domain/enterprise/profile.ts'
import { profilePapers, requiredPapers } from '../../../../domain/enterprise/papers.ts'
import type { FileRef } from '../../../../domain/forms/fields.ts'
import { papersMax } from '../../../../domain/person/papers.ts'
import type { Db } from '../../../db.ts'
import { keepFiles } from '../../register/files.ts'
import { auditProfile, type ProfileAct } from './by.ts'
import { lockEnterprise, settleProfile } from './settle.ts'

const changeOf = (paper: string): ProfileChange => profilePapers.find((usual) => usual === paper) ?? 'otherPaper'

export type PaperAdded = 'added' | 'already' | 'tooMany' | 'notAsked'

/** The same file twice is one. */
export function addPaper(
  db: Db,
  act: ProfileAct & { readonly paper: string; readonly file: Pick<FileRef, 'sha256' | 'size' | 'type'> },
): Promise<PaperAdded> {
  return db.transaction().execute(async (tx): Promise<PaperAdded> => {
    const enterprise = await lockEnterprise(tx, act.enterpriseId)
    const isKnown = [...requiredPapers(enterprise.kind, enterprise.papers_asked), ...profilePapers].includes(act.paper)
    if (!isKnown) return 'notAsked'
    const there = await tx
      .selectFrom('enterprise_file')
      .select('sha256')
      .where('enterprise_id', '=', act.enterpriseId)
      .where('paper', '=', act.paper)
      .execute()
    if (there.some(({ sha256 }) => sha256 === act.file.sha256)) return 'already'
    if (there.length >= papersMax) return 'tooMany'
    await keepFiles(tx, [act.file])
    const { sha256, size, type } = act.file
    await tx
      .insertInto('enterprise_file')
      .values({ enterprise_id: act.enterpriseId, paper: act.paper, sha256, size, type, uploaded_by: act.accountId })
      .execute()
    const settled = await settleProfile(tx, act.enterpriseId, [changeOf(act.paper)])
    await auditProfile(tx, act, 'enterprise.paperAdded', settled, { paper: changeOf(act.paper), sha256 })
    return 'added'
  })
}

export type PaperRemoved = 'removed' | 'gone' | 'needed'

/** Refused where an approved or waiting profile would lack the paper: the new one is uploaded first. */
export function removePaper(db: Db, act: ProfileAct & { readonly fileId: number }): Promise<PaperRemoved> {
  return db.transaction().execute(async (tx): Promise<PaperRemoved> => {
    const enterprise = await lockEnterprise(tx, act.enterpriseId)
    const files = await tx.selectFrom('enterprise_file').selectAll().where('enterprise_id', '=', act.enterpriseId).execute() // prettier-ignore
    const file = files.find(({ id }) => id === act.fileId)
    if (file === undefined) return 'gone'
    const others =
      enterprise.papers_on_record.includes(file.paper) || files.some(({ id, paper }) => id !== file.id && paper === file.paper) // prettier-ignore
    const isRequired = requiredPapers(enterprise.kind, enterprise.papers_asked).includes(file.paper)
    if (enterprise.status !== 'incomplete' && isRequired && !others) return 'needed'
    await tx.deleteFrom('enterprise_file').where('id', '=', file.id).execute()
    const settled = await settleProfile(tx, act.enterpriseId, [changeOf(file.paper)])
    await auditProfile(tx, act, 'enterprise.paperRemoved', settled, {
      paper: changeOf(file.paper),
      sha256: file.sha256,
    })
    return 'removed'
  })
}
