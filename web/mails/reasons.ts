/** Why a mail is where it is: the words of the rules, and of what came of replies, notices and acts. */
import type { BounceReason } from '../../db/write/intake/bounces.ts'
import type { ReplyReason } from '../../db/write/intake/replies.ts'
import type { Words } from '../../domain/brand.ts'
import { routeReasonWords } from '../../domain/unban/acceptance.ts'
import type { MailState } from '../../domain/unban/types.ts'
import { say, type Language } from '../words.ts'

type OtherReason = Exclude<ReplyReason, 'replyWithoutForm'> | BounceReason | 'muted' | 'byChief' | 'notSettled' | 'scanPending' // prettier-ignore

const others: Readonly<Record<OtherReason, Words>> = {
  withdrawn: { zh: '来信撤回，已办理。', en: 'A withdrawal, done.' },
  nothingWithdrawn: {
    zh: '来信要求撤回，但没有可以撤回的人员，已答复。',
    en: 'Asked for a withdrawal; there was nobody to withdraw, and the answer says so.',
  },
  withdrawalRefused: {
    zh: '来信要求撤回，但发件地址不是该企业的邮箱，没有撤回。',
    en: 'Asks for a withdrawal from an address that may not; nothing was withdrawn.',
  },
  progress: { zh: '来信查询进度，已答复。', en: 'Asked for the places; answered.' },
  progressMuted: {
    zh: '来信查询进度；一小时内已答复过，本封不再答复。',
    en: 'Asked for the places again within the hour; not answered.',
  },
  bounceMatched: { zh: '我方邮件被退回，已记在该邮件上。', en: 'A mail of ours came back; noted on it.' },
  bounceDelayed: { zh: '我方邮件延迟送达，对方服务器仍在尝试。', en: 'A mail of ours is delayed; delivery goes on.' },
  bounceUnmatched: {
    zh: '退信通知，不能确定是哪一封邮件。',
    en: 'A delivery report; which mail it is about is not known.',
  },
  muted: {
    zh: '同一地址近期已多次答复，或同样的退回刚答复过，本封不再自动答复。',
    en: 'This address was answered often lately, or told the same; this mail was not answered.',
  },
  byChief: { zh: '由负责人办理，见办理记录。', en: 'Settled by the chief; see below.' },
  notSettled: {
    zh: '系统多次处理未成功，请人工处理。',
    en: 'The program failed on it several times; please see to it.',
  },
  scanPending: { zh: '等待查毒；位置按收到时间保留。', en: 'Waits for the virus scanner; its place is kept.' },
}

/** States in which the rule's own reason is worth a sentence: the mail did not go the usual way. */
const unusual: readonly MailState[] = ['manual', 'quarantined', 'auto', 'dsn', 'own', 'note', 'onHold', 'dismissed']

export function stateReason(state: MailState, reason: string | null, language: Language): string {
  const known = reason === null ? undefined : find(others, reason) ?? (unusual.includes(state) ? find(routeReasonWords, reason) : undefined) // prettier-ignore
  return known === undefined ? '' : say(language, known)
}

const find = (words: Readonly<Record<string, Words>>, reason: string): Words | undefined => words[reason]
