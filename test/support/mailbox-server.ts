/** A mail server of a test's own, as a real process: Dovecot where it is installed and asked for, else the bundled one. */
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import nodemailer from 'nodemailer'
import { machineEnv } from '../../scripts/run/child-env.ts'
import { startPart } from '../../scripts/run/part.ts'
import { anyFreePort } from '../../scripts/run/ports.ts'
import { planMail } from '../../scripts/services/mail.ts'
import { association } from './mail-program.ts'
import { shared } from './shared.ts'

export interface MailboxServer {
  readonly kind: 'dovecot' | 'own'
  readonly imapPort: number
  readonly password: string
  /** Delivers mails byte for byte, in this order. */
  deliver(...raws: readonly (Buffer | string)[]): Promise<void>
  /** As the association's staff in a mail program of their own. */
  asStaff<T>(work: (client: ImapFlow) => Promise<T>): Promise<T>
  stop(): Promise<void>
}

const host = '127.0.0.1'

export async function startMailboxServer(options: { readonly dovecot: boolean }): Promise<MailboxServer> {
  const dataDir = await mkdtemp(join(shared().folder, 'mailbox-'))
  const taken = new Set<number>()
  const next = async () => {
    const port = await anyFreePort(taken)
    taken.add(port)
    return port
  }
  const ports = { smtp: await next(), imap: await next(), lmtp: await next() }
  const plan = planMail({ dataDir, ports, env: process.env, partEnv: machineEnv(process.env), mayBeDovecot: options.dovecot }) // prettier-ignore
  const part = await startPart(plan.part, () => undefined)
  if (!(await part.ready)) throw new Error(`The mail server did not start:\n${part.lastLines().join('\n')}`)
  const { password } = plan.settings
  return {
    kind: plan.kind,
    imapPort: ports.imap,
    password,
    async deliver(...raws) {
      const transport = nodemailer.createTransport({ host, port: ports.lmtp, lmtp: true, secure: false, ignoreTLS: true, pool: true, maxConnections: 1 }) // prettier-ignore
      try {
        for (const raw of raws) await transport.sendMail({ envelope: { from: 'office@e00.test', to: association }, raw }) // prettier-ignore
      } finally {
        transport.close()
      }
    },
    async asStaff(work) {
      const client = new ImapFlow({ host, port: ports.imap, secure: false, doSTARTTLS: false, logger: false, auth: { user: association, pass: password } }) // prettier-ignore
      client.on('error', () => undefined)
      await client.connect()
      try {
        return await work(client)
      } finally {
        await client.logout().catch(() => client.close())
      }
    },
    async stop() {
      await part.stop(5_000)
    },
  }
}
