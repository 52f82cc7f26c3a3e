/** Columns of a person's record from what a form holds; and what the register refuses by what others hold. */
import type { FormError } from '../../../../domain/forms/checkers.ts'
import { paperKinds } from '../../../../domain/person/papers.ts'
import { filedContract, filedSocialSecurity } from '../../../../domain/person/filed.ts'
import type { Contract, SocialSecurity } from '../../../../domain/unban/types.ts'
import { nameKey } from '../../../../domain/text/normalise.ts'
import type { Tx } from '../../../db.ts'
import type { CertificateContent, KeptFile, PersonContent } from './content.ts'

interface PapersBefore {
  readonly socialSecurity: SocialSecurity | null
  readonly contract: Contract | null
}

/** What the two papers become, with their files. */
export function papersOf(content: PersonContent, before: PapersBefore): PapersBefore {
  const { socialSecurity, contract, papers } = content
  return {
    socialSecurity:
      socialSecurity === null
        ? null
        : filedSocialSecurity(before.socialSecurity, socialSecurity, {
            proof: papers.socialSecurity.length,
            fullPayment: papers.fullPayment.length,
          }),
    contract: contract === null ? null : filedContract(before.contract, contract, papers.contract.length),
  }
}

export const personColumns = (content: PersonContent, { socialSecurity, contract }: PapersBefore) => ({
  name: content.name,
  name_key: nameKey(content.name),
  post_type: content.postType,
  post: content.post,
  trade: content.trade,
  photo_sha: content.photo?.sha256 ?? null,
  social_security: socialSecurity === null ? null : JSON.stringify(socialSecurity),
  contract: contract === null ? null : JSON.stringify(contract),
})

export const certificateColumns = (to: CertificateContent) => ({
  number: to.number,
  kind: to.kind,
  trade: to.trade,
  issuer: to.issuer,
  issued_on: to.issuedOn,
  valid_until: to.validUntil,
  scan_sha: to.scan?.sha256 ?? null,
  status: 'held' as const,
})

/** Every file that the content names. */
export function filesOf({ photo, certificates, papers }: PersonContent): KeptFile[] {
  const scans = certificates.flatMap(({ scan }) => scan ?? [])
  return [...(photo === null ? [] : [photo]), ...scans, ...paperKinds.flatMap((item) => papers[item])]
}

export async function writePapers(tx: Tx, personId: number, papers: PersonContent['papers']): Promise<void> {
  await tx.deleteFrom('person_file').where('person_id', '=', personId).execute()
  const rows = paperKinds.flatMap((item) =>
    papers[item].map(({ sha256, size, type }, n) => ({ person_id: personId, item, n, sha256, size, type })),
  )
  if (rows.length > 0) await tx.insertInto('person_file').values(rows).execute()
}

/** 一号一登记: an error at each number that the record of somebody holds; whose, nobody is told. */
export async function takenNumbers(
  tx: Tx,
  certificates: readonly { readonly number: string }[],
  exceptPersonId: number | null,
): Promise<FormError[]> {
  if (certificates.length === 0) return []
  let query = tx
    .selectFrom('certificate')
    .select('number')
    .where('number', 'in', certificates.map(({ number }) => number)) // prettier-ignore
  if (exceptPersonId !== null) query = query.where('person_id', '!=', exceptPersonId)
  const taken = new Set((await query.execute()).map(({ number }) => number))
  return certificates.flatMap(({ number }, n) =>
    taken.has(number) ? [{ path: `certificates[${n}].number`, message: takenWords }] : [],
  )
}

const takenWords = {
  zh: '该证书号已登记，请修改原记录，不要重复登记。',
  en: 'This certificate number is recorded already. Please edit that record instead of entering it again.',
}
