/**
 * Acts on a request that change the queue: under its lock, once by `key`, on the version that was on the page.
 * The workflow has checked first; the record checks again, because it decides.
 */
import type { Db, Tx } from '../../db.ts'
import type { Row } from '../../schema.ts'
import { appendAudit, findHappened } from '../audit.ts'
import { lockQueue } from '../queue-lock.ts'
import type { ActWrite, WriteRefusal, Written } from './acts.ts'

export type HeldRequest = Row<'request'>

export interface QueueAct {
  /** Of the audit row: `request.putAside`. */
  readonly action: string
  /** null: the request is in a state for it. */
  refuses(request: HeldRequest, write: ActWrite): WriteRefusal | null
  /** @returns what the audit row says besides, or why not. */
  work(tx: Tx, request: HeldRequest): Promise<Record<string, unknown> | WriteRefusal>
}

export function actOnQueue(db: Db, write: ActWrite, act: QueueAct): Promise<Written> {
  return db.transaction().execute(async (tx): Promise<Written> => {
    const found = await tx.selectFrom('request').select('authority_id').where('id', '=', write.requestId).executeTakeFirstOrThrow() // prettier-ignore
    await lockQueue(tx, found.authority_id)
    const request = await tx.selectFrom('request').selectAll().where('id', '=', write.requestId).forUpdate().executeTakeFirstOrThrow() // prettier-ignore
    const happened = await findHappened(tx, write.key)
    if (happened !== null) {
      // A repeat of this act is done; another act that came on the same version was too late.
      return happened.action === act.action ? { kind: 'done', version: write.version + 1 } : refused('stale')
    }
    const refusal = act.refuses(request, write) ?? (request.version === write.version ? null : 'stale')
    if (refusal !== null) return refused(refusal)
    const result = await act.work(tx, request)
    if (typeof result === 'string') return refused(result)
    const { version } = await tx.selectFrom('request').select('version').where('id', '=', request.id).executeTakeFirstOrThrow() // prettier-ignore
    await appendAudit(tx, {
      chain: request.authority_id,
      key: write.key,
      actor: `account:${write.by}`,
      action: act.action,
      object: `request:${request.id}`,
      detail: { ...result, version },
    })
    return { kind: 'done', version }
  })
}

const refused = (refusal: WriteRefusal): Written => ({ kind: 'refused', refusal })
