/** 收发: mails that arrive and letters that go out, on the demo world, with a mail server of the test's own making. No pages. */
import { pino } from 'pino'
import { PostOffice } from '../../activities/post-office.ts'
import type { Letter } from '../../domain/unban/answers.ts'
import { createFileStore } from '../../io/files/store.ts'
import { mailProfiles, type MailProfileSettings } from '../../io/imap/profiles.ts'
import { createSandbox } from '../../io/sandbox.ts'
import type { SendOutcome } from '../../io/smtp/send.ts'
import { arrivalsOn, type Arrivals } from './arrivals.ts'
import { testDb, type TestDb } from './db.ts'
import { ownFiles, worldDatabase } from './world.ts'

export interface Handed {
  readonly to: string
  readonly raw: string
}
export interface PostRoom extends Arrivals {
  readonly database: TestDb
  readonly db: TestDb['db']
  readonly mailboxId: number
  /** What was handed to the mail server, in order. */
  readonly handed: Handed[]
  /** What the mail server answers to the next letters; taken without a word when nothing is told. */
  readonly answers: SendOutcome[]
  /** One run of the post office. @returns seconds until more is due, null when nothing waits. */
  send(): Promise<number | null>
  /** The letters of one mail as they were queued, oldest first. */
  letters(mailId: number): Promise<readonly (Letter & QueuedLetter)[]>
  close(): Promise<void>
}
export interface QueuedLetter {
  readonly id: number
  readonly kind: string
  readonly state: string
}

/** A mail server that does not exist: an uncertain letter cannot be looked up. */
const nowhere = { host: '127.0.0.1', port: 1, secure: false, user: 'nobody', password: '', folder: 'INBOX' }

/** @param server where sent mails are looked up. */
export async function startPostRoom(
  profile: MailProfileSettings = mailProfiles.bundled,
  server: typeof nowhere = nowhere,
): Promise<PostRoom> {
  const world = await worldDatabase()
  const database = await testDb(world.database)
  const { db, vault } = database
  const files = createFileStore(await ownFiles(world), vault)
  const sandbox = createSandbox({ children: 1, keepWarm: false })
  const mailbox = await db.selectFrom('mailbox').select(['id', 'address']).executeTakeFirstOrThrow()
  const handed: Handed[] = []
  const answers: SendOutcome[] = []
  const postOffice = new PostOffice({
    db,
    vault,
    files,
    log: pino({ level: 'silent' }),
    doors: new Map([
      [
        mailbox.id,
        {
          mailboxId: mailbox.id,
          address: mailbox.address,
          server,
          profile,
          sender: {
            send: (raw, { to }) => {
              const answer = answers.shift() ?? { kind: 'sent', response: '250 OK' }
              handed.push({ to, raw: raw.toString('latin1') })
              return Promise.resolve(answer)
            },
            close: () => undefined,
          },
        },
      ],
    ]),
  })
  return {
    ...arrivalsOn(database, files, sandbox, profile),
    database,
    db,
    mailboxId: mailbox.id,
    handed,
    answers,
    send: () => postOffice.sendDue(mailbox.id, () => undefined),
    async letters(mailId) {
      const rows = await db
        .selectFrom('outgoing_mail')
        .selectAll()
        .where('mail_id', '=', mailId)
        .orderBy('id')
        .execute()
      return rows.map(({ id, kind, state, letter_cipher: sealed }) => ({ ...(JSON.parse(vault.open(sealed)) as Letter), id, kind, state })) // prettier-ignore
    },
    async close() {
      await Promise.all([sandbox.close(), database.close()])
    },
  }
}
