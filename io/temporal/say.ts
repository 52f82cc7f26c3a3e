/**
 * Saying something to a request's workflow, and what may come back. The one place that knows the client's errors
 * (reference: temporal.md 2.3); used by the web's gateway and by the worker's dispatcher.
 */
import {
  type Client,
  isGrpcDeadlineError,
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client'
import { ActivityFailure, ApplicationFailure } from '@temporalio/common'

export type Said<Outcome> =
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  /** The workflow's validator said no; `type` is its reason. */
  | { readonly kind: 'refused'; readonly type: string }
  /** No such workflow is running. */
  | { readonly kind: 'notRunning' }
  /** The engine is away, or did not answer in time; it may still happen. */
  | { readonly kind: 'away'; readonly why: string }

/** Runs one call with its deadline. @throws what is a fault of ours. */
export async function say<Outcome>(
  client: Client,
  deadlineMs: number,
  call: () => Promise<Outcome>,
): Promise<Said<Outcome>> {
  try {
    return { kind: 'answered', outcome: await client.connection.withDeadline(Date.now() + deadlineMs, call) }
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) {
      const failure = innermost(error.cause)
      if (failure instanceof ApplicationFailure) return { kind: 'refused', type: failure.type ?? '' }
    }
    if (error instanceof WorkflowNotFoundError) return { kind: 'notRunning' }
    if (isAway(error)) return { kind: 'away', why: error instanceof Error ? error.message : String(error) }
    throw error
  }
}

/** A refusal of the validator is the cause itself; one of the record is wrapped by the activity's failure. */
function innermost(error: unknown): unknown {
  return error instanceof ActivityFailure ? error.cause : error
}

function isAway(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    isGrpcDeadlineError(error) ||
    isGrpcServiceError(error) ||
    (error instanceof Error && (isGrpcServiceError(error.cause) || error.name === 'ServiceError'))
  )
}
