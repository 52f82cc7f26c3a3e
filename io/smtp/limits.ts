/** How long a mail server may take, in milliseconds. */
export interface SmtpTimes {
  readonly connect: number
  readonly greeting: number
  /** One send from its first to its last moment: whoever leases a letter leases it for longer. */
  readonly send: number
  /** How long an unused connection is kept: some providers refuse a login for each mail. Below the 5 minutes of RFC 5321. */
  readonly idle: number
}

export const smtpTimes: SmtpTimes = { connect: 8_000, greeting: 8_000, send: 18_000, idle: 240_000 }

/** Characters of a server's answer that are kept. */
export const longestReply = 300
