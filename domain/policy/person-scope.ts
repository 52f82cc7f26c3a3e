/**
 * 可见人员: whose records an actor may see. Lists filter by it and single pages ask it, so that a list never shows what
 * its page would refuse. An enterprise sees its own; a bureau its region and those below; an association's staff
 * their region and the persons whom no enterprise owns.
 */
import { isWithin } from '../codes/region.ts'
import type { Actor, Role } from './types.ts'

interface PersonScope {
  /** Persons of this enterprise. */
  readonly enterpriseId: number | null
  /** Persons of enterprises in this region and below. */
  readonly regionCode: string | null
  /** Persons whom no enterprise owns. */
  readonly unowned: boolean
}

const associationRoles = ['staff', 'supervisorOfStaff'] as const satisfies readonly Role[]
const bureauRoles = ['reviewer', 'certificateOfficer', 'inspector', 'viewer'] as const satisfies readonly Role[]

export function isAssociationStaff(actor: Actor): boolean {
  return actor.authorityKind === 'association' && actor.authorityId !== null && holds(actor, associationRoles)
}

export function isBureauOfficer(actor: Actor): boolean {
  return actor.authorityKind !== 'association' && actor.authorityId !== null && holds(actor, bureauRoles)
}

/** For an enterprise, in this session. */
export function actsForEnterprise(actor: Actor): boolean {
  return actor.enterpriseId !== null && holds(actor, ['enterprise'])
}

/** Null: no person at all. */
export function personScope(actor: Actor): PersonScope | null {
  const staff = isAssociationStaff(actor)
  const enterpriseId = actsForEnterprise(actor) ? actor.enterpriseId : null
  const regionCode = staff || isBureauOfficer(actor) ? actor.regionCode : null
  return enterpriseId === null && regionCode === null && !staff ? null : { enterpriseId, regionCode, unowned: staff }
}

/** @param regionCode of the enterprise that owns the person. */
export function isInScope(
  scope: PersonScope,
  person: { readonly enterpriseId: number | null; readonly regionCode: string | null },
): boolean {
  if (person.enterpriseId === null) return scope.unowned
  if (person.enterpriseId === scope.enterpriseId) return true
  return scope.regionCode !== null && person.regionCode !== null && isWithin(person.regionCode, scope.regionCode)
}

function holds(actor: Actor, roles: readonly Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role))
}
