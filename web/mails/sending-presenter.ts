/** 发信情况 over the list of mails: said only when something holds letters up. */
import type { SendingState } from '../../db/read/sending-state.ts'
import type { Words } from '../../domain/brand.ts'
import { momentText } from '../format.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { say, type Language } from '../words.ts'

export interface SendingView {
  readonly notice: Notice
  /** Empty: it goes on by itself, or the visitor may not decide it. */
  readonly action: string
  readonly goOn: string
}

const goOn: Words = { zh: '恢复发送', en: 'Let it go on' }

const limitWords: Readonly<Record<NonNullable<SendingState['limit']>, Words>> = {
  perHour: { zh: '邮箱每小时的发信量已用完', en: 'The mailbox’s hourly limit is reached' },
  perDay: { zh: '邮箱每天的发信量已用完', en: 'The mailbox’s daily limit is reached' },
  frequency: { zh: '邮件服务商提示发信过于频繁', en: 'The provider says that mails are sent too often' },
}

export function presentSending(
  state: SendingState & { readonly mayLetGoOn: boolean },
  language: Language,
): SendingView | null {
  const waiting = Object.values(state.queued).reduce((sum, letters) => sum + letters, 0)
  const words = state.stoppedAt !== null ? stoppedWords(state.stoppedAt, waiting) : limitedWords(state, waiting)
  if (words === null) return null
  return {
    notice: notice(language, state.stoppedAt === null ? 'warning' : 'danger', words),
    action: state.stoppedAt !== null && state.mayLetGoOn ? paths.sendingGoOn() : '',
    goOn: say(language, goOn),
  }
}

function stoppedWords(since: string, waiting: number): Words {
  return {
    zh: `自动邮件短时间内过多，已于 ${momentText(since)} 停止发送，${waiting} 封待发。请先查看最近的来信是否为自动回复的循环，再由负责人恢复发送。`,
    en: `Too many automatic mails at once: sending stopped at ${momentText(since)}, ${waiting} wait. Please look for a loop of auto-replies first; the chief lets it go on.`,
  }
}

function limitedWords({ limitedUntil, limit, queued }: SendingState, waiting: number): Words | null {
  if (limitedUntil === null || limit === null || waiting === 0) return null
  const until = momentText(limitedUntil)
  return {
    zh: `${limitWords[limit].zh}，${until} 后继续；待发 ${waiting} 封，其中审核结果 ${queued.result} 封。`,
    en: `${limitWords[limit].en}; it goes on after ${until}. ${waiting} wait, ${queued.result} of them results.`,
  }
}
