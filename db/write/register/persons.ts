/**
 * 人员登记: people of a register that is taken over, the invented world's among them. An enterprise's own entries go through
 * db/write/web/persons.ts. What exists is left as it is.
 */
import { check } from '../../../domain/forms/check.ts'
import type { ValuesOf } from '../../../domain/forms/define-form.ts'
import { personForm } from '../../../domain/forms/person-form.ts'
import { birthDateOf, idLast4, sexOf } from '../../../domain/codes/id-number.ts'
import { phoneLast4, placeholderPhone } from '../../../domain/codes/phone.ts'
import { nameKey } from '../../../domain/text/normalise.ts'
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { appendAudit } from '../audit.ts'
import { refused, type Registered } from '../registered.ts'
import { actorOf, registerChain, type By } from './by.ts'
import { keepFiles } from './files.ts'

type NewPerson = ValuesOf<typeof personForm>

interface PersonStanding {
  /** 禁用·激活. A person who is entered begins 禁用; only a register taken over knows others. */
  readonly status: 'disabled' | 'active'
  /** 暂扣·激活 of each certificate, in their order. */
  readonly certificateStatuses: readonly ('held' | 'active')[]
}

/**
 * 从业人员, with certificates. Sex and birth date come from the ID number. Who exists is told so, and not changed: an
 * enterprise then asks for a binding.
 * @param raw the fields of personForm.
 * @param standing left out: 禁用, and every certificate 暂扣.
 */
export async function registerPerson(
  tx: Tx,
  vault: Vault,
  raw: unknown,
  by: By,
  standing?: PersonStanding,
): Promise<Registered<number>> {
  const checked = check(personForm, raw, by.today)
  if (!checked.ok) return checked
  const person = checked.values
  const idKey = vault.lookup('idNumber', person.idNumber)
  const known = await tx.selectFrom('person').select('id').where('id_key', '=', idKey).executeTakeFirst()
  if (known !== undefined) return { ok: true, kind: 'exists', id: known.id }
  const enterpriseId = await findEnterprise(tx, person.enterprise)
  if (enterpriseId === undefined) {
    return refused('enterprise', {
      zh: '没有登记这个企业，请先登记。',
      en: 'No such enterprise is registered. Please register it first.',
    })
  }
  const certificates = person.certificates ?? []
  const taken = await firstTakenNumber(tx, certificates)
  if (taken >= 0) {
    return refused(`certificates[${taken}].number`, {
      zh: '这个证书编号已经登记，请修改原有记录，不要重复登记。',
      en: 'This certificate number is recorded already. Please edit that record.',
    })
  }

  await keepFiles(tx, [...(person.photo ?? []), ...certificates.flatMap((each) => each.scan ?? [])])
  const id = await insertPerson(tx, vault, person, idKey, enterpriseId, standing)
  if (certificates.length > 0) {
    await tx
      .insertInto('certificate')
      .values(
        certificates.map((each, n) => ({
          person_id: id,
          number: each.number,
          kind: each.kind,
          trade: each.trade,
          issuer: each.issuer,
          issued_on: each.issuedOn,
          valid_until: each.validUntil,
          status: standing?.certificateStatuses[n] ?? ('held' as const),
          scan_sha: each.scan?.[0]?.sha256 ?? null,
        })),
      )
      .execute()
  }
  await appendAudit(tx, {
    chain: registerChain,
    // Not by the number: a forged record may be deleted, and its number entered anew.
    key: `person:${id}/registered`,
    ...actorOf(by),
    action: 'person.registered',
    object: `person:${id}`,
    detail: { enterprise: enterpriseId, status: standing?.status ?? 'disabled', certificates: certificates.length },
  })
  return { ok: true, kind: 'created', id }
}

async function insertPerson(
  tx: Tx,
  vault: Vault,
  person: NewPerson,
  idKey: string,
  enterpriseId: number | null,
  standing: PersonStanding | undefined,
): Promise<number> {
  const phone = person.phone ?? ''
  const [socialSecurity] = person.socialSecurity ?? []
  const { id } = await tx
    .insertInto('person')
    .values({
      id_cipher: vault.seal(person.idNumber),
      id_key: idKey,
      id_last4: idLast4(person.idNumber),
      name: person.name,
      name_key: nameKey(person.name),
      sex: sexOf(person.idNumber),
      birth_date: birthDateOf(person.idNumber),
      phone_cipher: vault.seal(phone),
      phone_last4: phoneLast4(phone),
      phone_placeholder: phone === placeholderPhone,
      enterprise_id: enterpriseId,
      post_type: person.postType,
      post: person.post,
      trade: person.trade,
      status: standing?.status ?? 'disabled',
      photo_sha: person.photo?.[0]?.sha256 ?? null,
      social_security:
        socialSecurity === undefined ? null : JSON.stringify({ payer: '', insurances: [], ...socialSecurity }),
      contract: person.contract?.[0] === undefined ? null : JSON.stringify(person.contract[0]),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Undefined: no such enterprise. Null: none was named. */
async function findEnterprise(tx: Tx, creditCode: string | undefined): Promise<number | null | undefined> {
  if (creditCode === undefined) return null
  const row = await tx.selectFrom('enterprise').select('id').where('credit_code', '=', creditCode).executeTakeFirst()
  return row?.id
}

/** Place of the first number that another record holds; -1: none does. */
async function firstTakenNumber(tx: Tx, certificates: readonly { readonly number: string }[]): Promise<number> {
  if (certificates.length === 0) return -1
  const numbers = certificates.map((each) => each.number)
  const taken = await tx.selectFrom('certificate').select('number').where('number', 'in', numbers).execute()
  return numbers.findIndex((number) => taken.some((row) => row.number === number))
}
