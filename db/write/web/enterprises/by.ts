/** Who keeps a profile. What is done twice finds itself done; each effect is keyed by the version that it makes. */
import type { Tx } from '../../../db.ts'
import { appendAudit } from '../../audit.ts'
import { registerChain } from '../../register/by.ts'
import type { Settled } from './settle.ts'

export interface ProfileAct {
  readonly enterpriseId: number
  readonly accountId: number
}

/** The one audit row of an act by the enterprise itself. */
export function auditProfile(
  tx: Tx,
  { enterpriseId, accountId }: ProfileAct,
  action: string,
  { version, status }: Settled,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return appendAudit(tx, {
    chain: registerChain,
    key: `enterprise:${enterpriseId}/version/${version}`,
    actor: `account:${accountId}`,
    actingFor: `enterprise:${enterpriseId}`,
    action,
    object: `enterprise:${enterpriseId}`,
    detail: { version, status, ...detail },
  })
}
