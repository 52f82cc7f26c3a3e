/** The mails of a chaos run, as enterprises write them: forms, replies, and what a program cannot use. From the seed alone. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { association, formOf } from '../mail-program.ts'
import { pick, type Random } from '../random.ts'
import type { WorldPerson } from '../world-people.ts'
import type { MailKind, PlannedMail } from './plan.ts'

/** One row of a form as it was sent. */
export interface SentRow {
  readonly person: WorldPerson
  /** Its ID number was written wrongly: R09. */
  readonly bad: boolean
}
/** What a reply says of the mail whose acknowledgement it answers. */
export interface Asked {
  readonly word: '撤回' | '进度'
  /** Message-ID of that mail. */
  readonly of: string
  /** Row numbers of that mail. */
  readonly rows: 'all' | readonly number[]
}
export interface SentMail {
  readonly messageId: string
  readonly kind: MailKind
  readonly address: string
  readonly rows: readonly SentRow[]
  /** null: no reply. */
  readonly asked: Asked | null
  /** When the provider put it into Junk, in whole seconds; null: it came into the inbox. */
  readonly junkAt: string | null
}

/** Forms of so many mails before are sent again, or answered. */
const remembered = 40
/** Seconds that a mail has lain in Junk when the program may first find it, at most. */
const junkSecondsAtMost = 90
const shares = { oneRowWithdrawn: 0.4 }

export function writeMail(mail: PlannedMail, random: Random, before: readonly SentMail[], id: string): SentMail {
  const [first] = mail.people
  if (first === undefined) throw new Error('Whose mail?')
  const forms = formsOf(before)
  const earlier = forms.length > 0 && (mail.kind === 'again' || mail.kind === 'partly') ? pick(random, forms) : null
  const rows = (people: readonly WorldPerson[]) => people.map((person) => ({ person, bad: false }))
  const good = earlier === null ? rows(mail.people) : earlier.rows.filter(({ bad }) => !bad)
  const part = mail.kind === 'partly' && good.length > 1 ? good.slice(0, Math.ceil(good.length / 2)) : good
  const chosen: Record<MailKind, readonly SentRow[]> = {
    one: part, several: part, again: part, partly: part, twice: part, junk: part,
    badRow: [{ person: first, bad: true }, ...rows([first]).slice(0, random() < 0.5 ? 1 : 0)],
    noForm: [], machine: [], movedBack: [], withdraw: [], progress: [],
  } // prettier-ignore
  const sender = chosen[mail.kind][0]?.person ?? first
  const lain = mail.kind === 'junk' ? Math.floor(random() * junkSecondsAtMost) : null
  const junkAt = lain === null ? null : new Date((Math.floor(Date.now() / 1000) - lain) * 1000).toISOString()
  return { messageId: messageIdOf(id, sender.address), kind: mail.kind, address: sender.address, rows: chosen[mail.kind], asked: null, junkAt } // prettier-ignore
}

/** 撤回 or 进度 of an earlier mail. @returns null when nobody has sent a form that could queue. */
export function writeReply(kind: MailKind, random: Random, before: readonly SentMail[], id: string): SentMail | null {
  const forms = formsOf(before).filter(({ rows }) => rows.some(({ bad }) => !bad))
  if (forms.length === 0) return null
  const { messageId: of, address, rows } = pick(random, forms)
  const one = random() < shares.oneRowWithdrawn ? [1 + Math.floor(random() * rows.length)] : null
  const asked: Asked =
    kind === 'withdraw' ? { word: '撤回', of, rows: one ?? 'all' } : { word: '进度', of, rows: 'all' }
  return { messageId: messageIdOf(id, address), kind, address, rows: [], asked, junkAt: null }
}

const formsOf = (mails: readonly SentMail[]) => mails.filter(({ rows }) => rows.length > 0).slice(-remembered)
const messageIdOf = (id: string, address: string) => `<chaos-${id}@${address.split('@')[1] ?? 'test'}>`

/** @param answers Message-ID of our letter that a reply answers. */
export async function composeMail(
  { messageId, kind, address, rows, asked }: SentMail,
  answers?: string,
): Promise<Buffer> {
  const people = rows.map(({ person, bad }) => (bad ? { ...person, idNumber: wrongly(person.idNumber) } : person))
  const attachments = rows.length === 0 ? [] : [await formOf(people)]
  const headers = kind === 'machine' ? { 'Auto-Submitted': 'auto-replied' } : {}
  const said = asked === null ? { subject: '人员解禁申请', text: '请予受理。' } : { subject: '回复：人员解禁申请', text: `${lineOf(asked)}\n\n谢谢。` } // prettier-ignore
  const thread = answers === undefined ? {} : { inReplyTo: answers, references: answers }
  return new MailComposer({ from: address, to: association, ...said, ...thread, messageId, headers, attachments }).compile().build() // prettier-ignore
}

const lineOf = ({ word, rows }: Asked) => (rows === 'all' ? word : `${word}第${rows.join('、')}行`)

/** What belongs into Junk, and stays there. */
export function composeSpam(id: string): Promise<Buffer> {
  return new MailComposer({ from: 'win@spam.test', to: association, subject: '中奖通知', text: '恭喜您。', messageId: `<chaos-spam-${id}@spam.test>` }).compile().build() // prettier-ignore
}

/** The same number with another check digit. */
function wrongly(idNumber: string): string {
  return idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1')
}
