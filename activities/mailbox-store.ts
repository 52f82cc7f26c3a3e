/** 收存: fetched mails become files, then rows; a batch is one transaction, and one poison mail does not keep the others. */
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import { isRecordFault } from '../db/record-fault.ts'
import { noteUnfetched } from '../db/write/mailbox.ts'
import type { Lease } from '../db/write/mailbox-lease.ts'
import { storeMails, type SeenMail } from '../db/write/store-mails.ts'
import type { FileStore } from '../io/files/store.ts'
import type { FetchedMail } from '../io/imap/fetch.ts'
import { wholeMailBytes } from '../io/imap/limits.ts'
import { fingerprintOf } from '../io/mail/fingerprint.ts'
import { peekHeaders } from '../io/mail/head.ts'
import type { Door } from './door.ts'

/** Another process reads the mailbox now: nothing was written, and nothing more may be. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
}

export interface StoreOptions {
  readonly db: Db
  readonly files: FileStore
  readonly log: Logger
  readonly door: Door
  readonly lease: Lease
  readonly epochId: number
  readonly fromJunk: boolean
}

/**
 * @returns how many were stored; the others are noted as not to be had.
 * @throws LeaseLost; a fault of the record that passes.
 */
export async function storeBatch(options: StoreOptions, batch: readonly FetchedMail[]): Promise<number> {
  if (batch.length === 0) return 0
  const seen = await Promise.all(batch.map((mail) => keep(options.files, mail)))
  try {
    await store(options, seen)
    return seen.length
  } catch (error) {
    if (isNobodysFault(error)) throw error
    options.log.warn({ err: error, mailboxId: options.door.mailboxId }, 'batch not stored: one by one')
    return storeOneByOne(options, seen)
  }
}

async function storeOneByOne(options: StoreOptions, seen: readonly SeenMail[]): Promise<number> {
  let stored = 0
  for (const mail of seen) {
    try {
      await store(options, [mail])
      stored += 1
    } catch (error) {
      if (isNobodysFault(error)) throw error
      await noteUnfetched(options.db, options.epochId, mail.uid, codeOf(error))
    }
  }
  return stored
}

function isNobodysFault(error: unknown): boolean {
  return error instanceof LeaseLost || isRecordFault(error)
}

async function keep(files: FileStore, mail: FetchedMail): Promise<SeenMail> {
  const { sha256 } = await files.put(mail.raw)
  return {
    uid: mail.uid,
    internalDate: mail.internalDate?.toISOString() ?? null,
    size: mail.size,
    headersOnly: mail.size > wholeMailBytes,
    rawSha: sha256,
    fingerprint: fingerprintOf(mail.raw),
    headers: peekHeaders(mail.raw).headers,
  }
}

async function store(
  { db, log, lease, door, epochId, fromJunk }: StoreOptions,
  seen: readonly SeenMail[],
): Promise<void> {
  // prettier-ignore
  const stored = await storeMails(db, lease, seen, { epochId, fromJunk, receivedBy: door.profile.receivedBy })
  if (stored === null) throw new LeaseLost('The lease of the mailbox was lost.')
  for (const mail of stored) log.info({ mailboxId: door.mailboxId, ...mail, fromJunk }, 'mail stored')
}

/** The code or the kind of a fault: its text may repeat what the server said. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code: unknown = 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : error.name
}
