/** Starts the bundled mail server, for machines where IMAP_URL and SMTP_URL name none. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BundledMail } from '../../env.ts'
import type { Part } from '../run/part.ts'
import { problems } from '../run/start-problem.ts'
import type { MailServerWish } from './mail-server.ts'
import { authserv, mailPassword } from './mail/mail-types.ts'

export interface MailPlan {
  readonly part: Part
  /** For the environment variable BUNDLED_MAIL. */
  readonly settings: BundledMail
  readonly kind: 'dovecot' | 'own'
}

export interface MailWish {
  readonly dataDir: string
  readonly ports: { readonly smtp: number; readonly imap: number; readonly lmtp: number }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly partEnv: Readonly<Record<string, string>>
  /** False: our own files even where Dovecot is installed. */
  readonly mayBeDovecot: boolean
}

const program = fileURLToPath(new URL('mail-server.ts', import.meta.url))

/** @throws StartProblem when the folder's mailboxes are kept by a Dovecot that is gone. */
export function planMail(wish: MailWish): MailPlan {
  const dovecot = chooseDovecot(wish)
  const server: MailServerWish = {
    dataDir: wish.dataDir,
    smtpPort: wish.ports.smtp,
    imapPort: wish.ports.imap,
    lmtpPort: wish.ports.lmtp,
    dovecot,
  }
  return {
    kind: dovecot === null ? 'own' : 'dovecot',
    settings: { imapPort: wish.ports.imap, smtpPort: wish.ports.smtp, password: mailPassword, authserv },
    part: {
      name: 'mail',
      command: process.execPath,
      // hoodiecrow is older than Buffer.from.
      args: ['--disable-warning=DEP0005', program],
      env: { ...wish.partEnv, MAIL_SERVER: JSON.stringify(server) },
      channel: true,
      stopSignal: 'SIGTERM',
      ready: { line: /^hoistway-mail ready$/ },
      readyWithinMs: 30_000,
      important: /^(Error|Dovecot ended)/,
    },
  }
}

/**
 * A data folder keeps the kind of mailboxes that it began with: installing Dovecot must not make mails disappear.
 * @returns the command, or null for our own files.
 */
function chooseDovecot({ dataDir, env, mayBeDovecot }: MailWish): string | null {
  const command = mayBeDovecot ? findDovecot(env['PATH'] ?? '') : null
  const note = join(dataDir, 'mail', 'kind.txt')
  const before = existsSync(note) ? readFileSync(note, 'utf8').trim() : null
  if (before === 'own') return null
  // Mails that were taken and not yet read lie there: starting without them would lose them.
  if (before === 'dovecot' && command === null) throw problems.dovecotGone(dataDir)
  mkdirSync(join(dataDir, 'mail'), { recursive: true, mode: 0o711 })
  writeFileSync(note, command === null ? 'own' : 'dovecot')
  return command
}

/** Dovecot lives in /usr/sbin, which is not on everyone's path. */
function findDovecot(path: string): string | null {
  for (const folder of [...path.split(delimiter), '/usr/sbin']) {
    const command = join(folder, 'dovecot')
    try {
      accessSync(command, constants.X_OK)
      return command
    } catch {
      // not here
    }
  }
  return null
}
