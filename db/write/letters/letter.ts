/** 答复 as facts: what each letter says, gathered in the transaction that decided it, and queued with a fixed Message-ID. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import type { Answer, RowsOf } from '../../../domain/unban/answers.ts'
import { databaseNow } from '../../clock.ts'
import { statusUrl } from '../../read/status-token.ts'
import type { OutgoingKind } from '../../schema.ts'
import { queueLetter, type NewLetter } from '../queue-letters.ts'

/** What every letter of one mailbox shares. */
export interface Sender {
  readonly mailboxId: number
  readonly address: string
  readonly authorityName: string
}

export async function readSender(tx: Tx, mailboxId: number): Promise<Sender> {
  const row = await tx
    .selectFrom('mailbox')
    .innerJoin('authority', 'authority.id', 'mailbox.authority_id')
    .select(['mailbox.address', 'authority.name'])
    .where('mailbox.id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  return { mailboxId, address: row.address, authorityName: row.name }
}

/** What a letter is about, for its key, its Message-ID and the record. */
export interface LetterOf {
  readonly sender: Sender
  readonly kind: OutgoingKind
  /** `mail-12` or a case number; with kind and n it names the letter for ever. */
  readonly about: string
  readonly n: number
  readonly mailId: number | null
  readonly requestId: number | null
  readonly to: string
  readonly inReplyTo: string | null
  readonly answer: Answer
  readonly rowsHeader: string
  /** Rows of other mails than the one answered. */
  readonly rowsOf?: readonly RowsOf[]
  /** A return: what it says, so that the same is not said twice. */
  readonly saidKey?: string
}

/** Letters to whoever sent a mail name the page where its rows stand; those to a registered address do not. */
const linksToStatus = (answer: Answer): boolean => answer.kind !== 'note' || sendersTopics.has(answer.topic)
const sendersTopics: ReadonlySet<string> = new Set(['withdrawal', 'putAside', 'timeGiven'])

/** Hexadecimal digits of the part of a Message-ID that cannot be guessed. */
const proofLength = 12

/** @returns the letter's number in the outbox; null when it was queued before. */
export async function queueAnswer(tx: Tx, vault: Vault, of: LetterOf): Promise<number | null> {
  return queueLetter(tx, vault, newLetter(vault, of, await databaseNow(tx)))
}

/** Each member of the union by itself. */
type Without<Member, Names extends PropertyKey> = Member extends unknown ? Omit<Member, Names> : never
type Filled = 'kind' | 'authorityName' | 'mailboxAddress' | 'subjectAnswered' | 'receivedAt' | 'baseUrl'

export interface NoteOf {
  readonly sender: Sender
  /** With `n` it names the note for ever: twice is once. */
  readonly about: string
  /** 1 unless several are told the same. */
  readonly n?: number
  /** The mail that it speaks of; most speak of none. */
  readonly mail?: { readonly id: number; readonly subject: string; readonly receivedAt: string }
  readonly requestId?: number
  readonly to: string
  readonly baseUrl: string
  readonly note: Without<Extract<Answer, { kind: 'note' }>, Filled>
}

/** A note that answers no mail and tells of no row, with what every letter shares filled in. */
export async function queueNote(tx: Tx, vault: Vault, { sender, mail, note, ...of }: NoteOf): Promise<void> {
  const now = await databaseNow(tx)
  const letter: LetterOf = {
    sender,
    kind: 'note',
    about: of.about,
    n: of.n ?? 1,
    mailId: mail?.id ?? null,
    requestId: of.requestId ?? null,
    to: of.to,
    inReplyTo: null,
    rowsHeader: '',
    answer: {
      kind: 'note',
      authorityName: sender.authorityName,
      mailboxAddress: sender.address,
      subjectAnswered: mail?.subject ?? '',
      receivedAt: mail?.receivedAt ?? now,
      baseUrl: of.baseUrl,
      ...note,
    },
  }
  await queueLetter(tx, vault, newLetter(vault, letter, now))
}

/** @param now the database's clock, which dates the letter */
export function newLetter(vault: Vault, of: LetterOf, now: string): NewLetter {
  const domain = of.sender.address.split('@')[1] ?? 'localhost'
  return {
    key: `${of.about}/${of.kind}/${of.n}`,
    mailboxId: of.sender.mailboxId,
    kind: of.kind,
    mailId: of.mailId,
    requestId: of.requestId,
    saidKey: of.saidKey ?? null,
    letter: {
      answer: {
        ...(linksToStatus(of.answer) && of.mailId !== null
          ? { statusUrl: statusUrl(vault, of.answer.baseUrl, of.mailId) }
          : {}),
        ...of.answer,
      },
      from: { name: of.sender.authorityName, address: of.sender.address },
      to: of.to,
      // The last part cannot be guessed: a notice that names it has seen the letter (email.md 6.2 B11).
      messageId: `unban.${of.about}.${of.kind}.${of.n}.${vault.lookup('token', `letter ${of.about}/${of.kind}/${of.n}`).slice(0, proofLength)}@${domain}`,
      inReplyTo: of.inReplyTo,
      date: now,
      rowsHeader: of.rowsHeader,
      ...(of.rowsOf === undefined ? {} : { rowsOf: of.rowsOf }),
    },
  }
}
