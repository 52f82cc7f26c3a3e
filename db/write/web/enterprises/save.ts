/** 企业资料: the fields, saved by the enterprise. One transaction, one audit row; the second of two edits learns of the first. */
import { idLast4 } from '../../../../domain/codes/id-number.ts'
import { phoneLast4 } from '../../../../domain/codes/phone.ts'
import type { ProfileChange } from '../../../../domain/enterprise/profile.ts'
import type { ValuesOf } from '../../../../domain/forms/define-form.ts'
import type { enterpriseProfileForm } from '../../../../domain/forms/enterprise-form.ts'
import type { FormError } from '../../../../domain/forms/checkers.ts'
import { companyKey } from '../../../../domain/text/normalise.ts'
import type { Vault } from '../../../crypto.ts'
import type { Db, Tx } from '../../../db.ts'
import type { Row } from '../../../schema.ts'
import { auditProfile, type ProfileAct } from './by.ts'
import { lockEnterprise, settleProfile, type Settled } from './settle.ts'

type ProfileValues = ValuesOf<typeof enterpriseProfileForm>

export type ProfileSaved =
  | ({ readonly kind: 'saved'; readonly changes: readonly ProfileChange[] } & Pick<Settled, 'status'>)
  /** The same form again, or nothing was changed. */
  | { readonly kind: 'unchanged' }
  /** Somebody else of the enterprise was first. */
  | { readonly kind: 'stale'; readonly version: number }
  | { readonly kind: 'refused'; readonly errors: readonly FormError[] }

/** @param version of the profile that the form showed. */
export function saveProfile(
  db: Db,
  vault: Vault,
  act: ProfileAct & { readonly version: number; readonly values: ProfileValues },
): Promise<ProfileSaved> {
  return db.transaction().execute(async (tx): Promise<ProfileSaved> => {
    const enterprise = await lockEnterprise(tx, act.enterpriseId)
    // A second click finds nothing left to change, whatever the version has become.
    const changes = changesOf(enterprise, act.values, vault)
    if (changes.length === 0) return { kind: 'unchanged' }
    if (enterprise.version !== act.version) return { kind: 'stale', version: enterprise.version }
    const errors = await takenBy(tx, enterprise.id, act.values)
    if (errors.length > 0) return { kind: 'refused', errors }
    await tx.updateTable('enterprise').set(columnsOf(act.values, vault)).where('id', '=', enterprise.id).execute()
    const settled = await settleProfile(tx, enterprise.id, changes)
    await auditProfile(tx, act, 'enterprise.changed', settled, { changes })
    return { kind: 'saved', status: settled.status, changes }
  })
}

function changesOf(before: Row<'enterprise'>, after: ProfileValues, vault: Vault): ProfileChange[] {
  const idKey = after.legalIdNumber === undefined ? before.legal_id_key : vault.lookup('idNumber', after.legalIdNumber)
  const differs: readonly (readonly [ProfileChange, boolean])[] = [
    ['name', after.name !== before.name],
    ['creditCode', after.creditCode !== before.credit_code],
    ['legalName', after.legalName !== before.legal_name],
    ['legalIdNumber', idKey !== before.legal_id_key],
    ['contact', after.contact !== before.contact],
    ['phone', after.phone !== undefined && after.phone !== vault.open(before.phone_cipher)],
    ['address', after.address !== before.address],
  ]
  return differs.filter(([, changed]) => changed).map(([change]) => change)
}

function columnsOf({ legalIdNumber, phone, ...values }: ProfileValues, vault: Vault) {
  return {
    name: values.name,
    name_key: companyKey(values.name),
    credit_code: values.creditCode,
    legal_name: values.legalName,
    contact: values.contact,
    address: values.address,
    ...(legalIdNumber === undefined
      ? {}
      : {
          legal_id_cipher: vault.seal(legalIdNumber),
          legal_id_key: vault.lookup('idNumber', legalIdNumber),
          legal_id_last4: idLast4(legalIdNumber),
        }),
    ...(phone === undefined ? {} : { phone_cipher: vault.seal(phone), phone_last4: phoneLast4(phone) }),
  }
}

/** A name and a code are one enterprise's. It is not said whose. */
async function takenBy(tx: Tx, id: number, values: ProfileValues): Promise<FormError[]> {
  const others = await tx
    .selectFrom('enterprise')
    .select(['credit_code', 'name_key'])
    .where('id', '!=', id)
    .where((where) =>
      where.or([where('credit_code', '=', values.creditCode), where('name_key', '=', companyKey(values.name))]),
    )
    .execute()
  return [
    ...(others.some((other) => other.name_key === companyKey(values.name))
      ? [{ path: 'name', message: { zh: '已有企业登记了这个名称，请照营业执照核对；确属本企业的，请联系协会。', en: 'An enterprise of this name is registered already. Please compare the licence; if it is yours, ask the association.' } }] // prettier-ignore
      : []),
    ...(others.some((other) => other.credit_code === values.creditCode)
      ? [{ path: 'creditCode', message: { zh: '已有企业登记了这个统一社会信用代码，请照营业执照核对；确属本企业的，请联系协会。', en: 'This credit code is registered already. Please compare the licence; if it is yours, ask the association.' } }] // prettier-ignore
      : []),
  ]
}
