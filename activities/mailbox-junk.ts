/**
 * 垃圾邮件中的申请: looks through the provider's Junk folder, on a line of its own that changes nothing there. What may be an
 * application is stored at its own receipt time; the rest is not kept (reference: email.md 3.4 step 7).
 */
import { noteJunkLook, openEpoch, passOver, settledUids } from '../db/write/mailbox.ts'
import { mayBeApplication } from '../domain/mail/junk.ts'
import type { FetchedMail } from '../io/imap/fetch.ts'
import { wholeMailBytes, type ImapTimes } from '../io/imap/limits.ts'
import { openJunk, type JunkSession } from '../io/imap/open.ts'
import type { Sandbox } from '../io/sandbox.ts'
import { storeBatch, type StoreOptions } from './mailbox-store.ts'

/** Mails of one look: years of junk are read little by little, and never keep the inbox waiting for long. */
const mailsAtOnce = 200

interface JunkOptions extends Omit<StoreOptions, 'epochId' | 'fromJunk'> {
  readonly sandbox: Pick<Sandbox, 'readMail'>
  readonly times?: ImapTimes | undefined
  readonly stopped: AbortSignal
}

export async function lookIntoJunk(options: JunkOptions): Promise<void> {
  const { db, door, lease } = options
  const session = await openJunk(door.server, options.times)
  if (session === null) return
  try {
    const epochId = await openEpoch(db, door.mailboxId, session.folder, session.uidValidity)
    const listed = await session.listUids(null)
    const settled = await settledUids(db, epochId, listed)
    const missing = listed.filter((uid) => !settled.has(uid))
    await takeApplications(session, missing.slice(0, mailsAtOnce), { ...options, epochId, fromJunk: true })
    await noteJunkLook(db, lease)
  } finally {
    await session.close()
  }
}

async function takeApplications(
  session: JunkSession,
  uids: readonly number[],
  options: StoreOptions & Pick<JunkOptions, 'sandbox' | 'stopped'>,
): Promise<void> {
  for await (const batch of session.fetchBatches(uids)) {
    if (options.stopped.aborted) return
    const chosen = await Promise.all(batch.map((mail) => isChosen(mail, options.sandbox)))
    await storeBatch(options, batch.filter((_mail, index) => chosen[index] === true)) // prettier-ignore
    await passOver(options.db, options.epochId, batch.filter((_mail, index) => chosen[index] !== true).map(({ uid }) => uid)) // prettier-ignore
  }
}

/** What is too large or breaks its reader is left to the filter. @throws SandboxAway: whoever looks next reads it */
async function isChosen(mail: FetchedMail, sandbox: Pick<Sandbox, 'readMail'>): Promise<boolean> {
  if (mail.size > wholeMailBytes) return false
  const answer = await sandbox.readMail(mail.raw)
  return answer.kind === 'read' && mayBeApplication(answer.value)
}
