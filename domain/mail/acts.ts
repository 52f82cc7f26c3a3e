/**
 * 来信办理 — what people may do with a mail, a letter or a request by name (spec 10-unban, States and The queue): the chief
 * with mails that no rule could settle, staff with letters that came back, an enterprise with its own waiting request.
 */
import type { Moment } from '../brand.ts'
import type { MailState, ReturnCode } from '../unban/types.ts'

// prettier-ignore
export type MailActKind =
  'accept' | 'rerun' | 'return' | 'dismiss' | 'giveTime' | 'revokeLink' | 'resend' | 'letGoOn' | 'withdraw'

/** What an act needs beside its reason. */
export interface MailActInput {
  /** return: what is said of the mail. */
  readonly code?: ReturnCode | undefined
  /** giveTime: the receipt time. */
  readonly time?: Moment | undefined
}

export type MailActOutcome =
  | 'done'
  /** Somebody was first, or the rules have settled it meanwhile. */
  | 'over'
  /** accept, rerun: there is still no form that can be read. */
  | 'noForm'
  /** return, resend: nobody to write to. */
  | 'noAddress'
  /** giveTime: the mail server gave one, and that counts. */
  | 'hasServerTime'
  /** giveTime: later than the mail was first seen. */
  | 'timeTooLate'
  /** giveTime, withdraw: a reviewer has the request. */
  | 'underReview'
  /** giveTime: the mail has taken over places of other mails, which its time decides. */
  | 'tookPlaces'
  /** The record could not hold it, however often it was tried. */
  | 'fault'

/** States from which the chief brings a mail to its end. */
const chiefsMailStates = ['manual', 'quarantined'] as const satisfies readonly MailState[]
export const isChiefsMail = (state: string): boolean => chiefsMailStates.some((known) => known === state)

/** Where the receipt time of a mail comes from that its server gave none, or none that can be believed. */
const withoutServerTime: readonly string[] = ['firstSeen', 'appended', 'chief']
export const lacksServerTime = (timeSource: string): boolean => withoutServerTime.includes(timeSource)
/** Mails whose time still matters, or may: a machine's mail, a note, and what was returned or dismissed never have a place. */
const timedStates = ['accepted', 'onHold', 'manual', 'quarantined'] as const satisfies readonly MailState[]
export const hasUseForTime = (state: string): boolean => timedStates.some((known) => known === state)

/** Codes that a chief may return a mail with: those said of a mail as a whole. */
export const wholeMailCodes = ['R01', 'R02', 'R03', 'R04', 'R05', 'R17', 'R18', 'R19'] as const satisfies readonly ReturnCode[] // prettier-ignore
