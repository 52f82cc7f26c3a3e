/**
 * 审核 — what a reviewer's act writes: one transaction each, keyed by the workflow and the version, so that a repeat
 * writes nothing and gives the same answer. The workflow has checked first; the record checks again, because it decides.
 */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db.ts'
import type { RequestState } from '../../../domain/unban/types.ts'
import { appendAudit, findHappened } from '../audit.ts'
import { wish } from '../wishes.ts'
import { claimMinutes } from '../../../domain/unban/claim.ts'

/** Seconds in which 结束审核 can be undone (spec 10-unban). */
const undoSeconds = 30

export interface ActWrite {
  readonly requestId: number
  readonly by: number
  /** The version that the act was made on; the act makes the next one. */
  readonly version: number
  readonly key: string
  /** The row that is acted on, where the act is on one. */
  readonly rowId?: number
}
export type Written =
  | { readonly kind: 'done'; readonly version: number }
  | { readonly kind: 'refused'; readonly refusal: WriteRefusal; readonly detail?: string }
export type WriteRefusal = 'notYours' | 'stale' | 'notClaimed' | 'notInThisRequest' | 'checkFails' | 'undecidedRows' | 'notEnding' | 'asideUsedUp' | 'notPutAside' | 'notIdle' | 'over' // prettier-ignore

type Held = { id: number; authority_id: string; version: number; claim_no: number }

/** Runs `work` on a request that `by` holds in `state`; repeats and refusals never reach it. */
async function act(
  db: Db,
  write: ActWrite,
  state: 'claimed' | 'ending',
  action: string,
  work: (
    tx: Tx,
    request: Held,
  ) => Promise<WriteRefusal | { refusal: WriteRefusal; detail: string } | Record<string, unknown>>,
): Promise<Written> {
  return db.transaction().execute(async (tx): Promise<Written> => {
    const request = await tx
      .selectFrom('request')
      .select(['id', 'authority_id', 'version', 'claim_no', 'state', 'claimed_by'])
      .where('id', '=', write.requestId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const happened = await findHappened(tx, write.key)
    if (happened !== null) {
      // A repeat of this act is done; another act that came on the same version was too late.
      const same = happened.action === action && (happened.detail['rowId'] ?? null) === (write.rowId ?? null)
      return same ? { kind: 'done', version: write.version + 1 } : refused('stale')
    }
    if (request.claimed_by !== write.by) return refused(refusalOutside(request.state))
    if (request.state !== state) return refused(state === 'ending' ? 'notEnding' : refusalOutside(request.state))
    if (request.version !== write.version) return refused('stale')
    const result = await work(tx, request)
    if (typeof result === 'string') return refused(result)
    if ('refusal' in result) {
      const { refusal, detail } = result as { refusal: WriteRefusal; detail: string }
      return { kind: 'refused', refusal, detail }
    }
    await appendAudit(tx, {
      chain: request.authority_id,
      key: write.key,
      actor: `account:${write.by}`,
      action,
      object: `request:${request.id}`,
      detail: { ...result, version: write.version + 1 },
    })
    return { kind: 'done', version: write.version + 1 }
  })
}

const refused = (refusal: WriteRefusal): Written => ({ kind: 'refused', refusal })
/** Why an act of the holder is refused. */
export const outsideClaim = (state: RequestState, isTheirs: boolean): WriteRefusal =>
  isTheirs ? 'stale' : refusalOutside(state)
const refusalOutside = (state: RequestState): WriteRefusal =>
  state === 'claimed' || state === 'ending'
    ? 'notYours'
    : state === 'queued' || state === 'putAside'
      ? 'notClaimed'
      : 'over'

const renewed = sql<string>`now() + make_interval(mins => ${claimMinutes})`

export interface DecisionWrite extends ActWrite {
  readonly rowId: number
  readonly decision: 'approve' | 'reject'
  readonly reasons: readonly string[]
  readonly text: string
  /** Looks at the register: what keeps the person from passing. Null when there is no such row. */
  readonly obstacle: (rowId: number) => Promise<{ readonly version: number; readonly failing: string | null } | null>
}

/**
 * A decision on one person: a draft until 结束审核, and it may be changed until then. What a person waits for is one
 * statement; only when it finds nothing to change is the reason looked for.
 */
export async function writeDecision(db: Db, write: DecisionWrite): Promise<Written> {
  const found = await write.obstacle(write.rowId)
  const failing = write.decision === 'approve' ? (found?.failing ?? null) : null
  if (found !== null && failing === null && (await decideAtOnce(db, write, found.version))) {
    return { kind: 'done', version: write.version + 1 }
  }
  return act(db, write, 'claimed', decisionAction(write), async (tx, request) => {
    const row = await tx
      .selectFrom('request_row')
      .select('state')
      .where('id', '=', write.rowId)
      .where('request_id', '=', request.id)
      .executeTakeFirst()
    if (row?.state !== 'locked') return 'notInThisRequest'
    return failing === null ? 'stale' : { refusal: 'checkFails', detail: failing }
  })
}

const decisionAction = ({ decision }: DecisionWrite) => `request.row.${decision}`

/** The request's version, the row and the audit row, together or not at all. @returns whether the act held. */
async function decideAtOnce(db: Db, write: DecisionWrite, personVersion: number): Promise<boolean> {
  const { rowId, decision, reasons } = write
  const detail = JSON.stringify({ rowId, decision, reasons, version: write.version + 1 })
  const inserted = await db
    .with('held', (query) =>
      query
        .updateTable('request')
        .set({ version: write.version + 1, claim_until: renewed })
        .where('id', '=', write.requestId)
        .where('version', '=', write.version)
        .where('state', '=', 'claimed')
        .where('claimed_by', '=', write.by)
        .where((where) =>
          where.exists(
            where
              .selectFrom('request_row')
              .select('id')
              .where('id', '=', rowId)
              .where('state', '=', 'locked')
              .whereRef('request_id', '=', 'request.id'),
          ),
        )
        .returning(['id', 'authority_id']),
    )
    .with('decided', (query) =>
      query
        .updateTable('request_row')
        .from('held')
        .set({
          decision,
          reasons: [...reasons],
          reason_text: write.text,
          decided_by: write.by,
          decided_at: sql<string>`now()`,
          person_version: personVersion,
        })
        .where('request_row.id', '=', rowId)
        .whereRef('request_row.request_id', '=', 'held.id'),
    )
    .insertInto('audit_log')
    .columns(['chain', 'key', 'actor', 'action', 'object', 'detail', 'at'])
    .expression((query) =>
      query
        .selectFrom('held')
        .select([
          'authority_id',
          sql<string>`${write.key}`.as('key'),
          sql<string>`${`account:${write.by}`}`.as('actor'),
          sql<string>`${decisionAction(write)}`.as('action'),
          sql<string>`'request:' || held.id`.as('object'),
          sql<string>`${detail}::jsonb`.as('detail'),
          sql<string>`now()`.as('at'),
        ]),
    )
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** 结束审核: for thirty seconds it can be undone. */
export function writeEnding(db: Db, write: ActWrite): Promise<Written> {
  return act(db, write, 'claimed', 'request.ending', async (tx, request) => {
    const open = await tx
      .selectFrom('request_row')
      .select('id')
      .where('request_id', '=', request.id)
      .where('state', '=', 'locked')
      .where('decision', 'is', null)
      .executeTakeFirst()
    if (open !== undefined) return 'undecidedRows'
    await nextVersion(tx, request, {
      state: 'ending',
      undo_until: sql<string>`now() + make_interval(secs => ${undoSeconds})`,
    })
    await lookAgain(tx, request)
    return {}
  })
}

/** 撤销: back to the review, as it was. */
export function writeUndo(db: Db, write: ActWrite): Promise<Written> {
  return act(db, write, 'ending', 'request.endingUndone', async (tx, request) => {
    await nextVersion(tx, request, { state: 'claimed', undo_until: null, claim_until: renewed })
    await lookAgain(tx, request)
    return {}
  })
}

/**
 * The engine may lose an act that the record holds already (both killed between the write and the answer). Its case is
 * told to look at the record, so that what the time brings next does not wait until the claim lapses.
 */
const lookAgain = (tx: Tx, request: Held): Promise<void> => wish(tx, 'request', request.id)

async function nextVersion(tx: Tx, request: Held, set: Record<string, unknown>): Promise<void> {
  await tx
    .updateTable('request')
    .set({ version: request.version + 1, ...set })
    .where('id', '=', request.id)
    .execute()
}
