/** 发件: the outbox and how its letters fared. */
import type { Generated } from 'kysely'
import type { At, AtDefault, Identity } from './columns.ts'

export type OutgoingKind = 'ack' | 'return' | 'result' | 'note' | 'progress'
export type OutgoingState = 'pending' | 'sending' | 'sent' | 'retry' | 'uncertain' | 'failed' | 'bounced'
interface OutgoingMailTable {
  id: Identity
  key: string
  mailbox_id: number
  kind: OutgoingKind
  mail_id: number | null
  request_id: number | null
  to_address: string
  /** Empty until the letter is rendered, once, before the first attempt. */
  subject: Generated<string>
  message_id: string
  rows_header: string
  /** The facts of the letter, sealed, fixed in the transaction that decided them. */
  letter_cipher: string
  /** The rendered bytes: every attempt sends the same. */
  raw_sha: string | null
  state: OutgoingState
  priority: number
  attempts: Generated<number>
  resends: Generated<number>
  not_before: AtDefault
  last_error: string | null
  created_at: AtDefault
  sent_at: At | null
  /** The content was refused once: the words go without markup. */
  plain: Generated<boolean>
  /** What a return says, so that the same is not said twice. */
  said_key: string | null
  /** Sent inside another acknowledgement; its state follows. */
  merged_into: number | null
  /** Sent again by staff, to the registered address. */
  resent_as: number | null
}
interface DeliveryEventTable {
  id: Identity
  outgoing_id: number
  at: AtDefault
  kind: string
  detail: Generated<string>
}
interface AddressSuspensionTable {
  address: string
  since: AtDefault
  until: At
  outgoing_id: number
}

export interface OutgoingTables {
  outgoing_mail: OutgoingMailTable
  delivery_event: DeliveryEventTable
  address_suspension: AddressSuspensionTable
}
