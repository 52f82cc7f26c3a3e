/** 已停发 over every page of whoever may let sending go on: nobody is answered until they look (web/mails has the button). */
import { readStoppedMailboxes } from '../db/read/sending-state.ts'
import { can } from '../domain/policy/can.ts'
import type { WebDeps } from './deps.ts'
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

/** null: it sends, or it is not the visitor's to decide, or their page says so itself. */
export async function readSendingBanner(db: WebDeps['db'], visit: Visit): Promise<SendingBanner | null> {
  const actor = actorOf(visit)
  const authorityId = actor?.authorityId ?? null
  if (authorityId === null || !can(actor, 'sending.letGoOn', { kind: 'queue', authorityId }).allowed) return null
  if (visit.url.split('?', 1)[0] === paths.mails()) return null
  const stopped = await readStoppedMailboxes(db, authorityId)
  if (stopped.length === 0) return null
  return { text: say(visit.language, words.text), href: paths.mails(), label: say(visit.language, words.label) }
}
