/**
 * 邮箱告警 — what people are told of a mailbox in trouble: one notice a kind, however often it happens, with what it means and
 * what to do (reference/email.md 11, Metrics).
 */
import type { Moment, Words } from '../brand.ts'

export type MailboxAlertKind = 'auth' | 'network' | 'other' | 'noLook' | 'lag' | 'quiet' | 'unreadable' | 'folderStuck'

export interface MailboxFacts {
  readonly now: Moment
  readonly lastOkAt: Moment | null
  readonly problem: { readonly kind: 'auth' | 'network' | 'other'; readonly since: Moment } | null
  /** Seconds from receipt to the first sight, as usual with the newest mails; null when none came lately. */
  readonly lagSeconds: number | null
  readonly oddlyQuiet: boolean
  /** Mails the server could not hand out. */
  readonly unreadable: number
  readonly sortingStoppedAt: Moment | null
}

export interface MailboxAlert {
  readonly kind: MailboxAlertKind
  readonly since: Moment | null
  readonly words: Words
}

/** Minutes without a good look, and of lag, after which people are told. */
const noLookMinutes = 5
const lagMinutes = 10

const words: Readonly<Record<MailboxAlertKind, Words>> = {
  auth: {
    zh: '邮箱服务器拒绝登录，暂不能收信。请在邮箱网页设置中确认 IMAP 已开启，重新生成授权码，更新系统设置后点“立即查看”。来信仍在邮箱中，不会丢失，排队时间不受影响。',
    en: 'The mail server refuses the login; no mail can be read. Please check in the web settings of the mailbox that IMAP is on, generate a new authorisation code, enter it in the settings of this system and press “Look now”. Mails stay in the mailbox and keep their times.',
  },
  network: {
    zh: '连接不上邮箱服务器，系统正在自动重连。来信仍在邮箱中，不会丢失，排队时间不受影响。若持续，请系统管理员检查网络。',
    en: 'The mail server cannot be reached; the system keeps trying. Mails stay in the mailbox and keep their times. If it lasts, please ask the administrator to check the network.',
  },
  other: {
    zh: '邮箱服务器未按预期应答，系统正在自动重试。若持续，请联系系统管理员。',
    en: 'The mail server does not answer as expected; the system keeps trying. If it lasts, please tell the administrator.',
  },
  noLook: {
    zh: `已超过 ${noLookMinutes} 分钟未能查看邮箱。若持续，请联系系统管理员检查受理进程是否在运行。`,
    en: `No good look into the mailbox for more than ${noLookMinutes} minutes. If it lasts, please ask the administrator whether the worker is running.`,
  },
  lag: {
    zh: `最近来信从到达邮箱到读入系统超过 ${lagMinutes} 分钟。排队仍以到达邮箱的时间为准。`,
    en: `Mails reach this system more than ${lagMinutes} minutes after they reached the mailbox. Places still follow the time of arrival there.`,
  },
  quiet: {
    zh: '已连续 3 个工作小时没有收到人工来信，与往常不同。请登录邮箱网页，查看收信规则和垃圾邮件文件夹是否正常。',
    en: 'No mail written by a person for three working hours, which is unusual. Please look into the web page of the mailbox: its rules for incoming mail and the Junk folder.',
  },
  unreadable: {
    zh: '有邮件反复读取失败，请登录邮箱网页查看；系统会继续重试，其他邮件不受影响。',
    en: 'Some mails cannot be read again and again; please look at them on the web page of the mailbox. The system keeps trying; other mails are not affected.',
  },
  folderStuck: {
    zh: '已受理邮件的分拣（移入 Unban 文件夹）连续失败，已暂停，一天后再试。受理不受影响，邮件留在收件箱。',
    en: 'Moving settled mails to the Unban folders has failed and is paused for a day. Nothing else is affected; the mails stay in the inbox.',
  },
}

/** The most urgent first. A mailbox whose trouble is known is not also said to be late. */
export function mailboxAlerts(facts: MailboxFacts): MailboxAlert[] {
  const { problem, lastOkAt } = facts
  const late = lastOkAt === null || minutesBetween(lastOkAt, facts.now) >= noLookMinutes
  const since: readonly (readonly [MailboxAlertKind, boolean, Moment | null])[] = [
    ['auth', problem?.kind === 'auth', problem?.since ?? null],
    ['network', problem?.kind === 'network' && late, problem?.since ?? null],
    ['other', problem?.kind === 'other' && late, problem?.since ?? null],
    ['noLook', problem === null && late, lastOkAt],
    ['lag', (facts.lagSeconds ?? 0) > lagMinutes * 60, null],
    ['quiet', facts.oddlyQuiet && problem === null && !late, null],
    ['unreadable', facts.unreadable > 0, null],
    ['folderStuck', facts.sortingStoppedAt !== null, facts.sortingStoppedAt],
  ]
  return since.filter(([, is]) => is).map(([kind, , at]) => ({ kind, since: at, words: words[kind] }))
}

function minutesBetween(from: Moment, to: Moment): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000
}
