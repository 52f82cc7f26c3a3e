/**
 * 谁可以来信 — what a mail may do for an enterprise, by what is known of its sender and whether the address is on the
 * enterprise's record or was confirmed (spec 10-unban, Who may write). From decides; Sender and Reply-To say nothing.
 */
import type { Words } from '../brand.ts'
import type { ReadMail, SenderVerdict } from './types.ts'

export type SenderStanding =
  | 'normal'
  /** Nothing is known of the sender: as normal, and staff see it. */
  | 'normalWithBadge'
  /** Waits for the registered address to confirm the sender. */
  | 'hold'
  | 'returnR16'
  /** Forged: no answer, nothing moves. */
  | 'quarantine'

const standings: Readonly<Record<SenderVerdict, { authorised: SenderStanding; stranger: SenderStanding }>> = {
  aligned: { authorised: 'normal', stranger: 'hold' },
  none: { authorised: 'normalWithBadge', stranger: 'returnR16' },
  unknown: { authorised: 'normalWithBadge', stranger: 'returnR16' },
  fail: { authorised: 'quarantine', stranger: 'quarantine' },
}

export function senderStanding(verdict: SenderVerdict, authorised: boolean): SenderStanding {
  return standings[verdict][authorised ? 'authorised' : 'stranger']
}

export type FromProblem = 'noFrom' | 'manyFroms'

/** A mail must have one From with one address; otherwise staff look at it and nobody is answered. */
export function fromProblem({ from, fromHeaders }: Pick<ReadMail, 'from' | 'fromHeaders'>): FromProblem | null {
  if (from.length === 0) return 'noFrom'
  return fromHeaders > 1 || from.length > 1 ? 'manyFroms' : null
}

export const fromProblemWords: Readonly<Record<FromProblem, Words>> = {
  noFrom: { zh: '邮件没有发件人，请人工处理。', en: 'The mail has no sender; please see to it by hand.' },
  manyFroms: { zh: '邮件有多个发件人，请人工处理。', en: 'The mail has several senders; please see to it by hand.' },
}
