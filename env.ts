/** The only reader of the environment. A wrong value stops the start with a sentence. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const mailProfiles = ['bundled', 'plain', 'qq', '163'] as const
export type MailProfile = (typeof mailProfiles)[number]

/** A setting is missing or wrong: its message is the sentence shown to the operator. */
export class SettingError extends Error {
  override name = 'SettingError'
}

export interface MailServer {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly user: string
  readonly password: string
}
export interface ImapServer extends MailServer {
  readonly folder: string
}

export interface Settings {
  readonly dataDir: string
  readonly databaseUrl: string
  readonly temporal: {
    readonly address: string
    readonly namespace: string
    readonly tls: boolean
  }
  readonly dataKey: Buffer
  /** Address to listen on: this machine only, unless HOST says otherwise. */
  readonly webHost: string
  readonly webPort: number
  readonly metricsPort: number
  readonly baseUrl: string
  /** The association's mailbox; null: the bundled server, whose mailboxes are listed in endpoints.json. */
  readonly imap: ImapServer | null
  readonly smtp: MailServer | null
  readonly mailFrom: string | null
  readonly mailProfile: MailProfile
  /** Where these differ from the mailbox's profile (io/imap/profiles.ts). */
  readonly mailPace: MailPace
  /** The authserv-id whose Authentication-Results are believed; null: no verdict is known. */
  readonly mailAuthserv: string | null
  readonly bundledMail: BundledMail | null
  /** The virus scanner; null: mails are not scanned. */
  readonly clamd: ClamdAddress | null
  readonly logLevel: string
}

/** Where clamd listens: a port, or a socket in the file system. */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly path: string }

export interface MailPace {
  /** MAIL_JUNK_SECONDS */
  readonly junkSeconds?: number
  /** MAIL_MOVE_SECONDS; null when it is `off`. */
  readonly moveAfterSeconds?: number | null
}

/** Doors of the bundled mail server, handed down by scripts/start.ts as BUNDLED_MAIL. */
export interface BundledMail {
  readonly imapPort: number
  readonly smtpPort: number
  readonly password: string
  readonly authserv: string
}

type Env = Readonly<Record<string, string | undefined>>

export function readSettings(env: Env): Settings {
  const dataDir = resolve(env['DATA_DIR'] ?? '.data')
  const bundledMail = readBundledMail(env['BUNDLED_MAIL'])
  const imap = env['IMAP_URL'] === undefined ? null : readImapUrl(env['IMAP_URL'])
  const smtp = env['SMTP_URL'] === undefined ? null : readMailUrl('SMTP_URL', env['SMTP_URL'], ['smtp:', 'smtps:'], 25)
  if ((imap === null) !== (smtp === null)) {
    throw new SettingError('IMAP_URL and SMTP_URL belong together: please set both, or neither for the bundled mail server.') // prettier-ignore
  }
  const webPort = readPort('PORT', env['PORT'], 3000)
  return Object.freeze({
    dataDir,
    databaseUrl: required(env, 'DATABASE_URL'),
    temporal: {
      address: required(env, 'TEMPORAL_ADDRESS'),
      namespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
      tls: env['TEMPORAL_TLS'] === 'true' || env['TEMPORAL_TLS'] === '1',
    },
    dataKey: readDataKey(env, dataDir),
    webPort,
    webHost: env['HOST'] ?? '127.0.0.1',
    metricsPort: readPort('METRICS_PORT', env['METRICS_PORT'], 0),
    baseUrl: readBaseUrl(env['BASE_URL'] ?? `http://127.0.0.1:${webPort}`),
    imap,
    smtp,
    mailFrom: env['MAIL_FROM'] ?? null,
    mailProfile: readProfile(env['MAIL_PROFILE'], imap === null ? 'bundled' : 'plain'),
    mailPace: readMailPace(env),
    mailAuthserv: env['MAIL_AUTHSERV'] ?? (imap === null ? (bundledMail?.authserv ?? null) : null),
    bundledMail: imap === null ? bundledMail : null,
    clamd: readClamdUrl(env['CLAMD_URL']),
    logLevel: env['LOG_LEVEL'] ?? 'info',
  })
}

function required(env: Env, name: string): string {
  const value = env[name]
  if (value === undefined || value === '') throw new SettingError(`${name} is not set. npm start sets it by itself; a server installation must give it.`) // prettier-ignore
  return value
}

export function readPort(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SettingError(`${name}=${text} is not a port: please give a whole number from 1 to 65535.`)
  }
  return port
}

function readBaseUrl(text: string): string {
  if (!URL.canParse(text)) throw new SettingError(`BASE_URL=${text} is not an address: please write it like https://hoistway.example.cn.`) // prettier-ignore
  return text.replace(/\/$/, '')
}

function readMailUrl(name: string, text: string, protocols: readonly string[], plainPort: number): MailServer {
  const wrong = `${name} cannot be read: please write it like ${protocols[0]}//user:password@host:port, with special characters percent-encoded.`
  if (!URL.canParse(text)) throw new SettingError(wrong)
  const url = new URL(text)
  if (!protocols.includes(url.protocol) || url.hostname === '') throw new SettingError(wrong)
  const secure = url.protocol.endsWith('s:')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? (plainPort === 25 ? 465 : 993) : plainPort) : Number(url.port),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  }
}

function readImapUrl(text: string): ImapServer {
  const server = readMailUrl('IMAP_URL', text, ['imap:', 'imaps:'], 143)
  if (server.user === '') throw new SettingError('IMAP_URL names no user: please write it like imaps://user:password@host:993/INBOX.') // prettier-ignore
  return { ...server, folder: decodeURIComponent(new URL(text).pathname.replace(/^\//, '')) || 'INBOX' }
}

function readProfile(text: string | undefined, fallback: MailProfile): MailProfile {
  if (text === undefined || text === '') return fallback
  const found = mailProfiles.find((profile) => profile === text)
  if (found === undefined) throw new SettingError(`MAIL_PROFILE=${text} is not known: please choose one of ${mailProfiles.join(', ')}.`) // prettier-ignore
  return found
}

const clamdPort = 3310

function readClamdUrl(text: string | undefined): ClamdAddress | null {
  if (text === undefined || text === '') return null
  const url = URL.parse(text)
  if (url?.protocol === 'unix:' && url.pathname.startsWith('/')) return { path: decodeURIComponent(url.pathname) }
  if (url?.protocol !== 'tcp:' || url.hostname === '') throw new SettingError(`CLAMD_URL=${text} is not an address: please write it like tcp://127.0.0.1:${clamdPort} or unix:/run/clamav/clamd.ctl.`) // prettier-ignore
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? clamdPort : Number(url.port) }
}

function readMailPace(env: Env): MailPace {
  const junk = readSeconds('MAIL_JUNK_SECONDS', env['MAIL_JUNK_SECONDS'])
  const off = env['MAIL_MOVE_SECONDS'] === 'off'
  const move = off ? null : readSeconds('MAIL_MOVE_SECONDS', env['MAIL_MOVE_SECONDS'])
  return {
    ...(junk === undefined ? {} : { junkSeconds: junk }),
    ...(move === undefined ? {} : { moveAfterSeconds: move }),
  }
}

const dayInSeconds = 86_400

function readSeconds(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > dayInSeconds) {
    throw new SettingError(`${name}=${text} is not a number of seconds: please give a whole number from 0 to ${dayInSeconds}.`) // prettier-ignore
  }
  return seconds
}

function readDataKey(env: Env, dataDir: string): Buffer {
  const given = env['DATA_KEY'] ?? readKeyFile(join(dataDir, 'keys', 'data.key'))
  const key = Buffer.from(given.trim(), 'hex')
  if (key.length !== 32) throw new SettingError('DATA_KEY must be 64 hexadecimal digits (32 bytes).')
  return key
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new SettingError('DATA_KEY is not set and the data folder holds no key. npm start makes one; a server installation must give it.') // prettier-ignore
  }
}

function readBundledMail(text: string | undefined): BundledMail | null {
  if (text === undefined || text === '') return null
  return JSON.parse(text) as BundledMail
}
