/** The mailboxes this installation watches: the bundled server's, or the one that IMAP_URL and SMTP_URL name. */
import type { Db } from '../db/db.ts'
import type { Settings } from '../env.ts'
import type { Door } from '../activities/door.ts'
import { readEmailAddress } from '../domain/codes/email-address.ts'
import { mailProfiles } from '../io/imap/profiles.ts'
import { OperatorError } from './operator-error.ts'
import { createSender, type Sender } from '../io/smtp/send.ts'

export type OpenDoor = Door & { readonly sender: Sender }

export async function openDoors(db: Db, settings: Settings): Promise<OpenDoor[]> {
  const mailboxes = await db.selectFrom('mailbox').select(['id', 'address']).orderBy('id').execute()
  if (settings.imap !== null && settings.smtp !== null) {
    const first = mailboxes[0]
    if (first === undefined) throw new OperatorError('The database knows no association with a mailbox: please load a world or enter one.') // prettier-ignore
    const address = ownAddress(settings) ?? first.address
    await db.updateTable('mailbox').set({ address, profile: settings.mailProfile }).where('id', '=', first.id).execute()
    return [
      {
        mailboxId: first.id,
        address,
        server: settings.imap,
        profile: { ...mailProfiles[settings.mailProfile], ...settings.mailPace },
        sender: createSender(settings.smtp),
      },
    ]
  }
  const bundled = settings.bundledMail
  if (bundled === null) throw new OperatorError('No mail server is named: please set IMAP_URL and SMTP_URL, or use npm start.') // prettier-ignore
  return mailboxes.map(({ id, address }) => {
    const login = { host: '127.0.0.1', secure: false, user: address, password: bundled.password }
    return {
      mailboxId: id,
      address,
      server: { ...login, port: bundled.imapPort, folder: 'INBOX' },
      profile: { ...mailProfiles.bundled, ...settings.mailPace },
      sender: createSender({ ...login, port: bundled.smtpPort }),
    }
  })
}

/** From address of the letters: MAIL_FROM, or the mailbox's user when that is an address. */
function ownAddress(settings: Settings): string | null {
  if (settings.mailFrom !== null) {
    const address = readEmailAddress(settings.mailFrom)
    if (address === null) throw new OperatorError(`MAIL_FROM=${settings.mailFrom} is not an address: please write it like unban@association.example.cn.`) // prettier-ignore
    return address
  }
  return settings.imap === null ? null : readEmailAddress(settings.imap.user)
}
