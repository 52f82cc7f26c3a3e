/**
 * 答复 — what an automatic mail says, as facts. The words are in io/smtp/letters; the header X-Hoistway-Rows is
 * written by rows-header.ts from the same facts. Names are masked (张*) and numbers cut to four digits in every body.
 */
import type { Day, Moment } from '../brand.ts'
import type { PutAsideReason } from './put-aside.ts'
import type { Business, CodeFound, RowOutcome } from './types.ts'

/** A promise of a day, or the reason why none is given. */
export type Expected =
  { readonly kind: 'day'; readonly dueOn: Day } | { readonly kind: 'beyondCalendar'; readonly coveredThrough: Day }

/** One row of the form as the answer lists it. */
export interface AnswerRow {
  readonly n: number
  readonly name: string
  readonly idLast4: string
  readonly business: Business
  readonly company: string
  readonly outcome: RowOutcome
  /** 绑定并解禁 was read as 绑定. */
  readonly askedBoth: boolean
  /** A repeated row has the state of this one. */
  readonly sameAs: number | null
  /** Rejections: kept reasons by code, and the reviewer's own words. */
  readonly reasons: readonly string[]
  readonly reasonText: string
}

/** One request made by the mail, with the numbers of this moment. */
export interface AnswerRequest {
  readonly caseNo: string
  readonly enterpriseName: string
  readonly business: Business
  readonly rowNumbers: readonly number[]
  /** 第 n 份 */
  readonly place: number
  readonly peopleAhead: number
  readonly expected: Expected
  /** People who had a place before and were moved by this mail: from which place, out of which request. */
  readonly moved: readonly {
    readonly rows: readonly number[]
    readonly fromCaseNo: string
    readonly fromPlace: number
  }[]
}

/** A request and the day by which it is to be answered. */
export interface DatedCase {
  readonly caseNo: string
  readonly dueOn: Day
}

interface Common {
  readonly authorityName: string
  readonly mailboxAddress: string
  /** Subject of the mail answered, cleaned of line breaks. */
  readonly subjectAnswered: string
  readonly receivedAt: Moment
  readonly baseUrl: string
  /** The signed page that shows where the mail's rows stand; null where there is no such mail. */
  readonly statusUrl?: string | null
}

/** One request that still waits, with the numbers of this moment. */
export interface ProgressRequest extends Pick<AnswerRequest, 'caseNo' | 'enterpriseName' | 'business' | 'expected'> {
  readonly receivedAt: Moment
  readonly rows: readonly AnswerRow[]
  /** null: under review, or a resend that waits for one. */
  readonly place: { readonly place: number; readonly peopleAhead: number } | null
  readonly statusUrl: string
}

export type Answer =
  /** Some rows queued or held, or nothing was wrong and nothing is to do (alreadyDone, R15). */
  | (Common & {
      readonly kind: 'ack'
      readonly rows: readonly AnswerRow[]
      readonly requests: readonly AnswerRequest[]
      readonly badges: readonly string[]
    })
  /** Nothing queued: the codes of the mail itself, or of every row. */
  | (Common & {
      readonly kind: 'return'
      readonly mailCodes: readonly CodeFound[]
      readonly rows: readonly AnswerRow[]
      /** The chief's own words, where a person returned it. */
      readonly words?: string
    })
  | (Common & {
      readonly kind: 'result'
      readonly caseNo: string
      readonly enterpriseName: string
      readonly business: Business
      readonly decidedAt: Moment
      readonly rows: readonly AnswerRow[]
    })
  /** 进度: where every waiting row of the enterprise stands. */
  | (Common & { readonly kind: 'progress'; readonly requests: readonly ProgressRequest[] })
  /** 撤回: which rows have left the queue, and which could not. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'withdrawal'
      /** By the enterprise's own page, not by a mail. */
      readonly onPage?: boolean
      readonly rows: readonly AnswerRow[]
      /** Numbers that name no row of the mail. */
      readonly unknownRows: readonly number[]
      readonly caseNumbers: readonly string[]
    })
  /** 搁置: the request waits for a while, keeps its place, and nothing is to be sent again. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'putAside'
      readonly enterpriseName: string
      readonly caseNo: string
      readonly business: Business
      readonly reason: PutAsideReason
      readonly reasonText: string
      /** null: beyond the published calendar no day is said. */
      readonly until: Moment | null
    })
  /** The chief has given a receipt time to a mail that had none from its server. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'timeGiven'
      readonly timeBefore: Moment
      readonly reason: string
      readonly caseNumbers: readonly string[]
    })
  /** To the registered address: the profile was approved, or sent back. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'profileReviewed'
      readonly enterpriseName: string
      readonly approved: boolean
      readonly reasons: readonly string[]
      readonly link: string
    })
  /** To every address that may write for the enterprise: another may from now on, or may no longer. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'addressChanged'
      readonly enterpriseName: string
      readonly address: string
      readonly change: 'added' | 'revoked'
      readonly link: string
    })
  /** To the registered address: a forged second identity was deleted. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'personDeleted'
      readonly enterpriseName: string
      readonly person: Pick<AnswerRow, 'name' | 'idLast4'>
      readonly reason: string
    })
  /** To the registered address: requests that waited without a day, beyond the published calendar, now have one. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'datesSet'
      readonly enterpriseName: string
      readonly cases: readonly DatedCase[]
    })
  /** To the chief: what is past its deadline today. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'overdueReminder'
      /** The oldest of them. */
      readonly cases: readonly DatedCase[]
      readonly overdue: number
      /** Some days are an estimate beyond the published calendar (预计). */
      readonly estimated: boolean
    })
  /** To the registered address: somebody else wrote in the enterprise's name, or its person went elsewhere. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'strangerWrote' | 'senderForged' | 'confirmSender' | 'boundAway' | 'withdrawalRefused'
      readonly enterpriseName: string
      readonly senderAddress: string
      readonly people: number
      /** confirmSender: the one link, and until when it holds. */
      readonly link: string | null
      readonly linkUntil: Moment | null
      /** withdrawalRefused: the requests that were to be withdrawn. */
      readonly caseNumbers?: readonly string[]
      /** boundAway: who. */
      readonly person?: Pick<AnswerRow, 'name' | 'idLast4'>
    })

/** An answer as bytes-to-be: what io/smtp renders once and never again. */
export interface Letter {
  readonly answer: Answer
  readonly from: { readonly name: string; readonly address: string }
  /** Exactly one address, validated. */
  readonly to: string
  /** `unban.<case or mail>.<kind>.<version>@<domain>` without the angle brackets. */
  readonly messageId: string
  readonly inReplyTo: string | null
  /** Fixed: the same at every attempt. */
  readonly date: Moment
  readonly rowsHeader: string
  /** Where rows of other mails than the one answered are told: each mail's Message-ID and rows, in this order. */
  readonly rowsOf?: readonly RowsOf[]
}
export interface RowsOf {
  readonly messageId: string
  readonly rowsHeader: string
}
