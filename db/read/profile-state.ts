/** What a profile holds, as the rule of domain/enterprise/profile.ts asks it. */
import type { Profile } from '../../domain/enterprise/profile.ts'
import type { ProfileField } from '../../domain/enterprise/papers.ts'
import type { ReadDb, Tx } from '../db.ts'
import type { Row } from '../schema.ts'

/** Which column shows that a field is filled in; the address for mail is in a table of its own. */
const columns = {
  name: 'name',
  creditCode: 'credit_code',
  legalName: 'legal_name',
  legalIdNumber: 'legal_id_last4',
  contact: 'contact',
  phone: 'phone_last4',
  address: 'address',
} as const satisfies Readonly<Record<Exclude<ProfileField, 'email'>, keyof Row<'enterprise'>>>

type Columns = (typeof columns)[keyof typeof columns] | 'id' | 'kind' | 'papers_on_record' | 'papers_asked'

export async function profileOf(db: ReadDb | Tx, enterprise: Pick<Row<'enterprise'>, Columns>): Promise<Profile> {
  const [papers, address] = await Promise.all([
    db.selectFrom('enterprise_file').select('paper').distinct().where('enterprise_id', '=', enterprise.id).execute(),
    db
      .selectFrom('enterprise_address')
      .select('address')
      .where('enterprise_id', '=', enterprise.id)
      .where('source', '=', 'record')
      .where('revoked_at', 'is', null)
      .limit(1)
      .executeTakeFirst(),
  ])
  const fields = Object.keys(columns) as (keyof typeof columns)[]
  return {
    kind: enterprise.kind,
    filled: [
      ...fields.filter((field) => enterprise[columns[field]] !== ''),
      ...(address === undefined ? [] : (['email'] as const)),
    ],
    papers: [...enterprise.papers_on_record, ...papers.map(({ paper }) => paper)],
    papersAsked: enterprise.papers_asked,
  }
}
