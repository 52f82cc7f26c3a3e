/** 审核时的核对, for one row as the record is now: what keeps the person from passing. */
import type { Vault } from '../crypto.ts'
import type { Tx } from '../db.ts'
import { dayOf } from '../../domain/calendar/working-days.ts'
import { claimChecks } from '../../domain/unban/claim-checks.ts'
import { databaseNow } from '../clock.ts'
import { readEnterprise, readLegalRepresentatives, readPersonsByKey } from './facts.ts'
import { readWaitingElsewhere } from './waiting-elsewhere.ts'

/** @returns the register's version of the person, and the keys of the checks that fail, joined by commas; null: none. */
export async function readApprovalObstacle(
  tx: Tx,
  vault: Vault,
  rowId: number,
): Promise<{ version: number; failing: string | null }> {
  const row = await tx
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .innerJoin('authority', 'authority.id', 'request.authority_id')
    .innerJoin('mail_row', (join) =>
      join.onRef('mail_row.mail_id', '=', 'request.mail_id').onRef('mail_row.n', '=', 'request_row.n'),
    ) // prettier-ignore
    .select([
      'request.id as requestId',
      'request.received_at',
      'request.enterprise_id',
      'authority.region_code',
      'request.business',
      'request_row.person_key',
      'request_row.person_id',
      'mail_row.name',
      'mail_row.id_cipher',
      'mail_row.company',
    ]) // prettier-ignore
    .where('request_row.id', '=', rowId)
    .executeTakeFirstOrThrow()
  const person = (await readPersonsByKey(tx, vault, [row.person_key])).get(row.person_key) ?? null
  const legalRepresentatives = await readLegalRepresentatives(tx, [row.person_key])
  const elsewhere = await readWaitingElsewhere(tx, [row.person_id], row.requestId)
  const checks = claimChecks({
    row: { name: row.name, idNumber: vault.open(row.id_cipher), company: row.company, business: row.business },
    person,
    enterprise: await readEnterprise(tx, row.enterprise_id, row.region_code),
    today: dayOf(await databaseNow(tx)),
    receivedOn: dayOf(row.received_at),
    waitingElsewhere: elsewhere.get(row.person_id) ?? 0,
    position: { isLegalRepresentative: person !== null && legalRepresentatives.has(person.id) },
  })
  const failing = checks.filter(({ ok, must }) => must && !ok).map(({ key }) => key)
  return { version: person?.version ?? 0, failing: failing.length === 0 ? null : failing.join(',') }
}
