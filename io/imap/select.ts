/** Opens the folder and reads its UIDVALIDITY: UIDs mean something only together with it. */
import type { ImapFlow } from 'imapflow'
import { MailboxFault } from './errors.ts'
import { answered } from './line.ts'

export async function selectFolder(
  client: ImapFlow,
  folder: string,
  options: { readonly readOnly?: boolean } = {},
): Promise<number> {
  const box = answered(await client.mailboxOpen(folder, options), options.readOnly === true ? 'EXAMINE' : 'SELECT')
  const uidValidity = Number(box.uidValidity)
  if (!Number.isSafeInteger(uidValidity)) throw new MailboxFault('refused', 'The mailbox names no UIDVALIDITY.')
  return uidValidity
}

/** Selects the folder anew within a session; what a caller knows of UIDs is void when the server has renumbered them. */
export async function selectAgain(client: ImapFlow, folder: string, uidValidity: number): Promise<void> {
  if ((await selectFolder(client, folder)) === uidValidity) return
  // After this turn: a connection that ends now would give its own reason instead of this one.
  client.closeAfter()
  throw new MailboxFault('renumbered', 'The mailbox has numbered its mails anew (UIDVALIDITY changed).')
}
