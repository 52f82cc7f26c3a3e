/**
 * The bundled mail server, a process of its own: SMTP, LMTP and IMAP on 127.0.0.1. Mailboxes are Dovecot's where
 * `dovecot` is installed, and our own files otherwise (mail/kept-mailbox.ts says what survives a restart).
 * Its wish comes as JSON in MAIL_SERVER.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openImapDoor, type Door } from './mail/imap-door.ts'
import type { PostOffice } from './mail/mail-types.ts'
import { openPostOffice } from './mail/own-post-office.ts'
import { openMailDoor } from './mail/smtp-door.ts'
import { emptySpool } from './mail/spool.ts'

export interface MailServerWish {
  readonly dataDir: string
  readonly smtpPort: number
  readonly imapPort: number
  readonly lmtpPort: number
  /** The command, or null for our own files. */
  readonly dovecot: string | null
}

async function main(): Promise<void> {
  const wish = JSON.parse(process.env['MAIL_SERVER'] ?? '{}') as MailServerWish
  const root = join(wish.dataDir, 'mail')
  mkdirSync(root, { recursive: true, mode: 0o711 })
  const spoolFolder = join(root, 'spool')
  await emptySpool(spoolFolder)

  const doors: Door[] = []
  let office: PostOffice
  if (wish.dovecot === null) {
    const own = openPostOffice(root)
    office = own
    doors.push(await openImapDoor(own, wish.imapPort))
    doors.push(await openMailDoor({ office, spoolFolder, port: wish.lmtpPort, kind: 'lmtp' }))
  } else {
    // Brings an IMAP client with it, which our own mailboxes do not need.
    const { openDovecot } = await import('./mail/dovecot.ts')
    office = await openDovecot({ ...wish, command: wish.dovecot })
  }
  doors.push(await openMailDoor({ office, spoolFolder, port: wish.smtpPort, kind: 'smtp' }))
  console.log('hoistway-mail ready')

  let ending = false
  const end = async (): Promise<void> => {
    if (ending) return
    ending = true
    await Promise.all(doors.map((door) => door.close()))
    await office.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, () => void end())
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
