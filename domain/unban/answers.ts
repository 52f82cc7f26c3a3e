/**
 * 答复 — what an automatic mail says, as facts. The words are in io/smtp/letters; the header X-Hoistway-Rows is
 * written by rows-header.ts from the same facts. Names are masked (张*) and numbers cut to four digits in every body.
 */
import type { Day, Moment } from '../brand.ts'
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

interface Common {
  readonly authorityName: string
  readonly mailboxAddress: string
  /** Subject of the mail answered, cleaned of line breaks. */
  readonly subjectAnswered: string
  readonly receivedAt: Moment
  readonly baseUrl: string
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
    })
  | (Common & {
      readonly kind: 'result'
      readonly caseNo: string
      readonly enterpriseName: string
      readonly business: Business
      readonly decidedAt: Moment
      readonly rows: readonly AnswerRow[]
    })
  /** To the registered address: somebody else wrote in the enterprise's name. */
  | (Common & {
      readonly kind: 'note'
      readonly topic: 'strangerWrote' | 'senderForged' | 'confirmSender' | 'boundAway'
      readonly enterpriseName: string
      readonly senderAddress: string
      readonly people: number
      /** confirmSender: the one link, and until when it holds. */
      readonly link: string | null
      readonly linkUntil: Moment | null
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
}
