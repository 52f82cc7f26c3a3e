/** 发件 — into the outbox: a row is written in the transaction that decided the answer. */
import { sql } from 'kysely'
import type { Vault } from '../crypto.ts'
import type { Tx } from '../db.ts'
import type { OutgoingKind } from '../schema.ts'
import type { Letter } from '../../domain/unban/answers.ts'
import { noteDelivery } from './delivery.ts'
import { wishAll } from './wishes.ts'

/** Results first, then acknowledgements and returns, then notes. */
const priorities: Record<OutgoingKind, number> = { result: 1, return: 2, ack: 2, progress: 3, note: 4 }

export interface NewLetter {
  readonly key: string
  readonly mailboxId: number
  readonly kind: OutgoingKind
  readonly mailId: number | null
  readonly requestId: number | null
  readonly letter: Letter
  readonly saidKey: string | null
}

/** A letter as the outbox keeps it: sealed, and with its turn. */
export interface LetterRow {
  readonly key: string
  readonly mailbox_id: number
  readonly kind: OutgoingKind
  readonly mail_id: number | null
  readonly request_id: number | null
  readonly to_address: string
  readonly message_id: string
  readonly rows_header: string
  readonly letter_cipher: string
  readonly said_key: string | null
  readonly priority: number
}

export function letterRow(vault: Vault, input: NewLetter): LetterRow {
  return {
    key: input.key,
    mailbox_id: input.mailboxId,
    kind: input.kind,
    mail_id: input.mailId,
    request_id: input.requestId,
    to_address: input.letter.to,
    message_id: input.letter.messageId,
    rows_header: input.letter.rowsHeader,
    letter_cipher: vault.seal(JSON.stringify(input.letter)),
    said_key: input.saidKey,
    priority: priorities[input.kind],
  }
}

/**
 * Queues one letter; the same key twice is one letter, and the first one's words stay. A letter to an address whose mail
 * came back lately is kept and not sent: staff see it.
 * @returns its number in the outbox; null when it was queued before.
 */
export async function queueLetter(tx: Tx, vault: Vault, input: NewLetter): Promise<number | null> {
  const [id] = await insertLetters(tx, [letterRow(vault, input)])
  return id ?? null
}

/** Several in one statement. @returns the numbers of those that are new */
export async function insertLetters(tx: Tx, letters: readonly LetterRow[]): Promise<number[]> {
  if (letters.length === 0) return []
  const queued = await tx
    .insertInto('outgoing_mail')
    .values(
      letters.map((letter) => ({
        ...letter,
        state: sql<'failed' | 'pending'>`case when ${isSuspended(letter.to_address)} then 'failed' else 'pending' end`,
        last_error: sql<string | null>`case when ${isSuspended(letter.to_address)} then 'address suspended' end`,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning(['id', 'state', 'mailbox_id'])
    .execute()
  for (const { id, state } of queued) if (state === 'failed') await noteDelivery(tx, id, 'suspended', '')
  const mailboxes = new Set(queued.flatMap((row) => (row.state === 'pending' ? [row.mailbox_id] : [])))
  await wishAll(tx, [...mailboxes].map((id) => ({ kind: 'outgoing', subject: String(id) }))) // prettier-ignore
  return queued.map(({ id }) => id)
}

const isSuspended = (address: string) =>
  sql<boolean>`exists (select from address_suspension where address = ${address} and until > now())`
