/** Enterprises under chaos: what each sends, written down for the oracle before it is handed over. */
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { association, formOf, send, type MailDoors } from '../mail-program.ts'
import { pick, randomOf, type Random } from '../random.ts'
import type { WorldPerson } from '../world-people.ts'
import type { MailKind, PlannedMail } from './plan.ts'

/** One row of a form as it was sent. */
export interface SentRow {
  readonly person: WorldPerson
  /** Its ID number was written wrongly: R09. */
  readonly bad: boolean
}
export interface SentMail {
  readonly messageId: string
  readonly kind: MailKind
  readonly address: string
  readonly rows: readonly SentRow[]
}

export interface Mailing {
  readonly sent: SentMail[]
  /** Deliveries beyond the first of the same mail. */
  readonly duplicates: { count: number }
  /** Mails that were in the mailbox already, put there once more as a mail program moving them would. */
  readonly movedBack: { count: number }
}

const triesMs = 120_000

export async function mailAll(
  doors: MailDoors,
  mails: readonly PlannedMail[],
  seed: number,
  mailing: Mailing,
): Promise<void> {
  const random = randomOf(seed)
  const from = performance.now()
  for (const [n, mail] of mails.entries()) {
    await pause(Math.max(0, mail.atMs - (performance.now() - from)))
    if (mail.kind === 'movedBack') {
      if (await insisting(() => moveBack(doors, random))) mailing.movedBack.count += 1
      continue
    }
    const written = write(mail, random, mailing.sent, `${seed}-${n}`)
    const raw = await compose(written)
    mailing.sent.push(written)
    const deliver = () => send(doors, { from: written.address, messageId: written.messageId, raw }).then(() => true)
    await insisting(deliver)
    if (mail.kind === 'twice') {
      await insisting(deliver)
      mailing.duplicates.count += 1
    }
  }
}

/** A server that is away is tried again; one that took the mail and died before saying so has it twice, as is usual. */
async function insisting(work: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + triesMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > end) throw error
      await pause(300)
    }
  }
}

function write(mail: PlannedMail, random: Random, before: readonly SentMail[], id: string): SentMail {
  const [first] = mail.people
  if (first === undefined) throw new Error('Whose mail?')
  const forms = before.filter(({ rows }) => rows.length > 0).slice(-40)
  const earlier = forms.length > 0 && (mail.kind === 'again' || mail.kind === 'partly') ? pick(random, forms) : null
  const rows = (people: readonly WorldPerson[]) => people.map((person) => ({ person, bad: false }))
  const good = earlier === null ? rows(mail.people) : earlier.rows.filter(({ bad }) => !bad)
  const part = mail.kind === 'partly' && good.length > 1 ? good.slice(0, Math.ceil(good.length / 2)) : good
  const chosen: Record<MailKind, readonly SentRow[]> = {
    one: part, several: part, again: part, partly: part, twice: part, movedBack: [],
    badRow: [{ person: first, bad: true }, ...rows([first]).slice(0, random() < 0.5 ? 1 : 0)],
    noForm: [], machine: [],
  } // prettier-ignore
  const sender = chosen[mail.kind][0]?.person ?? first
  return { messageId: `<chaos-${id}@${sender.address.split('@')[1] ?? 'test'}>`, kind: mail.kind, address: sender.address, rows: chosen[mail.kind] } // prettier-ignore
}

async function compose({ messageId, kind, address, rows }: SentMail): Promise<Buffer> {
  const people = rows.map(({ person, bad }) => (bad ? { ...person, idNumber: wrongly(person.idNumber) } : person))
  const attachments = rows.length === 0 ? [] : [await formOf(people)]
  const headers = kind === 'machine' ? { 'Auto-Submitted': 'auto-replied' } : {}
  return new MailComposer({ from: address, to: association, subject: '人员解禁申请', text: '请予受理。', messageId, headers, attachments }).compile().build() // prettier-ignore
}

/** The same number with another check digit. */
function wrongly(idNumber: string): string {
  return idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1')
}

/** Takes one mail of the inbox and puts it there again: a new UID with the same bytes and the same time. */
async function moveBack({ imap, mailPassword }: MailDoors, random: Random): Promise<boolean> {
  const client = new ImapFlow({ ...imap, secure: false, doSTARTTLS: false, logger: false, auth: { user: association, pass: mailPassword } }) // prettier-ignore
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { exists } = await client.mailboxOpen('INBOX')
    if (exists === 0) return false
    const found = await client.fetchOne(String(1 + Math.floor(random() * exists)), { source: true, internalDate: true })
    if (found === false || found?.source === undefined) return false
    const added = await client.append('INBOX', found.source, [], found.internalDate)
    return added !== false
  } finally {
    client.close()
  }
}
