/** 机构登记: authorities enter the register here and nowhere else. What exists is left as it is. */
import { authorityForm } from '../../../domain/forms/authority-form.ts'
import { check } from '../../../domain/forms/check.ts'
import type { Tx } from '../../db.ts'
import { appendAudit } from '../audit.ts'
import { refused, type Registered } from '../registered.ts'
import type { By } from './by.ts'

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
