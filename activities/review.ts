/** 审核: what a reviewer's act and the passing of time write. The rules decide, db/write/review writes. */
import { ApplicationFailure } from '@temporalio/activity'
import { readApprovalObstacle } from '../db/read/claim-checks.ts'
import { appendAudit, hasHappened } from '../db/write/audit.ts'
import { writeDecision, writeEnding, writeUndo, type Written } from '../db/write/review/acts.ts'
import { releaseClaim } from '../db/write/review/claims.ts'
import { finishReview } from '../db/write/review/finish.ts'
import { returnFromAside, writePutAside, writeTakeBack } from '../db/write/review/put-aside.ts'
import { writeRevokedClaim } from '../db/write/review/revoke.ts'
import { sql } from 'kysely'
import { isPutAsideReason } from '../domain/unban/put-aside.ts'
import { isOpenRequest } from '../domain/unban/types.ts'
import type { Deps } from './deps.ts'
import type { CaseActivities, ReviewActivities, Standing } from './types.ts'

/** What the record will never take, however often it is said (SQLSTATE class 22: data exceptions). */
async function neverAgain<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const state = (error as { code?: unknown }).code
    if (typeof state === 'string' && /^22[0-9A-Z]{3}$/.test(state)) {
      throw ApplicationFailure.nonRetryable('The record cannot hold what was written.', 'badData')
    }
    throw error
  }
}

type Made = ReviewActivities &
  Pick<CaseActivities, 'finishReview' | 'releaseLapsed' | 'noteOverdue' | 'returnFromAside'>

export function createReviewActivities({ db, vault, baseUrl }: Pick<Deps, 'db' | 'vault' | 'baseUrl'>): Made {
  return {
    async readStanding(requestId): Promise<Standing> {
      const row = await db
        .selectFrom('request')
        .leftJoin('put_aside', (join) =>
          join
            .onRef('put_aside.request_id', '=', 'request.id')
            .on('put_aside.ended_at', 'is', null)
            .on('request.state', '=', 'putAside'),
        )
        .select(['state', 'version', 'due_at', 'overdue_at', 'claim_no', 'claimed_by', 'claim_until', 'undo_until'])
        .select(['put_aside.id as aside_id', 'put_aside.until as aside_until'])
        .where('request.id', '=', requestId)
        .executeTakeFirst()
      if (row === undefined)
        throw ApplicationFailure.nonRetryable(`There is no request ${requestId}.`, 'unknownRequest')
      if (!isOpenRequest(row.state)) return { kind: 'over' }
      return {
        kind: 'open',
        version: row.version,
        dueAt: row.due_at,
        overdue: row.overdue_at !== null,
        claim:
          row.claimed_by === null || row.claim_until === null
            ? null
            : { claimNo: row.claim_no, by: row.claimed_by, until: row.claim_until },
        undoUntil: row.state === 'ending' ? row.undo_until : null,
        aside: row.aside_id === null || row.aside_until === null ? null : { id: row.aside_id, until: row.aside_until },
      }
    },

    recordDecision: ({ sealedText, ...act }) =>
      neverAgain(
        writeDecision(db, {
          ...act,
          text: sealedText === null ? '' : vault.open(sealedText),
          obstacle: (rowId) => readApprovalObstacle(db, vault, rowId),
        }),
      ),
    recordEnding: (act): Promise<Written> => writeEnding(db, act),
    recordUndo: (act): Promise<Written> => writeUndo(db, act),

    async recordRelease({ requestId, by, claimNo, key }) {
      const released = await releaseClaim(db, { requestId, claimNo, key, actor: `account:${by}`, onlyLapsed: false })
      if (released === null || 'heldUntil' in released) return { kind: 'refused', refusal: 'notClaimed' }
      return { kind: 'done', version: released.version }
    },

    recordPutAside: ({ sealedText, reason, ...act }) => {
      if (!isPutAsideReason(reason)) throw ApplicationFailure.nonRetryable('There is no such reason.', 'badData')
      const text = sealedText === null ? '' : vault.open(sealedText)
      return neverAgain(writePutAside(db, vault, { ...act, reason, text, baseUrl }))
    },
    recordTakeBack: (act): Promise<Written> => writeTakeBack(db, act),
    recordRevokedClaim: ({ sealedText, ...act }) =>
      neverAgain(writeRevokedClaim(db, { ...act, text: vault.open(sealedText) })),
    returnFromAside: (input) => returnFromAside(db, input),

    async releaseLapsed({ requestId, claimNo, key }) {
      await releaseClaim(db, { requestId, claimNo, key, actor: 'system', onlyLapsed: true })
    },

    async finishReview({ requestId, claimNo, key }) {
      await finishReview(db, vault, { requestId, claimNo, key, baseUrl })
    },

    async noteOverdue({ requestId, key }) {
      await db.transaction().execute(async (tx) => {
        if (await hasHappened(tx, key)) return
        const row = await tx
          .updateTable('request')
          .set({ overdue_at: sql<string>`now()` })
          .where('id', '=', requestId)
          .where('overdue_at', 'is', null)
          .returning(['authority_id', 'state'])
          .executeTakeFirst()
        if (row === undefined) return
        await appendAudit(tx, {
          chain: row.authority_id,
          key,
          actor: 'system',
          action: 'request.overdue',
          object: `request:${requestId}`,
          detail: { state: row.state },
        })
      })
    },
  }
}
