/** Enterprises under chaos: what each sends, written down for the oracle before it is handed over. */
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { answersIn, association, send, type MailDoors } from '../mail-program.ts'
import { randomOf, type Random } from '../random.ts'
import type { PlannedMail } from './plan.ts'
import { composeMail, composeSpam, writeMail, writeReply, type SentMail } from './written.ts'

export interface Mailing {
  readonly sent: SentMail[]
  /** Deliveries beyond the first of the same mail. */
  readonly duplicates: { count: number }
  /** Mails that were in the mailbox already, put there once more as a mail program moving them would. */
  readonly movedBack: { count: number }
}

const triesMs = 120_000
/** A reply needs its letter: somebody who has waited so long for one writes nothing. */
const letterMs = 60_000
const lookMs = 1_000
/** Of the mails in Junk those that come with one that belongs there. */
const spamShare = 0.3

export async function mailAll(
  doors: MailDoors,
  mails: readonly PlannedMail[],
  seed: number,
  mailing: Mailing,
): Promise<void> {
  const random = randomOf(seed)
  const from = performance.now()
  const replies: Promise<void>[] = []
  for (const [n, mail] of mails.entries()) {
    await pause(Math.max(0, mail.atMs - (performance.now() - from)))
    const id = `${seed}-${n}`
    if (mail.kind === 'movedBack') {
      const share = random()
      if (await insisting(() => moveBack(doors, share))) mailing.movedBack.count += 1
    } else if (mail.kind === 'withdraw' || mail.kind === 'progress') {
      const reply = writeReply(mail.kind, random, mailing.sent, id)
      // Whoever waits for a letter holds up nobody.
      if (reply !== null) replies.push(answer(doors, reply, mailing))
    } else await mailOne(doors, writeMail(mail, random, mailing.sent, id), { random, mailing, id })
  }
  await Promise.all(replies)
}

async function mailOne(
  doors: MailDoors,
  written: SentMail,
  { random, mailing, id }: { readonly random: Random; readonly mailing: Mailing; readonly id: string },
): Promise<void> {
  const raw = await composeMail(written)
  mailing.sent.push(written)
  const { junkAt } = written
  if (junkAt !== null) {
    const spam = random() < spamShare ? await composeSpam(id) : null
    await insisting(() => putInto(doors, 'Junk', [raw, ...(spam === null ? [] : [spam])], junkAt))
    return
  }
  await insisting(() => deliver(doors, written, raw))
  if (written.kind === 'twice') {
    await insisting(() => deliver(doors, written, raw))
    mailing.duplicates.count += 1
  }
}

/** Answers the acknowledgement once it is there. */
async function answer(doors: MailDoors, reply: SentMail, mailing: Mailing): Promise<void> {
  const letter = await letterFor(doors, reply)
  if (letter === null) return
  const raw = await composeMail(reply, letter)
  mailing.sent.push(reply)
  await insisting(() => deliver(doors, reply, raw))
}

/** Message-ID of the acknowledgement; null: the mail was returned, or nothing came in time. */
async function letterFor(doors: MailDoors, { address, asked }: SentMail): Promise<string | null> {
  const end = Date.now() + letterMs
  while (Date.now() < end) {
    const answers = await answersIn(doors, address).catch(() => [])
    const first = answers.find(({ kind, answersTo }) => answersTo === asked?.of && (kind === 'ack' || kind === 'return')) // prettier-ignore
    if (first !== undefined) return first.kind === 'ack' ? (first.mail.messageId ?? null) : null
    await pause(lookMs)
  }
  return null
}

const deliver = (doors: MailDoors, { address, messageId }: SentMail, raw: Buffer) =>
  send(doors, { from: address, messageId, raw }).then(() => true)

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

/**
 * Takes one mail of the inbox and puts it there again: a new UID with the same bytes and the same time.
 * @param share where in the inbox it lies, from 0 up to 1
 */
function moveBack(doors: MailDoors, share: number): Promise<boolean> {
  return asAssociation(doors, async (client) => {
    const { exists } = await client.mailboxOpen('INBOX')
    if (exists === 0) return false
    const found = await client.fetchOne(String(1 + Math.floor(share * exists)), { source: true, internalDate: true })
    if (found === false || found?.source === undefined) return false
    return (await client.append('INBOX', found.source, [], found.internalDate)) !== false
  })
}

/** As the provider files mails: with its own time of receipt. */
function putInto(doors: MailDoors, folder: string, mails: readonly Buffer[], at: string): Promise<boolean> {
  return asAssociation(doors, async (client) => {
    for (const raw of mails) {
      if ((await client.append(folder, raw, [], new Date(at))) === false) throw new Error(`${folder} took no mail.`)
    }
    return true
  })
}

async function asAssociation(
  { imap, mailPassword }: MailDoors,
  work: (client: ImapFlow) => Promise<boolean>,
): Promise<boolean> {
  const client = new ImapFlow({ ...imap, secure: false, doSTARTTLS: false, logger: false, auth: { user: association, pass: mailPassword } }) // prettier-ignore
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    client.close()
  }
}
