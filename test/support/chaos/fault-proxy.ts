/** Stands between the program and its mail server, and breaks the line at a named moment of the conversation. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

type Phase =
  | 'imapGreeting' | 'imapLogin' | 'imapSelect' | 'imapFetch' | 'imapIdle'
  | 'smtpGreeting' | 'smtpMail' | 'smtpRcpt' | 'smtpData' | 'smtpAfterDot' // prettier-ignore

/** What the client says at the beginning of a phase; a greeting comes before it says anything. */
const begins: Record<Exclude<Phase, 'imapGreeting' | 'smtpGreeting'>, RegExp> = {
  imapLogin: /^\S+ (LOGIN|AUTHENTICATE)\b/im,
  imapSelect: /^\S+ (SELECT|EXAMINE)\b/im,
  imapFetch: /^\S+ UID FETCH\b.*BODY/im,
  imapIdle: /^\S+ IDLE\b/im,
  smtpMail: /^MAIL FROM:/im,
  smtpRcpt: /^RCPT TO:/im,
  smtpData: /^DATA\r\n/im,
  smtpAfterDot: /(^|\r\n)\.\r\n$/,
}
/** Phases that come only with a new line. */
const atConnecting: ReadonlySet<Phase> = new Set(['imapGreeting', 'imapLogin', 'imapSelect', 'imapIdle', 'smtpGreeting']) // prettier-ignore

export interface FaultProxy {
  readonly port: number
  /** Breaks the line at the next such moment. @returns when it broke, false when the moment did not come in time. */
  arm(phase: Phase, withinMs: number): Promise<boolean>
  /** Lets nothing through in either direction, and closes nothing. */
  silence(on: boolean): void
  close(): Promise<void>
}

interface Armed {
  readonly phase: Phase
  readonly hit: () => void
}

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  const lines = new Set<Socket>()
  let armed: Armed | null = null
  let silent = false
  const takeArmed = (holds: (phase: Phase) => boolean): Phase | null => {
    if (armed === null || !holds(armed.phase)) return null
    const { phase, hit } = armed
    armed = null
    hit()
    return phase
  }

  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1')
    const cut = () => {
      client.destroy()
      upstream.destroy()
    }
    let swallow = false
    let truncate = false
    for (const socket of [client, upstream]) {
      lines.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        lines.delete(socket)
        cut()
      })
    }
    client.on('data', (bytes) => {
      if (silent) return
      const text = bytes.toString('latin1')
      const phase = takeArmed((wanted) => wanted in begins && begins[wanted as keyof typeof begins].test(text))
      if (phase === 'imapFetch') truncate = true
      else if (phase === 'smtpAfterDot') swallow = true
      else if (phase !== null) {
        cut()
        return
      }
      upstream.write(bytes)
    })
    upstream.on('data', (bytes) => {
      if (silent) return
      if (takeArmed((wanted) => wanted.endsWith('Greeting')) !== null || swallow) return cut()
      if (!truncate) {
        client.write(bytes)
        return undefined
      }
      // In the middle of a literal: what came so far, halved, and then nothing more.
      client.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), cut)
      return undefined
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const cutAll = () => {
    for (const socket of [...lines]) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    arm: (phase, withinMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          if (armed?.hit === hit) armed = null
          resolve(false)
        }, withinMs)
        const hit = () => {
          clearTimeout(timer)
          resolve(true)
        }
        armed = { phase, hit }
        if (atConnecting.has(phase)) cutAll()
      }),
    silence: (on) => {
      silent = on
      // Whoever waited for an answer that never came sees the line end.
      if (!on) cutAll()
    },
    close: () => {
      cutAll()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
