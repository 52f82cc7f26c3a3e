/** 要办的事: what an enterprise has to do next about one of its people; lists are sorted by it. */
import type { Day, Words } from '../brand.ts'
import { addDays } from '../calendar/day.ts'

/** In the order in which they need doing. */
export const toDos = ['waitingIncomplete', 'rejected', 'incomplete', 'ready', 'expiring', 'waiting', 'underReview', 'done'] as const // prettier-ignore
export type ToDo = (typeof toDos)[number]

/** A certificate that ends within so many days is told beforehand: renewing one takes weeks. */
const expiringDays = 30

interface PersonStanding {
  readonly status: 'disabled' | 'active'
  /** Whether R20 would name anything today. */
  readonly complete: boolean
  /** 排队 · 审核中: of a row that asks for 解禁; null: none. */
  readonly place: 'waiting' | 'underReview' | null
  /** The last decision on 解禁 was a rejection. */
  readonly rejected: boolean
  /** The certificate that ends first. */
  readonly validUntil: Day | null
}

export function toDoOf({ status, complete, place, rejected, validUntil }: PersonStanding, today: Day): ToDo {
  if (place === 'underReview') return 'underReview'
  if (place === 'waiting') return complete ? 'waiting' : 'waitingIncomplete'
  if (status === 'disabled' && complete && rejected) return 'rejected'
  if (status === 'disabled') return complete ? 'ready' : 'incomplete'
  return validUntil !== null && validUntil < addDays(today, expiringDays) ? 'expiring' : 'done'
}

/** What to do, in one short sentence. */
export const toDoWords: Readonly<Record<ToDo, Words>> = {
  waitingIncomplete: { zh: '已在排队，请在审核前补齐资料', en: 'Waiting: complete the record before the review' },
  rejected: { zh: '未通过审核，请按理由更正后重新申请', en: 'Rejected: mend what the reasons name, then ask again' },
  incomplete: { zh: '请补齐资料', en: 'Complete the record' },
  ready: { zh: '资料齐全，可发邮件申请解禁', en: 'Complete: mail the form to ask for the unban' },
  expiring: { zh: '证书即将到期或已到期，请及时延期', en: 'A certificate ends soon or has ended: have it renewed' },
  waiting: { zh: '排队中，等待审核', en: 'Waiting for the review' },
  underReview: { zh: '审核中，资料已锁定', en: 'Under review; the record is locked' },
  done: { zh: '无需办理', en: 'Nothing to do' },
}
