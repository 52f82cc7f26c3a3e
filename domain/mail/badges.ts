/** 邮件标记 — what staff should see beside a mail before they believe it (reference/email.md 4 O4, 5.1, 8.5). */
import type { Moment } from '../brand.ts'
import { fromProblem, type SenderStanding } from './authority.ts'
import { cleanHost, domainOf, organisation } from './domain-name.ts'
import { headerValues } from './headers.ts'
import type { MailBadge, ReadMail } from './types.ts'

export interface BadgeFacts {
  readonly receivedAt: Moment
  /** The server gave no time, or one in the future. */
  readonly internalDateMissing: boolean
  /** Of every enterprise named. */
  readonly standings: readonly SenderStanding[]
  /** Domains of addresses that may write. */
  readonly knownDomains: readonly string[]
}

/** Minutes between Date and receipt from which staff see it. Date is never sorted on. */
const skewMinutesMax = 10

/** Badges of the mail itself; those of its form come from reading it. */
export function mailBadges(mail: ReadMail, facts: BadgeFacts): MailBadge[] {
  const found: Partial<Record<MailBadge, boolean>> = {
    senderUnverified: facts.standings.includes('normalWithBadge'),
    dateSkew: isSkewed(mail.dateHeader, facts.receivedAt),
    internalDateMissing: facts.internalDateMissing,
    severalSenders: fromProblem(mail) === 'manyFroms',
    twoMessageIds: mail.messageIdHeaders > 1,
    noMessageId: mail.messageIdHeaders === 0 || mail.messageId === null,
    lookAlike: mail.from.some(({ address }) => looksLikeAnother(domainOf(address), facts.knownDomains)),
    replyToElsewhere: repliesElsewhere(mail),
    nameHidesAddress: mail.from.some(({ name, address }) => hidesAddress(name, address)),
  }
  return (Object.keys(found) as MailBadge[]).filter((badge) => found[badge])
}

function isSkewed(dateHeader: string | null, receivedAt: Moment): boolean {
  const sent = dateHeader === null ? NaN : Date.parse(dateHeader)
  // A date that cannot be read is as odd as a wrong one.
  return !(Math.abs(sent - Date.parse(receivedAt)) <= skewMinutesMax * 60_000)
}

const address = /[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+/gu

function repliesElsewhere({ headers, from }: ReadMail): boolean {
  const senders = from.map((sender) => sender.address.toLowerCase())
  const replyTo = headerValues(headers, 'reply-to').flatMap((value) => value.match(address) ?? [])
  return replyTo.some((found) => !senders.includes(found.toLowerCase()))
}

/** "office@e00.test" <someone@else.test> */
function hidesAddress(name: string, real: string): boolean {
  return (name.normalize('NFKC').match(address) ?? []).some((shown) => shown.toLowerCase() !== real.toLowerCase())
}

const providers = [
  'qq.com', 'foxmail.com', '163.com', '126.com', 'yeah.net', '139.com', '189.cn', 'sina.com', 'sohu.com', 'aliyun.com',
  'outlook.com', 'hotmail.com', 'gmail.com',
] // prettier-ignore

/** qq.c0m, l63.com, or letters of another script: almost a name people know. */
function looksLikeAnother(domain: string, knownDomains: readonly string[]): boolean {
  if (domain === '') return false
  if (/[^\x21-\x7e]|(^|\.)xn--/u.test(domain)) return true
  const known = [...providers, ...knownDomains.map(cleanHost)]
  const own = organisation(domain)
  if (known.includes(domain) || known.includes(own)) return false
  return known.some((name) => skeleton(name) === skeleton(domain) || skeleton(name) === skeleton(own))
}

/** Characters that look alike, written as one. */
function skeleton(domain: string): string {
  return domain
    .replace(/rn/gu, 'm')
    .replace(/vv/gu, 'w')
    .replace(/0/gu, 'o')
    .replace(/[1i|]/gu, 'l')
    .replace(/5/gu, 's')
    .replace(/3/gu, 'e')
}
