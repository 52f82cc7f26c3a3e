/**
 * 状态 — what may become what, of a mail, a request and a row (spec 10-unban, States). Rows have three steps more than the
 * spec's line, each made of its words: a locked row whose claim is released while a resend waits is live and moved at once;
 * a waiting resend gives way to a later one; and it closes with the row it waits for (bound away, deleted).
 */
import type { MailState, RequestState, RowState } from './types.ts'

type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>

const mail: Transitions<MailState> = {
  stored: ['classified'],
  classified: ['accepted', 'returned', 'onHold', 'manual', 'quarantined', 'note', 'own', 'auto', 'dsn'],
  onHold: ['accepted', 'returned'],
  // onHold: read anew, its sender turns out to be one whom the enterprise must confirm.
  manual: ['accepted', 'returned', 'dismissed', 'onHold'],
  quarantined: ['accepted', 'returned', 'dismissed'],
  accepted: [],
  returned: [],
  note: [],
  own: [],
  auto: [],
  dsn: [],
  dismissed: [],
}

const request: Transitions<RequestState> = {
  queued: ['claimed', 'superseded', 'withdrawn', 'closed'],
  claimed: ['ending', 'queued', 'putAside'],
  ending: ['claimed', 'decided'],
  decided: ['answered'],
  putAside: ['queued', 'superseded', 'withdrawn', 'closed'],
  answered: [],
  superseded: [],
  withdrawn: [],
  closed: [],
}

const row: Transitions<RowState> = {
  live: ['locked', 'moved', 'withdrawn', 'closed'],
  locked: ['live', 'approved', 'rejected', 'closed', 'moved'],
  shadowed: ['live', 'alreadyDone', 'rejected', 'moved', 'closed'],
  approved: [],
  rejected: [],
  closed: [],
  moved: [],
  withdrawn: [],
  alreadyDone: [],
}

const transitions = { mail, request, row }
interface StateOf {
  readonly mail: MailState
  readonly request: RequestState
  readonly row: RowState
}

export function mayBecome<Thing extends keyof StateOf>(
  thing: Thing,
  from: StateOf[Thing],
  to: StateOf[Thing],
): boolean {
  const table: Readonly<Record<string, readonly string[]>> = transitions[thing]
  return table[from]?.includes(to) ?? false
}
