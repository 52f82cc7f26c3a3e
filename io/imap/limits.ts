/** How much and how long: every bound of a conversation with a mail server that stores our mail. */

/** Above this (RFC822.SIZE, 60 MiB) a mail is not read whole: R17 is said from its head. */
export const wholeMailBytes = 62_914_560

/** What is read of a larger one: headers and the beginning. */
export const headBytes = 256 * 1024

/**
 * Some providers ignore the byte range of a partial fetch and send the whole mail; the library closes the connection
 * above its own limit. Twice what any provider takes.
 */
export const longestLiteralBytes = 256 * 1024 * 1024

/** Mails fetched by one command, and the bytes of one such batch, as far as more than one mail is concerned. */
export const batchMails = 50
export const batchBytes = 16 * 1024 * 1024

/** Envelopes asked for by one command: keeps the command line far below the 8 KiB that servers take. */
export const envelopeMails = 500

/** Mails of the Sent folder that are looked through: SEARCH by header is ignored by some providers. */
export const sentMails = 200

/** Deadlines, in milliseconds. The library has none of its own for commands. */
export interface ImapTimes {
  readonly connect: number
  readonly greeting: number
  /** SELECT, SEARCH, LIST, NOOP and short FETCH. With the profile's pause (30 s at most) a dead line is left within a minute. */
  readonly command: number
  /** A FETCH of whole mails: a slow line and 60 MiB. */
  readonly download: number
  readonly logout: number
  /** Silence after which a command in flight counts as lost. */
  readonly silence: number
  /** How long one IDLE lasts before it is renewed; with `silence` it bounds how long a dead line goes unnoticed. */
  readonly idle: number
}

export const imapTimes: ImapTimes = {
  connect: 20_000,
  greeting: 20_000,
  command: 20_000,
  download: 300_000,
  logout: 2_000,
  silence: 60_000,
  idle: 45_000,
}
