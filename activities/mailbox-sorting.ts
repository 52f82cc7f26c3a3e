/** 分拣: moves settled mails to the folders where people look for them. What goes wrong here never touches a case. */
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import { noteCopied, noteSorted, noteSortingFailed, readToSort, type ToSort } from '../db/write/sorting.ts'
import { sortedInto, sortedStates } from '../domain/mail/sorting.ts'
import { MailboxFault } from '../io/imap/errors.ts'
import type { MailboxSession } from '../io/imap/open.ts'
import type { Door } from './door.ts'

/** Mails moved in one turn: between two turns the inbox is looked at. */
const mailsAtOnce = 50

interface SortingOptions {
  readonly db: Db
  readonly log: Logger
  readonly door: Door
  readonly session: Pick<MailboxSession, 'moveMails'>
  readonly epochId: number
}

/** @throws what ended the line; a server that refuses is noted only. */
export async function sortSettled(options: SortingOptions): Promise<void> {
  const { db, door, epochId } = options
  if (door.profile.moveAfterSeconds === null) return
  const waiting = await readToSort(db, door.mailboxId, epochId, {
    states: sortedStates,
    afterSeconds: door.profile.moveAfterSeconds,
    limit: mailsAtOnce,
  })
  for (const [folder, mails] of Map.groupBy(waiting, ({ state }) => sortedInto[state])) {
    if (folder !== null && !(await moveTo(options, folder, mails))) return
  }
}

async function moveTo(options: SortingOptions, folder: readonly string[], mails: readonly ToSort[]): Promise<boolean> {
  const { db, door, session, epochId, log } = options
  const uids = mails.map(({ uid }) => uid)
  try {
    await session.moveMails(uids, folder, {
      copied: new Set(mails.filter(({ copied }) => copied).map(({ uid }) => uid)),
      onCopied: (copied) => noteCopied(db, epochId, copied),
    })
  } catch (error) {
    log.warn({ err: error, mailboxId: door.mailboxId, mails: uids.length }, 'mails not sorted')
    await noteSortingFailed(db, door.mailboxId)
    if (error instanceof MailboxFault && error.code === 'refused') return false
    throw error
  }
  await noteSorted(db, door.mailboxId, epochId, uids)
  return true
}
