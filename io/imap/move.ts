/**
 * 分拣: moves mails to a folder where people find them. MOVE where the server has it; otherwise COPY, \Deleted and
 * EXPUNGE, step by step, for a line that breaks between them must not make a second copy when the move is tried again.
 */
import type { ImapFlow } from 'imapflow'
import { MailboxFault } from './errors.ts'
import { answered, type Line } from './line.ts'
import { uidSet } from './uid-set.ts'

export interface MoveOptions {
  /** UIDs that an earlier try has copied already. */
  readonly copied: ReadonlySet<number>
  /** Called when copies stand in the target and the originals in the folder: to be kept in mind before the next step. */
  readonly onCopied: (uids: readonly number[]) => Promise<void>
}

/**
 * @param folder the parts of its path; the server's own delimiter is put between them.
 * @throws MailboxFault: the library says `false` for a server that refused and for a line that broke.
 */
export async function moveMails(
  line: Line,
  uids: readonly number[],
  folder: readonly string[],
  options: MoveOptions,
): Promise<void> {
  if (uids.length === 0) return
  const hasMove = line.client.capabilities.has('MOVE')
  const path = await line.run(line.times.command, (client) => ensureFolder(client, folder))
  if (hasMove) {
    answered(await line.run(line.times.command, (client) => client.messageMove(uidSet(uids), path, { uid: true })), 'MOVE') // prettier-ignore
    return
  }
  const fresh = uids.filter((uid) => !options.copied.has(uid))
  if (fresh.length > 0) {
    answered(await line.run(line.times.command, (client) => client.messageCopy(uidSet(fresh), path, { uid: true })), 'COPY') // prettier-ignore
    await options.onCopied(fresh)
  }
  await line.run(line.times.command, (client) => removeCopied(client, uids))
}

async function ensureFolder(client: ImapFlow, parts: readonly string[]): Promise<string> {
  const folders = await client.list()
  // A server whose delimiter is not known has one level only.
  const delimiter = folders.find((folder) => folder.delimiter !== '')?.delimiter ?? '-'
  const prefix = client.namespace?.prefix ?? ''
  const path = prefix + parts.join(delimiter)
  if (folders.some((folder) => folder.path === path)) return path
  answered(await client.mailboxCreate(path), 'CREATE')
  return path
}

/**
 * Without UIDPLUS, EXPUNGE takes away whatever anybody has marked \Deleted: then it is not said unless all of those are
 * ours, and the mails stay.
 */
async function removeCopied(client: ImapFlow, uids: readonly number[]): Promise<void> {
  if (!client.capabilities.has('UIDPLUS')) {
    const marked = answered(await client.search({ deleted: true }, { uid: true }), 'SEARCH')
    const ours = new Set(uids)
    if (marked.some((uid) => !ours.has(uid))) {
      throw new MailboxFault('refused', 'Others have mails marked for deletion in the mailbox: nothing is expunged.')
    }
  }
  answered(await client.messageDelete(uidSet(uids), { uid: true }), 'EXPUNGE')
}
