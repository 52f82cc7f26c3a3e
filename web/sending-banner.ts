/** 已停发 over every page of whoever may let sending go on: nobody is answered until they look (web/mails has the button). */
import { can } from '../domain/policy/can.ts'
import { paths } from './paths.ts'
import { actorOf, type Visit } from './visit.ts'
import { say } from './words.ts'

export interface SendingBanner {
  readonly text: string
  readonly href: string
  readonly label: string
}

const words = {
  text: {
    zh: '自动邮件短时间内过多，邮箱已停止发信，答复暂未送出。',
    en: 'Too many automatic mails at once: the mailbox has stopped sending, and answers wait.',
  },
  label: { zh: '查看并恢复发送', en: 'Look, and let it go on' },
}

/** The authority whose mailboxes concern the visitor; null: it is not theirs to decide, or their page says so itself. */
export function sendingConcerns(visit: Visit): string | null {
  const actor = actorOf(visit)
  const authorityId = actor?.authorityId ?? null
  if (authorityId === null || !can(actor, 'sending.letGoOn', { kind: 'queue', authorityId }).allowed) return null
  return visit.url.split('?', 1)[0] === paths.mails() ? null : authorityId
}

export function presentSendingBanner({ language }: Visit): SendingBanner {
  return { text: say(language, words.text), href: paths.mails(), label: say(language, words.label) }
}
