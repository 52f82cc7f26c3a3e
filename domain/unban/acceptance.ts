/**
 * 受理 — where a mail goes and which one answer it gets: first from the mail itself, then, when it holds a form, from its
 * rows (spec 10-unban, The mail, For programs, States). A forged, own or automatic mail is never answered.
 */
import type { Words } from '../brand.ts'
import { classReasonWords, type Classified, type ClassReason } from '../mail/classify.ts'
import { fromProblemWords, type FromProblem } from '../mail/authority.ts'
import type { MailClass, ScanVerdict, SenderVerdict } from '../mail/types.ts'
import type { FormsRead } from './request-form.ts'
import type { CodeFound, MailState, RowOutcome } from './types.ts'

export type AnswerKind = 'ack' | 'return' | 'none'

export interface MailFound {
  readonly classified: Classified
  readonly fromProblem: FromProblem | null
  readonly verdict: SenderVerdict
  /** The mail could not be taken apart. */
  readonly unreadable: boolean
  /** In-Reply-To or References name a mail of ours. */
  readonly answersOurs: boolean
  readonly forms: FormsRead
  /** Absent: there is no scanner, or nothing was found. */
  readonly scan?: ScanVerdict
}

type RouteReason =
  | ClassReason
  | FromProblem
  | 'forged'
  | 'unreadable'
  | 'listWithForm'
  | 'replyWithoutForm'
  | 'harmful'
  | 'notScanned'
  | 'timeUnproven'
  | 'form'

export interface Route {
  /** `rows`: the form's rows decide, by decideAnswerKind. Anything else is the mail's state. */
  readonly kind: 'rows' | Extract<MailState, 'own' | 'dsn' | 'auto' | 'note' | 'manual' | 'quarantined' | 'returned'>
  readonly why: RouteReason
  /** Said of the mail itself (`0=R01`) where the answer is a return. */
  readonly codes: readonly CodeFound[]
  readonly answer: Extract<AnswerKind, 'return' | 'none'>
  /** Nothing in it was meant as the form: it may be about a case that its subject names. */
  readonly onlyTalk: boolean
}

export function routeMail(found: MailFound): Route {
  const { classified, fromProblem, verdict, unreadable, forms } = found
  const filed = filedAs[classified.class]
  if (found.scan === 'found') return infected(found)
  if (found.scan === 'refused') return silent('manual', 'notScanned')
  // Some programs send without a return path; an answering machine attaches no form.
  const formAfterAll =
    classified.why === 'emptyReturnPath' && forms.kind === 'form' && !forms.badges.includes('bodyTable')
  if (filed !== null && !formAfterAll) return silent(filed, classified.why)
  // Nobody can be answered, or nobody should be.
  if (fromProblem !== null) return silent('manual', fromProblem)
  if (verdict === 'fail') return silent('quarantined', 'forged')
  // Some companies' gateways mark every mail as bulk: staff decide.
  if (classified.class === 'bulk')
    return forms.kind === 'form' ? silent('manual', 'listWithForm') : silent('auto', classified.why)
  if (unreadable) return told('manual', 'unreadable', [{ code: 'R03', why: 'mail' }])
  if (found.answersOurs && isOnlyTalk(forms)) return silent('note', 'replyWithoutForm')
  if (forms.kind === 'returned' && forms.harmful) return told('quarantined', 'harmful', forms.codes)
  if (forms.kind === 'returned') return { ...told('returned', 'form', forms.codes), onlyTalk: isOnlyTalk(forms) }
  return silent('rows', 'form')
}

/** Set apart, whatever it is; told to whoever would have been answered at all. */
function infected({ classified, fromProblem, verdict }: MailFound): Route {
  const mayAnswer = classified.class === 'human' && fromProblem === null && verdict !== 'fail'
  return mayAnswer ? told('quarantined', 'harmful', [{ code: 'R18' }]) : silent('quarantined', 'harmful')
}

/** A form whose place cannot be told waits for the chief, who gives it one; nobody is answered before. */
export function untilTimeIsGiven(route: Route): Route {
  return route.kind === 'rows' ? silent('manual', 'timeUnproven') : route
}

/** Classes that never enter; null: to be looked at. */
const filedAs: Readonly<Record<MailClass, 'own' | 'dsn' | 'auto' | null>> = {
  own: 'own',
  dsn: 'dsn',
  auto: 'auto',
  bulk: null,
  human: null,
}

function silent(kind: Route['kind'], why: RouteReason): Route {
  return { kind, why, codes: [], answer: 'none', onlyTalk: false }
}

function told(kind: Route['kind'], why: RouteReason, codes: readonly CodeFound[]): Route {
  return { kind, why, codes, answer: 'return', onlyTalk: false }
}

/** A reply with nothing that was meant as the form. A table in its text is taken for a quotation. */
function isOnlyTalk(forms: FormsRead): boolean {
  return forms.kind === 'form' ? forms.badges.includes('bodyTable') : forms.codes.every(saysNothingSent)
}

function saysNothingSent({ code, why }: CodeFound): boolean {
  if (code === 'R01') return why === 'nothing'
  return code === 'R05' || code === 'R19' || (code === 'R02' && why === 'bodyHeadings')
}

/** What the rows of a form make of their mail. Whatever is not returned is acknowledged. */
export function decideAnswerKind(outcomes: readonly RowOutcome[]): {
  readonly state: Extract<MailState, 'accepted' | 'onHold' | 'returned'>
  readonly answer: Extract<AnswerKind, 'ack' | 'return'>
} {
  const open = outcomes.filter(({ kind }) => kind !== 'returned')
  if (open.length === 0) return { state: 'returned', answer: 'return' }
  return { state: open.every(({ kind }) => kind === 'onHold') ? 'onHold' : 'accepted', answer: 'ack' }
}

const ownReasonWords: Readonly<Record<Exclude<RouteReason, ClassReason | FromProblem>, Words>> = {
  forged: {
    zh: '发件人身份验证未通过，已隔离，不予回复。',
    en: 'The sender is not genuine; set apart and not answered.',
  },
  unreadable: { zh: '邮件无法解析，请人工处理。', en: 'The mail cannot be taken apart; please see to it by hand.' },
  listWithForm: { zh: '群发邮件中带有表格，请人工处理。', en: 'A bulk mail with a form; please see to it by hand.' },
  replyWithoutForm: { zh: '对我方邮件的回复，没有附表格。', en: 'A reply to one of our mails, without a form.' },
  timeUnproven: {
    zh: '邮件由程序放入邮箱，收到时间无从核实，请负责人给定时间。',
    en: 'Put into the mailbox by a program; nothing confirms when it came. The chief gives its time.',
  },
  harmful: { zh: '含有程序或有害内容，已隔离。', en: 'Holds a program or something harmful; set apart.' },
  notScanned: { zh: '查毒程序无法检查这封邮件，请人工处理。', en: 'The virus scanner cannot check this mail; please see to it by hand.' }, // prettier-ignore
  form: { zh: '按表格核对。', en: 'Judged by its form.' },
}

/** Why a mail is where it is, for staff. */
export const routeReasonWords: Readonly<Record<RouteReason, Words>> = {
  ...classReasonWords,
  ...fromProblemWords,
  ...ownReasonWords,
}
