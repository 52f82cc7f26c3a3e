/**
 * 待答来信 — mails without a form that no rule answers: a reply that asks or tells something, and a withdrawal by somebody
 * who may not. A member of staff reads them and marks them as seen to (reference/email.md 5.2, 14 #66 #67).
 */
import type { Moment } from '../brand.ts'
import type { MailState } from '../unban/types.ts'

/** Why a note (mail.state) waits for a person. */
const questionReasons = ['replyWithoutForm', 'withdrawalRefused'] as const
export type QuestionReason = (typeof questionReasons)[number]

interface Noted {
  readonly state: MailState
  readonly stateReason: string | null
  readonly handledAt: Moment | null
}

export const isQuestion = ({ state, stateReason }: Pick<Noted, 'state' | 'stateReason'>): boolean =>
  state === 'note' && questionReasons.some((reason) => reason === stateReason)

/** It still waits: nobody has seen to it. */
export const isOpenQuestion = (mail: Noted): boolean => isQuestion(mail) && mail.handledAt === null
