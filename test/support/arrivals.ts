/** Mails that arrive and are settled at once, on a database of a test's own: by the same functions as the intake uses. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { pino } from 'pino'
import { judge } from '../../activities/judge.ts'
import { doMailActs } from '../../activities/mail-acts.ts'
import { settleMails } from '../../db/write/intake/settle-mails.ts'
import type { ReturnLimits } from '../../db/write/intake/return-limits.ts'
import { writeRequestForm, type RequestFormRow } from '../../io/excel/request-form.ts'
import type { FileStore } from '../../io/files/store.ts'
import { mailProfiles } from '../../io/imap/profiles.ts'
import { readMail, unreadableMail } from '../../io/mail/read-mail.ts'
import type { Sandbox } from '../../io/sandbox.ts'
import type { TestDb } from './db.ts'

export interface Arrival {
  readonly from: string
  readonly receivedAt: string
  readonly rows?: readonly RequestFormRow[]
  readonly subject?: string
  readonly text?: string
  /** Message-ID of the mail that it answers. */
  readonly inReplyTo?: string
  readonly messageId?: string
  /** Header lines on top of the usual ones. */
  readonly headers?: Readonly<Record<string, string>>
  /** The mail's bytes as they are; the rest is then for its arrival alone. */
  readonly raw?: Buffer
  /** As a program left it that could not take the mail apart. */
  readonly unreadable?: boolean
  /** The server gave no receipt time. */
  readonly withoutServerTime?: boolean
  /** What the provider says of the sender. */
  readonly dmarc?: 'pass' | 'none' | 'fail'
}
export interface Arrivals {
  /** A mail arrives and is settled. @returns its id. */
  arrive(mail: Arrival): Promise<number>
  /** Rows of a form that name people of an enterprise who can be unbanned. */
  goodRows(login: string, count: number): Promise<RequestFormRow[]>
  /** Does what pages have asked of the intake (来信办理), as the engine would have it done. */
  doMailActs(): Promise<void>
}

const authserv = 'mail.hoistway.test'
export const baseUrl = 'http://127.0.0.1'

export function arrivalsOn(
  { db, vault }: Pick<TestDb, 'db' | 'vault'>,
  files: FileStore,
  sandbox: Sandbox,
  limits: ReturnLimits = mailProfiles.bundled,
): Arrivals {
  let uid = 0
  return {
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
          time_source: mail.withoutServerTime === true ? 'firstSeen' : 'internalDate',
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
      const judged = judge(mail.unreadable === true ? unreadableMail(raw) : await readMail(raw), {
        own: [mailbox.address],
        authserv,
        receivedAt: mail.receivedAt,
        headersOnly: false,
        internalDateMissing: mail.withoutServerTime === true,
        timeUnproven: false,
        knownDomains: [],
      })
      await settleMails(db, vault, [{ mailId: id, judged }], { baseUrl, limits })
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
    async doMailActs() {
      const mailbox = await db.selectFrom('mailbox').select('id').executeTakeFirstOrThrow()
      await doMailActs({ db, vault, files, sandbox, scanner: null, log: pino({ level: 'silent' }), baseUrl, authserv }, mailbox.id) // prettier-ignore
    },
  }
}

async function compose(mail: Arrival, to: string): Promise<Buffer> {
  if (mail.raw !== undefined) return mail.raw
  const attachments =
    mail.rows === undefined ? [] : [{ filename: '表格.xlsx', content: await writeRequestForm([...mail.rows]) }]
  const built = await new MailComposer({
    from: mail.from,
    to,
    subject: mail.subject ?? '人员解禁申请',
    text: mail.text ?? '请予受理。',
    date: new Date(mail.receivedAt),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
    ...(mail.messageId === undefined ? {} : { messageId: `<${mail.messageId}>` }),
    ...(mail.headers === undefined ? {} : { headers: { ...mail.headers } }),
    attachments,
  })
    .compile()
    .build()
  const seal = `Authentication-Results: ${authserv}; dmarc=${mail.dmarc ?? 'pass'} header.from=${mail.from.split('@')[1]}\r\n`
  return Buffer.concat([Buffer.from(`Received: from client by ${authserv}; x\r\n${seal}`), built])
}
