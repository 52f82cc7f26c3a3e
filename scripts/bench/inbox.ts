/**
 * A backlog: 10,000 mails lie in the mailbox before the worker starts. How long until all are stored, judged and placed,
 * beside the bare loop that fetches, parses and inserts the same mails; then 105,000 stored machine mails.
 * `--mails=` and `--machines=` make it smaller; `--answers=` says how many seconds to wait for the last answer.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { sql } from 'kysely'
import { simpleParser } from 'mailparser'
import nodemailer from 'nodemailer'
import { createVault } from '../../db/crypto.ts'
import { openDb, type Db } from '../../db/db.ts'
import { createFileStore } from '../../io/files/store.ts'
import { startEstate, type Estate } from '../../test/support/estate.ts'
import { association, formOf } from '../../test/support/mail-program.ts'
import { pick, randomOf, type Random } from '../../test/support/random.ts'
import { storeMachineMails } from '../../test/support/stored-mails.ts'
import { goodPeople } from '../../test/support/world-people.ts'
import { numberOf } from './arguments.ts'
import type { Figure, Job } from './run-job.ts'

const seed = 20_261_121
const senders = 8
const pollMs = 250
const giveUpMs = 30 * 60_000
/** Of a hundred mails: so many are returned for a wrong digit, so many bring no form, so many a large scan beside it. */
const shares = { wrong: 6, noForm: 3, large: 10 }
const scanBytes = 300 * 1024

type Say = (figure: Figure) => void

const job: Job = {
  about: '10,000 mails in the mailbox → all placed, beside fetch, parse and insert; 105,000 machine mails filed',
  async run(say, args) {
    const estate = await startEstate()
    const open = openDb(estate.endpoints.postgres, 4)
    try {
      // Stopped where it stands: the mails come in while nobody looks.
      estate.kill('worker', 'SIGSTOP')
      const mails = numberOf(args, 'mails', 10_000)
      const sentMs = await deliver(estate, mails)
      say({ name: 'delivered', value: sentMs / 1000, unit: 's', mails })
      const bare = await bareLoop(estate, open.db)
      say({ name: 'bareFetchParseInsert', value: bare / 1000, unit: 's', mails })
      await sayBacklog(estate, open.db, mails, bare, numberOf(args, 'answers', 0), say)
      await sayMachines(estate, open.db, numberOf(args, 'machines', 105_000), say)
    } finally {
      estate.kill('worker', 'SIGCONT')
      await open.close()
      await estate.stop()
    }
  },
}
export default job

async function deliver({ smtp }: Estate, mails: number): Promise<number> {
  const random = randomOf(seed)
  const transport = nodemailer.createTransport({ pool: true, maxConnections: senders, host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true }) // prettier-ignore
  const scan = randomBytes(scanBytes)
  const from = performance.now()
  let next = 0
  const work = async () => {
    while (next < mails) {
      next += 1
      await transport.sendMail(await newMail(random, scan, next))
    }
  }
  await Promise.all(Array.from({ length: senders }, work))
  transport.close()
  return performance.now() - from
}

async function newMail(random: Random, scan: Buffer, n: number) {
  const person = pick(random, goodPeople)
  const colleagues = goodPeople
    .filter(({ company }) => company === person.company)
    .slice(0, 1 + Math.floor(random() * 4))
  const lot = random() * 100
  const wrong = { ...person, idNumber: person.idNumber.slice(0, 17) + (person.idNumber.endsWith('1') ? '2' : '1') }
  const form = lot < shares.wrong ? await formOf([wrong]) : await formOf(colleagues)
  const noForm = lot >= shares.wrong && lot < shares.wrong + shares.noForm
  const large = lot > 100 - shares.large ? [{ filename: '扫描件.jpg', content: scan }] : []
  return {
    envelope: { from: person.address, to: association },
    from: person.address,
    to: association,
    subject: '人员解禁申请',
    text: '请予受理。',
    messageId: `<bench-${n}@${person.address.split('@')[1] ?? 'test'}>`,
    attachments: noForm ? [] : [form, ...large],
  }
}

/** The floor: one connection, every mail fetched and parsed, one row a mail inserted and committed. */
async function bareLoop({ imap, mailPassword }: Estate, db: Db): Promise<number> {
  const owner = new ImapFlow({ ...imap, secure: false, doSTARTTLS: false, logger: false, auth: { user: association, pass: mailPassword } }) // prettier-ignore
  await owner.connect()
  await owner.mailboxOpen('INBOX')
  const from = performance.now()
  for await (const message of owner.fetch('1:*', { source: true, uid: true })) {
    if (message.source === undefined) continue
    const { subject = '' } = await simpleParser(message.source)
    // A table that the program never reads, and has the right to write.
    await db
      .insertInto('region')
      .values({ code: `bench-${message.uid}`, name: subject, status: '' })
      .execute()
  }
  const ms = performance.now() - from
  await owner.logout()
  await db.deleteFrom('region').where('code', 'like', 'bench-%').execute()
  return ms
}

async function sayBacklog(estate: Estate, db: Db, mails: number, bareMs: number, answerSeconds: number, say: Say) {
  // As after hours without a worker: its hold on the mailbox is long over.
  await sql`update mailbox set lease_until = now() - interval '1 hour'`.execute(db)
  const from = performance.now()
  // Killed and started again by the supervisor: from here on it is a worker's start with a full mailbox.
  estate.kill('worker')
  const seconds = () => (performance.now() - from) / 1000
  const stored = await until(db, ({ all }) => all >= mails)
  say({ name: 'allStored', value: (stored - from) / 1000, unit: 's', mails })
  const placed = await until(db, ({ all, open }) => all >= mails && open === 0)
  say({ name: 'allPlaced', value: (placed - from) / 1000, unit: 's', mails, perSecond: mails / ((placed - from) / 1000) }) // prettier-ignore
  say({ name: 'placedToBare', value: (placed - from) / bareMs, unit: 'ratio' })
  if (answerSeconds === 0) return
  for (;;) {
    const { rows } = await sql<{ left: number; sent: number }>`select
      count(*) filter (where state in ('pending', 'sending', 'retry', 'uncertain')) as left,
      count(*) filter (where state = 'sent') as sent from outgoing_mail`.execute(db)
    const [row] = rows
    if (row?.left === 0 || seconds() > answerSeconds) {
      say({ name: row?.left === 0 ? 'lastAnswerSent' : 'answersLeft', value: row?.left === 0 ? seconds() : (row?.left ?? 0), unit: row?.left === 0 ? 's' : 'count', sent: row?.sent ?? 0 }) // prettier-ignore
      return
    }
    await pause(pollMs)
  }
}

async function until(db: Db, holds: (counts: { all: number; open: number }) => boolean): Promise<number> {
  const end = Date.now() + giveUpMs
  while (Date.now() < end) {
    const { rows } = await sql<{ all: number; open: number }>`
      select count(*) as all, count(*) filter (where state = 'stored') as open from mail`.execute(db)
    const [row] = rows
    if (row !== undefined && holds(row)) return performance.now()
    await pause(pollMs)
  }
  throw new Error('The backlog did not come to its end.')
}

/** Nasty mail 76: a flood of automatic replies, with one mail of a person's sent into it. */
async function sayMachines(estate: Estate, db: Db, machines: number, say: Say): Promise<void> {
  if (machines === 0) return
  estate.kill('worker', 'SIGSTOP')
  const key = Buffer.from(readFileSync(join(estate.dataDir, 'keys', 'data.key'), 'utf8').trim(), 'hex')
  const files = createFileStore(join(estate.dataDir, 'files'), createVault(key))
  const lettersBefore = await countLetters(db)
  await storeMachineMails(db, files, machines, '2026-01-01T00:00:00Z')
  const { smtp } = estate
  const transport = nodemailer.createTransport({ host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true })
  const sentAt = performance.now()
  await transport.sendMail(await newMail(randomOf(1), Buffer.alloc(1), 1_000_000))
  transport.close()
  estate.kill('worker')
  const from = performance.now()
  const human = await untilState(db, sql`message_id like 'bench-1000000@%' and state <> 'stored'`)
  say({ name: 'humanBesideMachines', value: (human - sentAt) / 1000, unit: 's', machines })
  const filed = await untilState(db, sql`not exists (select from mail where state = 'stored') and state = 'auto'`)
  say({ name: 'machinesFiled', value: machines / ((filed - from) / 1000), unit: 'per s', machines })
  say({ name: 'lettersToMachines', value: (await countLetters(db)) - lettersBefore, unit: 'count' })
}

async function countLetters(db: Db): Promise<number> {
  const row = await db.selectFrom('outgoing_mail').select(({ fn }) => fn.countAll<number>().as('letters')).where('to_address', 'like', '%@machine.test').executeTakeFirstOrThrow() // prettier-ignore
  return row.letters
}

async function untilState(db: Db, holds: ReturnType<typeof sql>): Promise<number> {
  const end = Date.now() + giveUpMs
  while (Date.now() < end) {
    const { rows } = await sql`select from mail where ${holds} limit 1`.execute(db)
    if (rows.length > 0) return performance.now()
    await pause(pollMs)
  }
  throw new Error('The flood did not come to its end.')
}
