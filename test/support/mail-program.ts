/** An enterprise's mail program: sends the form to the association, and reads what comes back. */
import { ImapFlow } from 'imapflow'
import { simpleParser, type ParsedMail } from 'mailparser'
import nodemailer from 'nodemailer'
import { writeRequestForm } from '../../io/excel/request-form.ts'
import type { WorldPerson } from './world-people.ts'

export const association = 'unban@association.test'

export interface MailDoors {
  readonly smtp: { readonly host: string; readonly port: number }
  readonly imap: { readonly host: string; readonly port: number }
  readonly mailPassword: string
}

export interface Sent {
  readonly messageId: string
  readonly acceptedAt: number
}

export interface NewMail {
  readonly from: string
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  readonly messageId?: string
  readonly attachments?: readonly {
    readonly filename: string
    readonly content: Buffer
    readonly contentType?: string
  }[]
  /** The whole mail, as it is; the rest is then for the envelope alone. */
  readonly raw?: Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/** @param answersTo In-Reply-To of what is waited for. */
export interface Answer {
  readonly kind: string
  readonly rows: string
  readonly answersTo: string | undefined
  readonly mail: ParsedMail
}

let sequence = 0

/** Hands one mail to the bundled server's door, as a stranger's mail server would. */
export async function send({ smtp }: MailDoors, mail: NewMail): Promise<Sent> {
  const transport = nodemailer.createTransport({ host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true })
  sequence += 1
  const messageId =
    mail.messageId ?? `<test-${process.pid}-${Date.now()}-${sequence}@${mail.from.split('@')[1] ?? 'test'}>`
  try {
    await transport.sendMail({
      envelope: { from: mail.from, to: association },
      ...(mail.raw === undefined
        ? {
            from: mail.from,
            to: association,
            subject: mail.subject ?? '人员解禁申请',
            text: mail.text ?? '请予受理。',
            ...(mail.html === undefined ? {} : { html: mail.html }),
            messageId,
            headers: { ...mail.headers },
            attachments: [...(mail.attachments ?? [])],
          }
        : { raw: mail.raw }),
    })
  } finally {
    transport.close()
  }
  return { messageId, acceptedAt: Date.now() }
}

/** The request form with these people, as an enterprise would fill it in. */
export async function formOf(people: readonly WorldPerson[], business: '解禁' | '绑定' = '解禁', company?: string) {
  const rows = people.map((person) => ({
    name: person.name,
    idNumber: person.idNumber,
    company: company ?? person.company,
    business,
  }))
  return { filename: '关于人员问题业务处理的表格.xlsx', content: await writeRequestForm(rows) }
}

/** Sends the form of these people from the first one's enterprise. */
export async function sendForm(
  doors: MailDoors,
  people: readonly WorldPerson[],
  more: Partial<NewMail> = {},
): Promise<Sent> {
  const [first] = people
  if (first === undefined) throw new Error('Whose form?')
  return send(doors, { from: first.address, attachments: [await formOf(people)], ...more })
}

/** Answers in a mailbox, oldest first. */
export async function answersIn({ imap, mailPassword }: MailDoors, address: string): Promise<Answer[]> {
  const client = new ImapFlow({ ...imap, secure: false, doSTARTTLS: false, logger: false, auth: { user: address, pass: mailPassword } }) // prettier-ignore
  // What breaks the line is thrown by the command that needed it.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const lock = await client.getMailboxLock('INBOX')
    try {
      const answers: Answer[] = []
      if (client.mailbox === false || client.mailbox.exists === 0) return []
      for await (const message of client.fetch('1:*', { source: true, uid: true })) {
        if (message.source === undefined) continue
        const mail = await simpleParser(message.source)
        answers.push({
          kind: headerText(mail, 'x-hoistway-kind'),
          rows: headerText(mail, 'x-hoistway-rows').replaceAll(/\s+/g, ' '),
          answersTo: mail.inReplyTo,
          mail,
        })
      }
      return answers
    } finally {
      lock.release()
    }
  } finally {
    await client.logout()
  }
}

function headerText(mail: ParsedMail, name: string): string {
  const value = mail.headers.get(name)
  return typeof value === 'string' ? value : ''
}

const everyMs = 250

/** Waits for the answer to one mail of ours. @throws Error when none has come within `withinMs`. */
export async function answerTo(
  doors: MailDoors,
  address: string,
  sent: Sent,
  kind: string,
  withinMs = 20_000,
): Promise<Answer> {
  const end = Date.now() + withinMs
  for (;;) {
    const answers = await answersIn(doors, address)
    const found = answers.find((answer) => answer.answersTo === sent.messageId && answer.kind === kind)
    if (found !== undefined) return found
    if (Date.now() > end) {
      const seen = answers.map((answer) => `${answer.kind} to ${answer.answersTo ?? '-'}: ${answer.rows}`).join('\n')
      throw new Error(`No ${kind} for ${sent.messageId} within ${withinMs} ms. There:\n${seen}`)
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
