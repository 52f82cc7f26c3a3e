/** A person's record as the policy is asked about it. */
import type { PersonRecord } from '../../db/read/persons.ts'
import type { Resource } from '../../domain/policy/types.ts'

export const resourceOf = (person: PersonRecord): Extract<Resource, { kind: 'person' }> => ({
  kind: 'person',
  enterpriseId: person.enterprise_id,
  regionCode: person.owner_region,
  underReview: person.under_review,
})
