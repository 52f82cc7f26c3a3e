/** 企业登记: enterprises enter the register here and nowhere else. What exists is left as it is. */
import { sql } from 'kysely'
import { idLast4 } from '../../../domain/codes/id-number.ts'
import { phoneLast4 } from '../../../domain/codes/phone.ts'
import { papersNamed, requiredPapers } from '../../../domain/enterprise/papers.ts'
import { check } from '../../../domain/forms/check.ts'
import { enterpriseForm } from '../../../domain/forms/enterprise-form.ts'
import { companyKey } from '../../../domain/text/normalise.ts'
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { appendAudit } from '../audit.ts'
import { refused, type Registered } from '../registered.ts'
import { actorOf, registerChain, type By } from './by.ts'

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
  const missing = (enterprise.missing ?? []).map(({ item }) => item)
  const lacking = papersNamed(missing)
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
      missing,
      // What a register that is taken over does not list as missing, the association has.
      papers_on_record: requiredPapers(enterprise.kind, []).filter(
        (paper) => !lacking.usual.some((each) => each === paper),
      ),
      papers_asked: lacking.asked,
      submitted_at: enterprise.status === 'pending' ? sql<string>`now()` : null,
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
    // Not by the code, which may change and be another's later.
    key: `enterprise:${id}/registered`,
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
