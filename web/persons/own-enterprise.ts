/** A policy on the enterprise that somebody acts for; the handler gets it as the record. */
import { readOwnEnterprise, type OwnEnterprise } from '../../db/read/own-enterprise.ts'
import type { Action } from '../../domain/policy/types.ts'
import type { WebDeps } from '../deps.ts'
import type { Found } from '../policy-router.ts'
import { actorOf, type Visit } from '../visit.ts'

export type { OwnEnterprise }

/** Nobody's own: refused by the policy, as an enterprise that is not theirs. */
const nobodys: OwnEnterprise = { id: 0, name: '', regionCode: '', legalIdKey: '' }

export function ownEnterprise({ db }: Pick<WebDeps, 'db'>, action: Action) {
  return {
    kind: 'may' as const,
    action,
    async find(_input: unknown, visit: Visit): Promise<Found<OwnEnterprise> | null> {
      const id = actorOf(visit)?.enterpriseId ?? null
      const found = (id === null ? null : await readOwnEnterprise(db, id)) ?? nobodys
      return { resource: { kind: 'enterprise', enterpriseId: found.id, regionCode: found.regionCode }, record: found }
    },
  }
}
