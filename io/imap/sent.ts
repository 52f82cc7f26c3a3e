/**
 * 已发送: whether a mail of ours is in the provider's Sent folder, which is how an uncertain sending is settled. The
 * newest headers are read and compared here; SEARCH by header is ignored by some providers.
 */
import type { ImapFlow, ListResponse } from 'imapflow'
import { answered, type Line } from './line.ts'
import { sentMails } from './limits.ts'
import { selectAgain } from './select.ts'

/** Names of the folder where the server does not mark it \Sent. */
const sentNames = ['Sent', '已发送', 'Sent Messages', 'Sent Items', 'INBOX.Sent']

/** Both are looked at: some providers give an outgoing mail a Message-ID of their own. */
const identifyingHeaders = ['message-id', 'x-hoistway-loop']

/** All in one turn: nothing else may run while another folder is selected. */
export function findInSent(line: Line, uidValidity: number, messageId: string): Promise<boolean | 'noSentFolder'> {
  return line.run(line.times.download, async (client) => {
    const folder = sentFolder(await client.list())
    if (folder === null) return 'noSentFolder'
    try {
      return await isInNewest(client, folder, messageId)
    } finally {
      // Back to the folder of the session, whose changes nobody has told us of meanwhile.
      line.noteNews()
      if (!line.ended.aborted) await selectAgain(client, line.folder, uidValidity)
    }
  })
}

export function sentFolder(folders: readonly Pick<ListResponse, 'path' | 'specialUse'>[]): string | null {
  const marked = folders.find((folder) => folder.specialUse === '\\Sent')
  const named = sentNames.map((name) => folders.find((folder) => folder.path === name)).find((found) => found !== undefined) // prettier-ignore
  return (marked ?? named)?.path ?? null
}

async function isInNewest(client: ImapFlow, folder: string, messageId: string): Promise<boolean> {
  const { exists } = answered(await client.mailboxOpen(folder, { readOnly: true }), 'EXAMINE')
  if (exists === 0) return false
  const first = Math.max(1, exists - sentMails + 1)
  const mails = await client.fetchAll(`${first}:${exists}`, { uid: true, headers: identifyingHeaders })
  return mails.some((mail) => namesMail(mail.headers?.toString('latin1') ?? '', messageId))
}

/** Whether header lines name the Message-ID, folded or not, with or without angle brackets. */
export function namesMail(headers: string, messageId: string): boolean {
  const unfolded = headers.replace(/\r?\n[ \t]+/g, ' ')
  return unfolded.split(/\r?\n/).some((header) => {
    const value = header.slice(header.indexOf(':') + 1).trim()
    return value.replace(/^<|>$/g, '') === messageId
  })
}
