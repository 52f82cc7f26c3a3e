/** 判读来信: what a mail is, by its own bytes alone and in the order of the spec; the register is asked afterwards. */
import { readEmailAddress } from '../domain/codes/email-address.ts'
import { fromProblem } from '../domain/mail/authority.ts'
import { mailBadges } from '../domain/mail/badges.ts'
import { classifyMail } from '../domain/mail/classify.ts'
import { answersOurs } from '../domain/mail/own-message-id.ts'
import type { ReadMail, ScanVerdict } from '../domain/mail/types.ts'
import { senderVerdict } from '../domain/mail/verdict.ts'
import { routeMail, untilTimeIsGiven } from '../domain/unban/acceptance.ts'
import { readRequestForms } from '../domain/unban/request-form.ts'
import { oneLine } from '../domain/text/one-line.ts'
import { unreadableMail } from '../io/mail/read-mail.ts'
import type { Judged } from '../db/write/intake/judged.ts'

export interface JudgeFacts {
  /** Addresses of the mailbox itself. */
  readonly own: readonly string[]
  readonly authserv: string | null
  readonly receivedAt: string
  readonly headersOnly: boolean
  readonly internalDateMissing: boolean
  /** Put into the mailbox by a program, with a time that nothing confirms. */
  readonly timeUnproven: boolean
  readonly scan?: ScanVerdict
  /** Domains of addresses that may write. */
  readonly knownDomains: readonly string[]
}

const nameLength = 200
const subjectLength = 500

export function judge(read: ReadMail, facts: JudgeFacts): Judged {
  const [sender] = read.from
  const fromAddress = sender === undefined ? null : readEmailAddress(sender.address)
  const messageIdDomain = facts.own[0]?.split('@')[1] ?? ''
  const classified = classifyMail(read, { addresses: facts.own, messageIdDomain })
  const verdict = senderVerdict(read.headers, fromAddress ?? '', facts.authserv)
  const forms = readRequestForms(read, { headersOnly: facts.headersOnly })
  const problem = fromProblem(read) ?? (fromAddress === null ? 'noFrom' : null)
  const unverified = forms.kind === 'form' && (verdict === 'none' || verdict === 'unknown')
  const badges = mailBadges(read, { ...facts, standings: unverified ? ['normalWithBadge'] : [] })
  const route = routeMail({
    classified,
    fromProblem: problem,
    verdict,
    // Of a mail over the size limit only the header was fetched: that is R17, not R03.
    unreadable: read.unreadable && !facts.headersOnly,
    answersOurs: answersOurs(read, messageIdDomain),
    forms,
    scan: facts.scan ?? 'nothing',
  })
  return {
    read: { ...read, subject: oneLine(read.subject, subjectLength) },
    mailClass: classified.class,
    verdict,
    badges: [...new Set([...badges, ...forms.badges])],
    fromAddress: problem === null ? fromAddress : null,
    fromName: sender === undefined ? null : oneLine(sender.name, nameLength),
    forms,
    route: facts.timeUnproven ? untilTimeIsGiven(route) : route,
  }
}

/**
 * Whether the header alone says that a machine wrote: such mails come last when many wait. Only an order of work: what
 * the mail is, is judged from all of it.
 */
export function isMachineByHead(raw: Buffer, own: readonly string[]): boolean {
  const head = unreadableMail(raw)
  return classifyMail(head, { addresses: own, messageIdDomain: own[0]?.split('@')[1] ?? '' }).class !== 'human'
}
