/**
 * The web by itself, in this process, on a database of its own that holds the demo world. Acts are written at once by the
 * same functions as the workflow's activities use, so that pages show what they would; the engine can be sent away.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { pino } from 'pino'
import { judge } from '../../activities/judge.ts'
import { createReviewActivities } from '../../activities/review.ts'
import { settleMail } from '../../db/write/intake/settle-mail.ts'
import { releaseClaim } from '../../db/write/review/claims.ts'
import { writeRequestForm, type RequestFormRow } from '../../io/excel/request-form.ts'
import { createFileStore } from '../../io/files/store.ts'
import { readMail } from '../../io/mail/read-mail.ts'
import { createApp } from '../../web/app.ts'
import type { Gateway, GatewayAnswer } from '../../web/gateway-types.ts'
import type { DecideRow } from '../../workflows/messages.ts'
import { testDb, type TestDb } from './db.ts'
import { worldDatabase } from './world.ts'

export interface Arrival {
  readonly from: string
  readonly receivedAt: string
  readonly rows?: readonly RequestFormRow[]
  readonly subject?: string
  readonly text?: string
  /** What the provider says of the sender. */
  readonly dmarc?: 'pass' | 'none' | 'fail'
}
export interface Site {
  readonly web: string
  readonly database: TestDb
  readonly db: TestDb['db']
  readonly engine: { away: boolean }
  /** A mail arrives and is settled. @returns its id. */
  arrive(mail: Arrival): Promise<number>
  /** Rows of a form that name people of an enterprise who can be unbanned. */
  goodRows(login: string, count: number): Promise<RequestFormRow[]>
  /** Lines of the log, for what must never be in it. */
  readonly logged: readonly string[]
  close(): Promise<void>
}

const authserv = 'mail.hoistway.test'
const baseUrl = 'http://127.0.0.1'

export async function startSite(): Promise<Site> {
  const world = await worldDatabase()
  const database = await testDb(world.database)
  const { db, vault } = database
  const files = createFileStore(world.files, vault)
  const engine = { away: false }
  const logged: string[] = []
  const { app } = createApp({
    db,
    vault,
    files,
    gateway: writingGateway(database, engine),
    devMail: null,
    settings: { baseUrl },
    log: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }),
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let uid = 0

  return {
    web: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    database,
    db,
    engine,
    logged,
    async arrive(mail) {
      uid += 1
      const mailbox = await db.selectFrom('mailbox').select(['id', 'address', 'authority_id']).executeTakeFirstOrThrow()
      const raw = await compose(mail, mailbox.address)
      const { sha256, size } = await files.put(raw)
      const { id } = await db
        .insertInto('mail')
        .values({
          mailbox_id: mailbox.id,
          authority_id: mailbox.authority_id,
          fingerprint: `${uid}-${sha256}`,
          received_at: mail.receivedAt,
          arrival: uid,
          time_source: 'internalDate',
          raw_sha: sha256,
          size,
          state: 'stored',
          message_id: null,
          from_address: null,
          from_name: null,
          date_header: null,
          class: null,
          verdict: null,
          state_reason: null,
          classified_at: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const judged = judge(await readMail(raw), {
        own: [mailbox.address],
        authserv,
        receivedAt: mail.receivedAt,
        headersOnly: false,
        internalDateMissing: false,
        knownDomains: [],
      })
      await settleMail(db, vault, judged, { mailId: id, baseUrl, formlessAnswers: { count: 10, minutes: 60 } })
      return id
    },
    async goodRows(login, count) {
      const people = await db
        .selectFrom('person')
        .innerJoin('enterprise', 'enterprise.id', 'person.enterprise_id')
        .innerJoin('account_enterprise', 'account_enterprise.enterprise_id', 'enterprise.id')
        .innerJoin('account', 'account.id', 'account_enterprise.account_id')
        .select(['person.name', 'person.id_cipher', 'enterprise.name as company'])
        .where('account.login', '=', login)
        .where('person.status', '=', 'disabled')
        .where('person.photo_sha', 'is not', null)
        .where('person.contract', 'is not', null)
        .where('person.phone_placeholder', '=', false)
        .orderBy('person.id')
        .limit(count)
        .execute()
      return people.map((person) => ({
        name: person.name,
        idNumber: vault.open(person.id_cipher),
        company: person.company,
        business: '解禁' as const,
      }))
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await database.close()
    },
  }
}

async function compose(mail: Arrival, to: string): Promise<Buffer> {
  const attachments =
    mail.rows === undefined ? [] : [{ filename: '表格.xlsx', content: await writeRequestForm([...mail.rows]) }]
  const built = await new MailComposer({
    from: mail.from,
    to,
    subject: mail.subject ?? '人员解禁申请',
    text: mail.text ?? '请予受理。',
    date: new Date(mail.receivedAt),
    attachments,
  })
    .compile()
    .build()
  const seal = `Authentication-Results: ${authserv}; dmarc=${mail.dmarc ?? 'pass'} header.from=${mail.from.split('@')[1]}\r\n`
  return Buffer.concat([Buffer.from(`Received: from client by ${authserv}; x\r\n${seal}`), built])
}

/** Writes acts as the workflow would have them written; the same id twice is once. */
function writingGateway({ db, vault }: TestDb, engine: { away: boolean }): Gateway {
  const activities = createReviewActivities({ db, vault, baseUrl })
  const answers = new Map<string, Promise<GatewayAnswer>>()
  const write = {
    decide: (requestId: number, input: object, key: string) => activities.recordDecision({ ...(input as DecideRow), requestId, key }), // prettier-ignore
    endReview: (requestId: number, input: { by: number; version: number }, key: string) => activities.recordEnding({ ...input, requestId, key }), // prettier-ignore
    undoEnd: (requestId: number, input: { by: number; version: number }, key: string) => activities.recordUndo({ ...input, requestId, key }), // prettier-ignore
    async release(requestId: number, input: { by: number; version: number }, key: string): Promise<GatewayAnswer> {
      const { claim_no: claimNo } = await db.selectFrom('request').select('claim_no').where('id', '=', requestId).executeTakeFirstOrThrow() // prettier-ignore
      const done = await releaseClaim(db, { requestId, claimNo, key, actor: `account:${input.by}`, onlyLapsed: false })
      return done === null || 'heldUntil' in done ? { kind: 'refused', refusal: 'notClaimed' } : { kind: 'done', version: done.version } // prettier-ignore
    },
  }
  /** The workflow has looked at the version before it lets anything be written. */
  const say = async (
    name: keyof typeof write,
    requestId: number,
    input: { by: number; version: number },
  ): Promise<GatewayAnswer> => {
    const { version } = await db
      .selectFrom('request')
      .select('version')
      .where('id', '=', requestId)
      .executeTakeFirstOrThrow()
    if (version !== input.version) return { kind: 'refused', refusal: 'stale' }
    return write[name](requestId, input, `unban-request:${requestId}/${version}`)
  }
  return {
    async act(name, requestId, input, updateId) {
      if (engine.away) return { kind: 'kept' }
      const answer = answers.get(updateId) ?? say(name, requestId, input)
      answers.set(updateId, answer)
      return answer
    },
    tellClaim: () => Promise.resolve(),
    health: () => Promise.resolve({ ok: !engine.away, since: engine.away ? '2026-11-20T06:00:00.000Z' : null }),
  }
}
