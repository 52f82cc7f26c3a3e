/** Reads a mailbox of the bundled server, for the page /dev/mail. Its own small client: nothing else may need it. */
import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'
import type { DevMail } from '../deps.ts'

/** Messages listed, the newest first. */
const listed = 50
const deadlines = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000 } as const
/** The association's settled mails lie in the last four (domain/mail/sorting.ts). */
export const folders = ['INBOX', 'Sent', 'Junk', 'Unban/Accepted', 'Unban/Returned', 'Unban/Auto', 'Unban/Quarantine'] as const // prettier-ignore
export type Folder = (typeof folders)[number]

export interface Message {
  readonly uid: number
  readonly folder: Folder
  readonly at: string
  readonly from: string
  readonly to: string
  readonly subject: string
}
export interface WholeMessage extends Message {
  /** Where an answer goes. */
  readonly replyTo: string
  readonly messageId: string
  readonly references: readonly string[]
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly size: number }[]
}

async function withMailbox<Result>(
  door: DevMail,
  address: string,
  work: (client: ImapFlow) => Promise<Result>,
): Promise<Result> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: door.imapPort,
    secure: false,
    doSTARTTLS: false,
    auth: { user: address, pass: door.password },
    logger: false,
    ...deadlines,
  })
  // A lost connection rejects what waits; unheard it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout().catch(() => client.close())
  }
}

async function openFolder(client: ImapFlow, folder: Folder): Promise<boolean> {
  const names = new Set((await client.list()).map((box) => box.path))
  if (!names.has(folder)) return false
  await client.mailboxOpen(folder, { readOnly: true })
  return true
}

/** What lies in the folders of one mailbox. */
export function listMessages(door: DevMail, address: string): Promise<Message[]> {
  return withMailbox(door, address, async (client) => {
    const found: Message[] = []
    for (const folder of folders) {
      if (!(await openFolder(client, folder))) continue
      const uids = (await client.search({ all: true }, { uid: true })) || []
      const newest = uids.slice(-listed)
      if (newest.length === 0) continue
      for await (const message of client.fetch(
        newest.join(','),
        { uid: true, envelope: true, internalDate: true },
        { uid: true },
      )) {
        const { envelope } = message
        found.push({
          uid: message.uid,
          folder,
          at: new Date(message.internalDate ?? 0).toISOString(),
          from: envelope?.from?.[0]?.address ?? '',
          to: envelope?.to?.[0]?.address ?? '',
          subject: envelope?.subject ?? '',
        })
      }
    }
    return found.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.uid - a.uid))
  })
}

/** One message as text; null when it is not there. */
export function readMessage(door: DevMail, address: string, folder: Folder, uid: number): Promise<WholeMessage | null> {
  return withMailbox(door, address, async (client) => {
    if (!(await openFolder(client, folder))) return null
    const message = await client.fetchOne(String(uid), { uid: true, source: true, internalDate: true }, { uid: true })
    if (message === false || message?.source === undefined) return null
    const mail = await simpleParser(message.source, { skipTextToHtml: true, skipImageLinks: true })
    const to = Array.isArray(mail.to) ? mail.to[0] : mail.to
    return {
      uid,
      folder,
      at: new Date(message.internalDate ?? 0).toISOString(),
      from: mail.from?.text ?? '',
      to: to?.text ?? '',
      subject: mail.subject ?? '',
      replyTo: (mail.replyTo ?? mail.from)?.value[0]?.address ?? '',
      messageId: mail.messageId ?? '',
      references: [mail.references ?? []].flat(),
      headers: mail.headerLines.map(({ key, line }) => ({
        name: key,
        value: line.slice(line.indexOf(':') + 1).trim(),
      })),
      text: mail.text ?? '',
      attachments: mail.attachments.map((one) => ({ name: one.filename ?? 'attachment', size: one.size })),
    }
  })
}
