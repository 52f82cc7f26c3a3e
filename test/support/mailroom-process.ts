/** The watcher of the mailbox as a process of its own, for tests that kill it or stop its clock. */
import { pino } from 'pino'
import { Mailroom } from '../../activities/mailroom.ts'
import { createVault } from '../../db/crypto.ts'
import { openDb } from '../../db/db.ts'
import { createFileStore } from '../../io/files/store.ts'
import { imapTimes } from '../../io/imap/limits.ts'
import { createSandbox } from '../../io/sandbox.ts'
import { association } from './mail-program.ts'
import type { ProcessWish } from './mailroom.ts'

const wish = JSON.parse(process.env['MAILROOM'] ?? '') as ProcessWish
const vault = createVault(Buffer.from(wish.dataKey, 'hex'))
const server = { host: '127.0.0.1', port: wish.port, secure: false, user: association, password: wish.password, folder: 'INBOX' } // prettier-ignore
const mailroom = new Mailroom({
  db: openDb(wish.databaseUrl, 4).db,
  files: createFileStore(wish.filesFolder, vault),
  sandbox: createSandbox({ children: 1, keepWarm: false }),
  log: pino({ level: 'silent' }),
  owner: wish.owner ?? `process:${process.pid}`,
  doors: [{ mailboxId: wish.mailboxId, address: association, server, profile: wish.profile }],
  times: { ...imapTimes, connect: 2_000, greeting: 2_000, command: 3_000, download: 10_000, logout: 200, silence: 4_000, idle: 2_000 }, // prettier-ignore
})
mailroom.start()
process.stdout.write('ready\n')
process.once('SIGTERM', () => void mailroom.stop().then(() => process.exit(0)))
