/**
 * 修改: refused while a row of the person is under review (审核中), and when somebody was first. A waiting request keeps its
 * place: nothing of the queue is touched, and the checks run again at the claim.
 */
import { sql } from 'kysely'
import { phoneLast4 } from '../../../../domain/codes/phone.ts'
import type { FormError } from '../../../../domain/forms/checkers.ts'
import { paperKinds } from '../../../../domain/person/papers.ts'
import type { Vault } from '../../../crypto.ts'
import type { Tx } from '../../../db.ts'
import { keepFiles } from '../../register/files.ts'
import { planCertificates, sameJson, type PersonContent } from './content.ts'
import type { First } from './first.ts'
import { certificateColumns, filesOf, papersOf, personColumns, takenNumbers, writePapers } from './rows.ts'

interface PersonChange {
  readonly personId: number
  readonly version: number
  readonly enterpriseId: number
  readonly content: PersonContent
  readFirst(): Promise<First>
}
type Changed =
  | { readonly kind: 'done'; readonly personId: number; readonly version: number; readonly changed: readonly string[] }
  | { readonly kind: 'unchanged'; readonly personId: number }
  | { readonly kind: 'refused'; readonly errors: readonly FormError[] }
  | ({ readonly kind: 'changedMeanwhile' } & First)
  | { readonly kind: 'underReview' | 'gone' }

export async function changePerson(tx: Tx, vault: Vault, change: PersonChange): Promise<Changed> {
  const { personId, content } = change
  // Rows before the person, as the end of a review takes them; shared, so that nobody claims them until this commits.
  const rows = await tx
    .selectFrom('request_row')
    .select('state')
    .where('person_id', '=', personId)
    .where('state', 'in', ['live', 'locked'])
    .orderBy('id')
    .forShare()
    .execute()
  const person = await tx.selectFrom('person').selectAll().where('id', '=', personId).forUpdate().executeTakeFirst()
  // Deleted, or bound away, since the page was shown.
  if (person === undefined || person.enterprise_id !== change.enterpriseId) return { kind: 'gone' }
  if (rows.some(({ state }) => state === 'locked')) return { kind: 'underReview' }
  if (person.version !== change.version) return { kind: 'changedMeanwhile', ...(await change.readFirst()) }
  const errors = await takenNumbers(tx, content.certificates, personId)
  if (errors.length > 0) return { kind: 'refused', errors }

  const before = await readBefore(tx, personId)
  const plan = planCertificates(before.certificates, content.certificates)
  const papers = papersOf(content, { socialSecurity: person.social_security, contract: person.contract })
  const phoneChanges = content.phone !== null && content.phone !== vault.open(person.phone_cipher)
  const shas = (files: readonly { readonly sha256: string }[]) => files.map(({ sha256 }) => sha256)
  const changed = Object.entries({
    name: person.name !== content.name,
    phone: phoneChanges,
    post: person.post_type !== content.postType || person.post !== content.post || person.trade !== content.trade,
    photo: person.photo_sha !== (content.photo?.sha256 ?? null),
    certificates: plan.update.length + plan.insert.length + plan.remove.length > 0,
    socialSecurity: !sameJson(person.social_security, papers.socialSecurity),
    contract: !sameJson(person.contract, papers.contract),
    papers: paperKinds.some((item) => !sameJson(shas(before.files.filter((file) => file.item === item)), shas(content.papers[item]))), // prettier-ignore
  }).flatMap(([field, differs]) => (differs ? [field] : []))
  if (changed.length === 0) return { kind: 'unchanged', personId }

  await keepFiles(tx, filesOf(content))
  const { version } = await tx
    .updateTable('person')
    .set({
      ...personColumns(content, papers),
      ...(phoneChanges ? phoneColumns(vault, content.phone ?? '') : {}),
      status: 'disabled',
      version: sql<number>`version + 1`,
      updated_at: sql<string>`now()`,
    })
    .where('id', '=', personId)
    .returning('version')
    .executeTakeFirstOrThrow()
  await writeCertificates(tx, personId, plan)
  await writePapers(tx, personId, content.papers)
  return { kind: 'done', personId, version, changed }
}

const phoneColumns = (vault: Vault, phone: string) => ({
  phone_cipher: vault.seal(phone),
  phone_last4: phoneLast4(phone),
  phone_placeholder: false,
})

async function readBefore(tx: Tx, personId: number) {
  const [certificates, files] = [
    await tx.selectFrom('certificate').selectAll().where('person_id', '=', personId).orderBy('id').execute(),
    await tx.selectFrom('person_file').selectAll().where('person_id', '=', personId).orderBy('n').execute(),
  ]
  return { certificates, files }
}

async function writeCertificates(
  tx: Tx,
  personId: number,
  { update, insert, remove }: ReturnType<typeof planCertificates>,
): Promise<void> {
  if (remove.length > 0) await tx.deleteFrom('certificate').where('id', 'in', remove).execute()
  for (const { id, to } of update) {
    await tx.updateTable('certificate').set(certificateColumns(to)).where('id', '=', id).execute()
  }
  if (insert.length > 0) {
    await tx
      .insertInto('certificate')
      .values(insert.map((each) => ({ person_id: personId, ...certificateColumns(each) })))
      .execute()
  }
  await tx.updateTable('certificate').set({ status: 'held' }).where('person_id', '=', personId).execute()
}
