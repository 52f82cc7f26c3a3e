/**
 * 邮箱特性: what a mail provider can do and how fast it may be used.
 *
 * The figures of qq and 163 are first guesses: neither publishes its limits (reference: 1 mail in 3 s, 40 an hour, 400 a
 * day; halved for an hour after an answer that speaks of frequency). Limits of our own servers are none, except the one
 * that ends a loop with an answering machine nobody recognises.
 */

/** At most `count` in `minutes`. */
interface RateLimit {
  readonly count: number
  readonly minutes: number
}

export interface MailProfileSettings {
  /** Seconds between two looks at the mailbox when nothing announces new mail. */
  readonly pollSeconds: number
  /** Whether the folder is selected anew before each listing: long sessions of big providers grow stale. */
  readonly selectsAnew: boolean
  /** Seconds between two looks into the Junk folder. */
  readonly junkSeconds: number
  /** Seconds a settled mail stays in the inbox before it is moved, for people's convenience; null: nothing is moved. */
  readonly moveAfterSeconds: number | null
  /** Milliseconds until a broken line is opened again: doubled from the first to the last, with jitter. */
  readonly reconnectMs: { readonly first: number; readonly last: number }
  /** Hosts of the provider that write Received; none: what Received says is shown to staff and never counted. */
  readonly receivedBy: readonly string[]
  /** Seconds to wait before an uncertain mail is looked for in the Sent folder. */
  readonly uncertainWaitSeconds: number
  /** Whether an acknowledgement of unknown outcome is sent again; results and returns always are. */
  readonly resendAcks: boolean
  /** Whether the server itself keeps a copy of what we sent: only then does its absence prove anything. */
  readonly keepsSentCopy: boolean
  /** Milliseconds between two mails. */
  readonly sendGapMs: number
  /** Mails an hour and a day; null: no limit. */
  readonly perHour: number | null
  readonly perDay: number | null
  /** Minutes during which both are halved after a refusal for frequency. */
  readonly halvedMinutes: number
  /** Returns to one address; null: no limit. */
  readonly returnsPerHour: number | null
  readonly returnsPerDay: number | null
  /** Hours in which the same return (address, list, reasons) is not said twice; null: it is said each time. */
  readonly sameReturnHours: number | null
  /** Automatic mails of all kinds together, above which sending stops and the chief is told; null: no limit. */
  readonly breaker: RateLimit | null
  /** Answers to one address that sends no form. */
  readonly formlessAnswers: RateLimit
}

/** An answering machine that nothing marks is met by the eleventh answer. */
const formlessAnswers: RateLimit = { count: 10, minutes: 5 }

const junkSeconds = 600
const outsideReconnectMs = { first: 1_000, last: 300_000 }

const unlimited = {
  junkSeconds,
  receivedBy: [],
  sendGapMs: 0,
  perHour: null,
  perDay: null,
  halvedMinutes: 60,
  returnsPerHour: null,
  returnsPerDay: null,
  sameReturnHours: null,
  breaker: null,
  formlessAnswers,
}

const personalMailbox = {
  junkSeconds,
  moveAfterSeconds: 300,
  reconnectMs: outsideReconnectMs,
  selectsAnew: true,
  uncertainWaitSeconds: 60,
  resendAcks: false,
  keepsSentCopy: true,
  sendGapMs: 3_000,
  perHour: 40,
  perDay: 400,
  halvedMinutes: 60,
  returnsPerHour: 5,
  returnsPerDay: 20,
  sameReturnHours: 24,
  breaker: { count: 60, minutes: 5 },
  formlessAnswers,
}

export const mailProfiles = {
  bundled: {
    ...unlimited,
    pollSeconds: 5,
    moveAfterSeconds: 300,
    reconnectMs: { first: 500, last: 15_000 },
    selectsAnew: false,
    uncertainWaitSeconds: 5,
    resendAcks: true,
    keepsSentCopy: true,
  },
  plain: {
    ...unlimited,
    pollSeconds: 30,
    // Nobody has said that people of this server want their inbox tidied.
    moveAfterSeconds: null,
    reconnectMs: outsideReconnectMs,
    selectsAnew: true,
    uncertainWaitSeconds: 60,
    resendAcks: false,
    keepsSentCopy: false,
  },
  qq: { ...personalMailbox, pollSeconds: 30, receivedBy: ['qq.com'] },
  /** No IDLE there: new mail is noticed by asking only. */
  '163': { ...personalMailbox, pollSeconds: 20, receivedBy: ['163.com', '126.com', 'yeah.net'] },
} as const satisfies Readonly<Record<string, MailProfileSettings>>

/** The same names as env.ts reads from MAIL_PROFILE. */
export type MailProfile = keyof typeof mailProfiles
