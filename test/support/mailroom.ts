/** The watcher of the mailbox alone, on a database of a test's own: in this process, or in one that can be killed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { Mailroom, type MailroomOptions } from '../../activities/mailroom.ts'
import { imapTimes } from '../../io/imap/limits.ts'
import { mailProfiles, type MailProfile, type MailProfileSettings } from '../../io/imap/profiles.ts'
import { createSandbox } from '../../io/sandbox.ts'
import { testDb, type TestDb } from './db.ts'
import { association } from './mail-program.ts'
import { shared } from './shared.ts'
import { worldDatabase } from './world.ts'

/** As the profile says, but with pauses that a test can wait for. */
export function quickProfile(profile: MailProfile, more: Partial<MailProfileSettings> = {}): MailProfileSettings {
  return { ...mailProfiles[profile], pollSeconds: 1, junkSeconds: 3_600, moveAfterSeconds: null, reconnectMs: { first: 50, last: 400 }, ...more } // prettier-ignore
}

const quickTimes = { ...imapTimes, connect: 2_000, greeting: 2_000, command: 3_000, download: 10_000, logout: 200, silence: 4_000, idle: 2_000 } // prettier-ignore

export interface TestMailbox extends TestDb {
  readonly mailboxId: number
}

/** The demo world's association, with nothing in its mailbox. */
export async function testMailbox(): Promise<TestMailbox> {
  const database = await testDb((await worldDatabase()).database)
  const { id } = await database.db.selectFrom('mailbox').select('id').where('address', '=', association).executeTakeFirstOrThrow() // prettier-ignore
  return { ...database, mailboxId: id }
}

export interface RunningMailroom {
  readonly mailroom: Mailroom
  stop(): Promise<void>
}

export interface MailroomWish {
  readonly port: number
  readonly password: string
  readonly profile: MailProfileSettings
  readonly owner?: string
}

export function startMailroom(
  mailbox: TestMailbox,
  { port, password, profile, owner = 'test' }: MailroomWish,
  more: Partial<Pick<MailroomOptions, 'times' | 'viewTimes' | 'files' | 'sandbox'>> = {},
): RunningMailroom {
  const sandbox = createSandbox({ children: 1, keepWarm: false })
  const server = { host: '127.0.0.1', port, secure: false, user: association, password, folder: 'INBOX' }
  const mailroom = new Mailroom({
    db: mailbox.db,
    files: mailbox.files,
    sandbox,
    log: pino({ level: 'silent' }),
    owner,
    doors: [{ mailboxId: mailbox.mailboxId, address: association, server, profile }],
    times: quickTimes,
    ...more,
  })
  mailroom.start()
  return {
    mailroom,
    async stop() {
      await mailroom.stop()
      await sandbox.close()
    },
  }
}

/** What test/support/mailroom-process.ts is started with. */
export interface ProcessWish extends MailroomWish {
  readonly databaseUrl: string
  readonly dataKey: string
  readonly filesFolder: string
  readonly mailboxId: number
}

export interface MailroomProcess {
  /** SIGKILL, SIGSTOP, SIGCONT or SIGTERM. */
  signal(name: NodeJS.Signals): void
  readonly exited: Promise<unknown>
}

const program = fileURLToPath(new URL('mailroom-process.ts', import.meta.url))

export async function startMailroomProcess(mailbox: TestMailbox, wish: MailroomWish): Promise<MailroomProcess> {
  const input: ProcessWish = {
    ...wish,
    databaseUrl: mailbox.url,
    dataKey: shared().dataKey,
    filesFolder: `${shared().folder}/files/${mailbox.name}`,
    mailboxId: mailbox.mailboxId,
  }
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    env: { PATH: process.env['PATH'] ?? '', MAILROOM: JSON.stringify(input) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout ?? child, 'data'), exited])
  return { signal: (name) => void child.kill(name), exited }
}

/** @throws Error when it has not come true in time. */
export async function until(what: string, isTrue: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  const end = Date.now() + withinMs
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function countMails({ db }: TestMailbox): Promise<number> {
  const row = await db.selectFrom('mail').select((select) => select.fn.countAll<number>().as('mails')).executeTakeFirstOrThrow() // prettier-ignore
  return row.mails
}
export async function countLocations({ db }: TestMailbox): Promise<number> {
  const row = await db.selectFrom('mail_location').select((select) => select.fn.countAll<number>().as('places')).executeTakeFirstOrThrow() // prettier-ignore
  return row.places
}
