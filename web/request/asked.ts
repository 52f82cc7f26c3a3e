/** What a visit asks of the review page: which person, which list, and what was typed before. */
import type { FormError } from '../../domain/forms/checkers.ts'
import type { Notice } from '../notice.ts'

/** What stands in the decision's form: typed and refused, or kept as a draft, or decided before. */
export interface Typed {
  readonly rowId: number
  readonly reasons: readonly string[]
  readonly text: string
}
/** A form that could not be taken as it was: what was typed, and what is wrong with it. */
export interface TypedForm {
  readonly kind: 'decision' | 'putAside' | 'revokeClaim' | 'note'
  readonly code?: string
  readonly values: Readonly<Record<string, string>>
  readonly decision?: Typed
  readonly errors: readonly FormError[]
}
export interface ReviewAsked {
  /** The person to show; null: the first who waits. */
  readonly rowId: number | null
  /** Which people are listed; null: all. */
  readonly only: 'undecided' | null
  readonly typed: Typed | null
  readonly draft: Typed | null
  readonly form: TypedForm | null
  readonly notice: Notice | null
}
