/** What pages may ask of the engine. Every call has a deadline; what the engine could not say is a value, not a fault. */
import type { ActName, ActOutcome, KeptActs } from '../workflows/messages.ts'

export type GatewayAnswer =
  | ActOutcome
  /** The engine is away or did not answer in time: the act was kept and will be said again under the same id. */
  | { readonly kind: 'kept' }

export interface Gateway {
  /**
   * Says an act to the request's workflow. The same `updateId` twice has one effect.
   * @param updateId made with the page's form, so that a second click repeats it.
   */
  act<Name extends ActName>(
    name: Name,
    requestId: number,
    input: KeptActs[Name],
    updateId: string,
    accountId: number,
  ): Promise<GatewayAnswer>
  /** Tells the workflow of a claim that the database holds; when the engine is away a recorded wish repeats it. */
  tellClaim(requestId: number): Promise<void>
  /** Whether the engine answered lately, and since when not. Never waits longer than a second; cached for two. */
  health(): Promise<{ readonly ok: boolean; readonly since: string | null }>
}
