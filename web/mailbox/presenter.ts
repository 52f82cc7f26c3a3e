/** 受理邮箱: its state in words, the trouble there is with what to do, and the figures behind it. */
import type { MailboxHealth } from '../../db/read/mailbox.ts'
import type { Words } from '../../domain/brand.ts'
import { agoText, momentText } from '../format.ts'
import type { Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '受理邮箱', en: 'Mailbox' },
  back: { zh: '解禁排队', en: 'Queue' },
  look: { zh: '立即查看', en: 'Look now' },
  lookHint: { zh: '几秒内查看一次；平时无需操作，新邮件到达时系统会自动读取。', en: 'Looks within seconds. Usually nothing needs to be done: new mail is read by itself.' }, // prettier-ignore
  chiefOnly: { zh: '需要立即查看时，请联系负责人。', en: 'The chief can have it looked into at once.' },
  trouble: { zh: '需要留意', en: 'Needs attention' },
  none: { zh: '本机构没有受理邮箱。', en: 'This authority has no mailbox.' },
  facts: { zh: '读取情况', en: 'How reading goes' },
} as const satisfies Record<string, Words>
export const mailboxTitle: Words = labels.title
export const lookingWords: Words = {
  zh: '已通知系统立即查看邮箱，几秒后刷新本页可见结果。',
  en: 'The mailbox is being looked into. Reload this page in a few seconds.',
}

const factLabels = {
  address: { zh: '邮箱地址', en: 'Address' },
  lastOk: { zh: '上次查看', en: 'Last look' },
  lag: { zh: '来信延迟（近一小时）', en: 'Lag of the last hour' },
  waiting: { zh: '邮箱中待读入', en: 'Waiting to be read' },
  unreadable: { zh: '反复读取失败', en: 'Cannot be read' },
  junk: { zh: '上次查看垃圾邮件文件夹', en: 'Last look into Junk' },
} as const satisfies Record<string, Words>

export interface MailboxModel {
  readonly health: MailboxHealth | null
  readonly mayLook: boolean
}
export interface MailboxPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly backHref: string
  readonly lookAction: string
  readonly state: Tag | null
  readonly alerts: readonly { readonly text: string; readonly since: string }[]
  readonly facts: readonly { readonly label: string; readonly value: string }[]
}

export function presentMailbox({ health, mayLook }: MailboxModel, visit: Visit, notice: Notice | null): MailboxPage {
  const { language, now } = visit
  return {
    t: sayAll(language, labels),
    notice,
    backHref: paths.queue(),
    lookAction: mayLook && health !== null ? paths.mailboxLook() : '',
    state: health === null ? null : stateOf(health, language),
    alerts: (health?.alerts ?? []).map(({ words, since }) => ({
      text: say(language, words),
      since: since === null ? '' : language === 'zh' ? `自 ${momentText(since)}` : `since ${momentText(since)}`,
    })),
    facts: health === null ? [] : factsOf(health, language, now),
  }
}

function stateOf(health: MailboxHealth, language: Language): Tag {
  const zh = language === 'zh'
  if (health.problem?.kind === 'auth') return tag('bad', zh ? '邮箱拒绝登录' : 'login refused')
  if (health.alerts.length > 0) return tag('warn', zh ? `${health.alerts.length} 项需要留意` : `${health.alerts.length} to attend to`) // prettier-ignore
  return health.problem === null
    ? tag('good', zh ? '邮箱正常' : 'well')
    : tag('busy', zh ? '正在自动重连' : 'reconnecting')
}

function factsOf(health: MailboxHealth, language: Language, now: string): MailboxPage['facts'] {
  const zh = language === 'zh'
  const ago = (at: string | null) => (at === null ? (zh ? '尚未查看' : 'not yet') : `${momentText(at)}（${agoText(at, now, language)}）`) // prettier-ignore
  const mails = (count: number) => (zh ? `${count} 封` : `${count} ${count === 1 ? 'mail' : 'mails'}`)
  const lag = health.lagSeconds === null ? (zh ? '近一小时没有来信' : 'no mail in the last hour') : zh ? `${health.lagSeconds} 秒` : `${health.lagSeconds} s` // prettier-ignore
  const values: Record<keyof typeof factLabels, string> = {
    address: health.address,
    lastOk: ago(health.lastOkAt),
    lag,
    waiting: mails(health.waiting),
    unreadable: mails(health.unreadable),
    junk: ago(health.junkLookedAt),
  }
  return (Object.keys(factLabels) as (keyof typeof factLabels)[]).map((key) => ({ label: say(language, factLabels[key]), value: values[key] })) // prettier-ignore
}
