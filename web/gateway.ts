/** The only user of the engine's client in web/. Every call has a deadline; what could not be said is kept and repeated. */
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client'
import type { Vault } from '../db/crypto.ts'
import type { Db } from '../db/db.ts'
import { countKept, keepAct } from '../db/write/web/kept.ts'
import { createDataConverter } from '../io/temporal/converter.ts'
import { say, type Said } from '../io/temporal/say.ts'
import {
  actUpdates,
  claimedUpdate,
  refusals,
  taskQueue,
  workflowIds,
  type ActName,
  type ActOutcome,
  type KeptActs,
  type endReviewUpdate,
  type Refusal,
} from '../workflows/messages.ts'
import type { unbanRequest } from '../workflows/unban-request.ts'
import type { Gateway, GatewayAnswer } from './gateway-types.ts'

/** How long a person waits for an act before it is kept. */
const actDeadlineMs = 8_000
/** A claim is the database's already: telling the workflow must not keep a person waiting. */
const tellDeadlineMs = 3_000
const healthDeadlineMs = 1_000
const healthCacheMs = 2_000

export interface GatewayOptions {
  readonly address: string
  readonly namespace: string
  readonly tls: boolean
  readonly vault: Vault
  readonly db: Db
}

export function createGateway(options: GatewayOptions): Gateway & { close(): Promise<void> } {
  // Lazy: the web starts and shows its pages while the engine is away.
  const connection = Connection.lazy({ address: options.address, ...(options.tls ? { tls: true } : {}) })
  const client = new Client({
    connection,
    namespace: options.namespace,
    dataConverter: createDataConverter(options.vault),
  })
  const { db } = options
  let health: { ok: boolean; since: string | null; at: number; pending: Promise<boolean> | null } = {
    ok: true,
    since: null,
    at: 0,
    pending: null,
  }

  async function tellClaim(requestId: number): Promise<void> {
    const claim = await db
      .selectFrom('request')
      .select(['claim_no', 'claimed_by', 'version'])
      .where('id', '=', requestId)
      .executeTakeFirst()
    if (claim === undefined || claim.claimed_by === null) return
    const { claim_no: claimNo, claimed_by: by, version } = claim
    const startWorkflowOperation = new WithStartWorkflowOperation<typeof unbanRequest>('unbanRequest', {
      workflowId: workflowIds.unbanRequest(requestId),
      taskQueue,
      args: [{ requestId }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    })
    await say(client, tellDeadlineMs, () =>
      client.workflow.executeUpdateWithStart(claimedUpdate, {
        args: [{ claimNo, by, version }],
        updateId: `claim-${claimNo}`,
        startWorkflowOperation,
      }),
    )
  }

  function sayAct<Name extends ActName>(name: Name, requestId: number, input: KeptActs[Name], updateId: string) {
    const handle = client.workflow.getHandle(workflowIds.unbanRequest(requestId))
    // The table pairs each name with its own input; TypeScript cannot follow the pair through a union.
    const update = actUpdates[name] as unknown as typeof endReviewUpdate
    return say(client, actDeadlineMs, () => handle.executeUpdate(update, { args: [input], updateId }))
  }

  async function probe(): Promise<boolean> {
    try {
      await connection.withDeadline(Date.now() + healthDeadlineMs, () => connection.workflowService.getSystemInfo({}))
      return true
    } catch {
      return false
    }
  }

  return {
    async act(name, requestId, input, updateId, accountId): Promise<GatewayAnswer> {
      const keep = () => keepAct(db, { updateId, requestId, accountId, name, input: { ...input } })
      // Behind acts that still wait to be said: what was done first must take effect first.
      if ((await countKept(db, requestId)) > 0) {
        await keep()
        return { kind: 'kept' }
      }
      let said = await sayAct(name, requestId, input, updateId)
      if (claimUnknown(said)) {
        await tellClaim(requestId)
        said = await sayAct(name, requestId, input, updateId)
      }
      const answer = answerOf(said)
      if (answer.kind === 'kept') await keep()
      return answer
    },
    tellClaim,
    async health() {
      if (Date.now() - health.at > healthCacheMs) {
        health.pending ??= probe()
        const ok = await health.pending
        health = { ok, since: ok ? null : (health.since ?? new Date().toISOString()), at: Date.now(), pending: null }
      }
      return { ok: health.ok, since: health.since }
    },
    close: () => connection.close(),
  }
}

/** The workflow does not know of the claim yet (it was away when the claim was made): it is told, and asked again. */
function claimUnknown(said: Said<ActOutcome>): boolean {
  return said.kind === 'notRunning' || (said.kind === 'refused' && said.type === ('notClaimed' satisfies Refusal))
}

function answerOf(said: Said<ActOutcome>): GatewayAnswer {
  if (said.kind === 'answered') return said.outcome
  if (said.kind === 'away') return { kind: 'kept' }
  if (said.kind === 'notRunning') return { kind: 'refused', refusal: 'over' }
  const refusal = refusals.find((known) => known === said.type)
  if (refusal === undefined) throw new Error(`The workflow refused with an unknown reason: ${said.type}`)
  return { kind: 'refused', refusal }
}
