/** 下一步 — what the sender is told to do, by where the mail and each of its people stand now: never the contrary of our letters. */
import type { StatusRow } from '../../db/read/status.ts'
import type { MailState, RowState } from '../../domain/unban/types.ts'

/** `sendAgain`: nobody of the mail was taken; the others speak of some of its people. */
export type Advice = 'wait' | 'sendAgain' | 'correctReturned' | 'correctRejected' | 'done'

type Stands = Pick<StatusRow, 'outcome' | 'state'>

const waiting: ReadonlySet<RowState> = new Set<RowState>(['live', 'locked', 'shadowed'])
const passed: ReadonlySet<RowState> = new Set<RowState>(['approved', 'alreadyDone'])
/** Whoever has the link of such a mail was told that it was not taken, and to send again; a forged one is not answered. */
const notTaken: ReadonlySet<MailState> = new Set<MailState>(['returned', 'manual', 'quarantined'])

/** What was said of a row first counts while it was never placed. */
const waits = ({ outcome, state }: Stands) => (state === null ? outcome === 'onHold' : waiting.has(state))
const isReturned = ({ outcome, state }: Stands) => state === null && outcome === 'returned'
const hasPassed = ({ outcome, state }: Stands) => (state === null ? outcome === 'alreadyDone' : passed.has(state))

/** None where the words of the rows say all: withdrawn, closed, moved to a later mail. */
export function adviceFor({ state, rows }: { state: MailState; rows: readonly Stands[] }): Advice[] {
  if (notTaken.has(state)) return ['sendAgain']
  const advice: Advice[] = []
  if (rows.some(waits)) advice.push('wait')
  if (rows.some(isReturned)) advice.push('correctReturned')
  if (rows.some((row) => row.state === 'rejected')) advice.push('correctRejected')
  if (rows.length > 0 && rows.every(hasPassed)) advice.push('done')
  return advice
}
