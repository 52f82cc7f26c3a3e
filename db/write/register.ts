/**
 * 登记: authorities, enterprises and persons enter the register here and nowhere else, from pages and from the invented
 * world alike: the same checks, one audit row each. What exists is left as it is.
 */
import { sql } from 'kysely'
import type { Day } from '../../domain/brand.ts'
import { birthDateOf, idLast4, sexOf } from '../../domain/codes/id-number.ts'
import { phoneLast4, placeholderPhone } from '../../domain/codes/phone.ts'
import { authorityForm } from '../../domain/forms/authority-form.ts'
import { check } from '../../domain/forms/check.ts'
import { enterpriseForm } from '../../domain/forms/enterprise-form.ts'
import type { FileRef } from '../../domain/forms/fields.ts'
import { personForm } from '../../domain/forms/person-form.ts'
import type { ValuesOf } from '../../domain/forms/define-form.ts'
import { companyKey, nameKey } from '../../domain/text/normalise.ts'
import type { Vault } from '../crypto.ts'
import type { Tx } from '../db.ts'
import { appendAudit } from './audit.ts'
import { refused, type Registered } from './registered.ts'

/** The chain of what belongs to no single authority. */
const registerChain = 'register'

interface By {
  /** `world`, `account:12`. */
  readonly actor: string
  /** `enterprise:3` when an account acts for one. */
  readonly actingFor?: string
  /** Today in Shanghai: no birth date and no day of issue is later. */
  readonly today: Day
}

interface AuthorityBy extends Omit<By, 'today'> {
  /** What the mail server of its mailbox can do: MAIL_PROFILE. */
  readonly mailboxProfile: string
}

/**
 * 机构. An association's mailbox is made with it.
 * @param raw the fields of authorityForm.
 */
export async function registerAuthority(tx: Tx, raw: unknown, by: AuthorityBy): Promise<Registered<string>> {
  const checked = check(authorityForm, raw)
  if (!checked.ok) return checked
  const authority = checked.values
  const known = await tx.selectFrom('authority').select('id').where('id', '=', authority.id).executeTakeFirst()
  if (known !== undefined) return { ok: true, kind: 'exists', id: known.id }
  if (authority.mailbox !== undefined && (await mailboxIsTaken(tx, authority.mailbox))) {
    return refused('mailbox', {
      zh: '这个邮箱已由其他机构使用，请换一个。',
      en: 'Another authority uses this mailbox. Please take another.',
    })
  }
  await tx
    .insertInto('authority')
    .values({
      id: authority.id,
      kind: authority.kind,
      name: authority.name,
      region_code: authority.regionCode,
      profile: authority.profile,
      credit_code: authority.creditCode,
      mailbox_address: authority.mailbox ?? null,
      number_region: authority.numberRegion ?? null,
      filing_prefix: authority.filingPrefix ?? null,
      filing_form: authority.filingForm ?? null,
    })
    .execute()
  if (authority.kind === 'association' && authority.mailbox !== undefined) {
    await tx
      .insertInto('mailbox')
      .values({ authority_id: authority.id, address: authority.mailbox, profile: by.mailboxProfile })
      .execute()
  }
  await appendAudit(tx, {
    chain: authority.id,
    key: `authority:${authority.id}/registered`,
    actor: by.actor,
    action: 'authority.registered',
    object: `authority:${authority.id}`,
    detail: { kind: authority.kind, region: authority.regionCode, profile: authority.profile },
  })
  return { ok: true, kind: 'created', id: authority.id }
}

async function mailboxIsTaken(tx: Tx, address: string): Promise<boolean> {
  return (await tx.selectFrom('mailbox').select('id').where('address', '=', address).executeTakeFirst()) !== undefined
}

/**
 * 企业, with the addresses that may write for it; the first of them is where it is told what others write in its name.
 * @param raw the fields of enterpriseForm.
 */
export async function registerEnterprise(tx: Tx, vault: Vault, raw: unknown, by: By): Promise<Registered<number>> {
  const checked = check(enterpriseForm, raw, by.today)
  if (!checked.ok) return checked
  const enterprise = checked.values
  const key = companyKey(enterprise.name)
  const known = await tx
    .selectFrom('enterprise')
    .select(['id', 'credit_code'])
    .where((where) => where.or([where('credit_code', '=', enterprise.creditCode), where('name_key', '=', key)]))
    .execute()
  const same = known.find((each) => each.credit_code === enterprise.creditCode)
  if (same !== undefined) return { ok: true, kind: 'exists', id: same.id }
  if (known.length > 0) {
    return refused('name', {
      zh: '已有同名企业登记了另一个统一社会信用代码，请核对名称和代码。',
      en: 'An enterprise of this name is registered with another credit code. Please check both.',
    })
  }
  const { id } = await tx
    .insertInto('enterprise')
    .values({
      credit_code: enterprise.creditCode,
      name: enterprise.name,
      name_key: key,
      kind: enterprise.kind,
      region_code: enterprise.regionCode,
      legal_name: enterprise.legalName,
      legal_id_cipher: vault.seal(enterprise.legalIdNumber),
      legal_id_key: vault.lookup('idNumber', enterprise.legalIdNumber),
      legal_id_last4: idLast4(enterprise.legalIdNumber),
      contact: enterprise.contact,
      phone_cipher: vault.seal(enterprise.phone),
      phone_last4: phoneLast4(enterprise.phone),
      address: enterprise.address,
      status: enterprise.status,
      missing: (enterprise.missing ?? []).map(({ item }) => item),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const addresses = [...new Set((enterprise.emails ?? []).map(({ address }) => address))]
  if (addresses.length > 0) {
    await tx
      .insertInto('enterprise_address')
      .values(
        addresses.map((address, n) => ({
          enterprise_id: id,
          address,
          source: 'record' as const,
          // In the order written: the earliest is the registered one.
          confirmed_at: sql<string>`now() + ${n} * interval '1 microsecond'`,
        })),
      )
      .execute()
  }
  await appendAudit(tx, {
    chain: registerChain,
    key: `enterprise:${enterprise.creditCode}/registered`,
    ...actorOf(by),
    action: 'enterprise.registered',
    object: `enterprise:${id}`,
    detail: {
      kind: enterprise.kind,
      region: enterprise.regionCode,
      status: enterprise.status,
      addresses: addresses.length,
    },
  })
  return { ok: true, kind: 'created', id }
}

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
    key: `person:${idKey}/registered`,
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

/** Files are stored under their hash before this; here the record learns of them. */
async function keepFiles(tx: Tx, files: readonly FileRef[]): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('stored_file')
    .values(files.map(({ sha256, size, type }) => ({ sha256, size, type })))
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

function actorOf(by: By): { readonly actor: string; readonly actingFor?: string } {
  return by.actingFor === undefined ? { actor: by.actor } : { actor: by.actor, actingFor: by.actingFor }
}
