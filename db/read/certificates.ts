/** 证书: the columns that every reader of a person's certificates takes, said once. */
import { expressionBuilder } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Tables } from '../schema.ts'

/** The certificates of the `person` of a query, in the order in which they were entered. */
export const certificatesOfPerson = () =>
  jsonArrayFrom(
    expressionBuilder<Tables, 'person'>()
      .selectFrom('certificate')
      .select([
        'certificate.id',
        'certificate.number',
        'certificate.kind',
        'certificate.trade',
        'certificate.issuer',
        'certificate.issued_on',
        'certificate.valid_until',
        'certificate.status',
        'certificate.scan_sha',
      ])
      .whereRef('certificate.person_id', '=', 'person.id')
      .orderBy('certificate.id'),
  ).as('certificates') // prettier-ignore
