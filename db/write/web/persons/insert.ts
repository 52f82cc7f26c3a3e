/** 新增: a person begins 禁用, with every certificate 暂扣; sex and birth date come from the ID number. */
import { birthDateOf, idLast4, sexOf, type IdNumber } from '../../../../domain/codes/id-number.ts'
import { phoneLast4 } from '../../../../domain/codes/phone.ts'
import type { FormError } from '../../../../domain/forms/checkers.ts'
import type { Vault } from '../../../crypto.ts'
import type { Tx } from '../../../db.ts'
import { keepFiles } from '../../register/files.ts'
import type { PersonContent } from './content.ts'
import { certificateColumns, filesOf, papersOf, personColumns, takenNumbers, writePapers } from './rows.ts'

interface NewPerson {
  readonly enterpriseId: number
  readonly content: PersonContent
  readonly idNumber: IdNumber
  readonly idKey: string
}
type Inserted =
  | { readonly kind: 'done'; readonly personId: number; readonly version: number; readonly changed: readonly string[] }
  | { readonly kind: 'refused'; readonly errors: readonly FormError[] }

export async function insertPerson(tx: Tx, vault: Vault, person: NewPerson): Promise<Inserted> {
  const { content, idNumber } = person
  const errors = await takenNumbers(tx, content.certificates, null)
  if (errors.length > 0) return { kind: 'refused', errors }
  await keepFiles(tx, filesOf(content))
  const phone = content.phone ?? ''
  const { id, version } = await tx
    .insertInto('person')
    .values({
      id_cipher: vault.seal(idNumber),
      id_key: person.idKey,
      id_last4: idLast4(idNumber),
      sex: sexOf(idNumber),
      birth_date: birthDateOf(idNumber),
      phone_cipher: vault.seal(phone),
      phone_last4: phoneLast4(phone),
      enterprise_id: person.enterpriseId,
      status: 'disabled',
      ...personColumns(content, papersOf(content, { socialSecurity: null, contract: null })),
    })
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
  if (content.certificates.length > 0) {
    await tx
      .insertInto('certificate')
      .values(content.certificates.map((each) => ({ person_id: id, ...certificateColumns(each) })))
      .execute()
  }
  await writePapers(tx, id, content.papers)
  return { kind: 'done', personId: id, version, changed: ['all'] }
}
