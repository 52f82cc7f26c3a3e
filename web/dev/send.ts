/** Sends a mail as anybody of the invented world, with the verdict chosen; the bundled server believes only this user. */
import nodemailer from 'nodemailer'
import type { DevMail } from '../deps.ts'

export const verdicts = ['pass', 'none', 'fail'] as const
export type Verdict = (typeof verdicts)[number]
const deadlines = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 30_000 } as const

export interface Answered {
  readonly inReplyTo: string
  readonly references: string
}

export interface DevLetter {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly verdict: Verdict
  /** Of the mail that is answered, as it stands in the headers; absent: a mail of its own. */
  readonly answers?: Answered | undefined
  readonly attachments: readonly { readonly filename: string; readonly content: Buffer }[]
}

/** @returns the server's answer. @throws Error when it does not accept the mail. */
export async function sendAs(door: DevMail, letter: DevLetter): Promise<string> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: door.smtpPort,
    secure: false,
    ignoreTLS: true,
    auth: { user: 'dev-mail', pass: door.password },
    ...deadlines,
  })
  try {
    const sent = await transport.sendMail({
      envelope: { from: letter.from, to: [letter.to] },
      from: letter.from,
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      ...letter.answers,
      attachments: [...letter.attachments],
      headers: { 'X-Dev-Verdict': letter.verdict },
    })
    return sent.response
  } finally {
    transport.close()
  }
}
