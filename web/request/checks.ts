/** 核对: the checks of one row, from the record as it is now. The same rules decide whether passing is accepted. */
import type { Vault } from '../../db/crypto.ts'
import type { RequestRecord, RequestRowRecord } from '../../db/read/request.ts'
import type { Day } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { isWithin } from '../../domain/codes/region.ts'
import { recordChecks, type RecordCheck } from '../../domain/person/record.ts'
import { companyKey } from '../../domain/text/normalise.ts'
import { claimChecks, mayApprove, type ClaimCheck, type ClaimFacts } from '../../domain/unban/claim-checks.ts'
import type { PersonFact } from '../../domain/unban/types.ts'

export interface RowChecks {
  readonly claim: readonly ClaimCheck[]
  /** The person's record in finer steps; empty for a binding, which does not ask for it. */
  readonly record: readonly RecordCheck[]
  readonly mayApprove: boolean
}

export function checkRow(
  request: RequestRecord,
  row: RequestRowRecord,
  vault: Vault,
  now: string,
  others: Pick<ClaimFacts, 'waitingElsewhere' | 'sentAgain'>,
): RowChecks {
  const person = personFact(row, vault)
  const receivedOn = dayOf(request.received_at)
  const position = { isLegalRepresentative: row.owner_legal_key === row.id_key }
  const claim = claimChecks({
    row: {
      name: row.mailed_name ?? '',
      idNumber: row.mailed_id_cipher === null ? '' : vault.open(row.mailed_id_cipher),
      company: row.mailed_company ?? '',
      business: request.business,
    },
    person,
    enterprise: {
      id: request.enterprise_id,
      name: request.enterprise_name,
      nameKey: companyKey(request.enterprise_name),
      status: request.enterprise_status,
      missing: request.enterprise_missing,
      ruleInForce: isWithin(request.enterprise_region, request.authority_region),
    },
    today: dayOf(now),
    receivedOn,
    ...others,
    position,
  })
  const record =
    request.business === 'bind'
      ? []
      : recordChecks(
          { ...person, postType: row.post_type, post: row.post, trade: row.trade, certificates: certificatesOf(row) },
          receivedOn,
          request.enterprise_name,
          position,
        )
  return { claim, record, mayApprove: mayApprove(claim) }
}

function personFact(row: RequestRowRecord, vault: Vault): PersonFact {
  return {
    id: row.person_id,
    name: row.name,
    enterpriseId: row.owner_id,
    status: row.status,
    phone: vault.open(row.phone_cipher),
    hasPhoto: row.photo_sha !== null,
    certificates: certificatesOf(row),
    socialSecurity: row.social_security,
    contract: row.contract,
  }
}

const certificatesOf = (row: RequestRowRecord) =>
  row.certificates.map(({ number, kind, trade, valid_until, scan_sha }) => ({
    number,
    kind,
    trade,
    validUntil: valid_until as Day,
    hasScan: scan_sha !== null,
  }))
