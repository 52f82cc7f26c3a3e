/** What entering something into the register came to. */
import type { Words } from '../../domain/brand.ts'
import type { FormError } from '../../domain/forms/checkers.ts'

export type Registered<Id> =
  /** `exists`: it was there before, and nothing was changed. */
  | { readonly ok: true; readonly kind: 'created' | 'exists'; readonly id: Id }
  | { readonly ok: false; readonly errors: readonly FormError[] }

/** Refused for one field, by what the register already holds. */
export function refused(path: string, message: Words): { readonly ok: false; readonly errors: readonly FormError[] } {
  return { ok: false, errors: [{ path, message }] }
}
