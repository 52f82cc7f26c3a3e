/**
 * Stands between our program and a mail server and makes of it what a provider is (reference: email.md 3.1): hides what
 * the provider does not have, wants to know who we are, ignores what it ignores. It notes what must never be said, and
 * fails where it is told to.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Provider = 'plain' | 'qq' | '163'

export interface Said {
  /** Which connection says it, from 1. */
  readonly connection: number
  readonly tag: string
  /** `UID FETCH`, `SELECT`; upper case. */
  readonly name: string
  readonly line: string
}

/**
 * `cut`: the line breaks before the server hears it · `cutAfter`: the server does it, and nobody is told · `cutInLiteral`:
 * so many bytes of the next literal get through · `blackHole`: nothing more gets through, and nothing is closed ·
 * `say`: answered in the server's place, after the tag · `delayMs`: said later.
 */
export type Act =
  | 'cut'
  | 'cutAfter'
  | 'blackHole'
  | { readonly cutInLiteral: number }
  | { readonly say: string }
  | { readonly delayMs: number }

export interface ImapProxy {
  readonly port: number
  readonly said: readonly Said[]
  /** What must never be said to this provider, as it was said. */
  readonly violations: readonly string[]
  readonly connections: () => number
  /** Nothing gets through any more, on any connection there is; new ones work. */
  blackHole(): void
  close(): Promise<void>
}

interface Rules {
  /** Of what the server announces, only these; null: all. */
  readonly capabilities: readonly string[] | null
  readonly wantsId: boolean
  readonly hidesUidNext: boolean
}
const rules: Readonly<Record<Provider, Rules>> = {
  plain: { capabilities: null, wantsId: false, hidesUidNext: false },
  qq: {
    capabilities: ['IMAP4REV1', 'XLIST', 'MOVE', 'IDLE', 'NAMESPACE', 'CHILDREN', 'ID', 'UIDPLUS', 'SASL-IR', 'AUTH=PLAIN', 'LITERAL+'], // prettier-ignore
    wantsId: false,
    hidesUidNext: false,
  },
  '163': {
    capabilities: ['IMAP4REV1', 'XLIST', 'SPECIAL-USE', 'ID', 'LITERAL+', 'SASL-IR', 'AUTH=PLAIN'],
    wantsId: true,
    hidesUidNext: true,
  },
}

/** Asked of no provider, whatever it offers: answers are re-encoded, or flags of people are changed. */
const never = /\b(ENVELOPE|BODYSTRUCTURE|UNSEEN|SUBJECT|RECENT|NEW)\b|BODY\[(?!\])|(?<!PEEK)\[\]/i
/** What 163 does not have. */
const notWith163 = /^(IDLE|STATUS|ENABLE|UID MOVE|MOVE|UID EXPUNGE|NAMESPACE)$/

export async function startImapProxy(
  targetPort: number,
  provider: Provider = 'plain',
  act: (said: Said) => Act | undefined = () => undefined,
): Promise<ImapProxy> {
  const said: Said[] = []
  const violations: string[] = []
  const links = new Set<Link>()
  let connections = 0
  const server = createServer((client) => {
    const connection = (connections += 1)
    const link = new Link(client, connect(targetPort, '127.0.0.1'), rules[provider], {
      note: (given) => {
        const command = { ...given, connection }
        said.push(command)
        const wrong = wrongWith(command, provider)
        if (wrong !== null) violations.push(`${wrong}: ${command.line}`)
        return wrong === null ? act(command) : { say: `BAD ${wrong}` }
      },
    })
    links.add(link)
    link.whenOver(() => links.delete(link))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    said,
    violations,
    connections: () => connections,
    blackHole: () => {
      for (const link of links) link.blackHole()
    },
    close: () => {
      for (const link of links) link.cut()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

function wrongWith({ name, line }: Said, provider: Provider): string | null {
  if (/^(UID )?(FETCH|SEARCH|MOVE|COPY|STORE)$/.test(name)) {
    for (const [, from, to] of line.matchAll(/\b(\d+):(\d+)\b/g))
      if (Number(from) > Number(to)) return 'UID parameters!'
    if (name.endsWith('FETCH') && never.test(line)) return 'never asked for'
    if (name === 'FETCH') return 'sequence numbers'
  }
  if (provider === '163' && notWith163.test(name)) return 'command not support'
  return null
}

interface Watcher {
  note(said: Omit<Said, 'connection'>): Act | undefined
}

/** One connection: lines and literals in both directions. */
class Link {
  private readonly client: Socket
  private readonly upstream: Socket
  private readonly rule: Rules
  private readonly watcher: Watcher
  private fromClient: Buffer = Buffer.alloc(0)
  private fromServer: Buffer = Buffer.alloc(0)
  private clientLiteral = 0
  private serverLiteral = 0
  private silent = false
  private identified = false
  private cutAfter: string | null = null
  private cutInLiteral: number | null = null
  private listsAsXlist = false

  constructor(client: Socket, upstream: Socket, rule: Rules, watcher: Watcher) {
    this.client = client
    this.upstream = upstream
    this.rule = rule
    this.watcher = watcher
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
    }
    client.on('data', (bytes) => this.hearClient(bytes))
    upstream.on('data', (bytes) => this.hearServer(bytes))
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => {
      if (!this.silent) client.destroy()
    })
  }

  whenOver(tell: () => void): void {
    this.client.once('close', tell)
  }

  blackHole(): void {
    this.silent = true
  }

  cut(): void {
    this.client.destroy()
    this.upstream.destroy()
  }

  private hearClient(bytes: Buffer): void {
    this.fromClient = Buffer.concat([this.fromClient, bytes])
    while (this.fromClient.length > 0 && !this.silent) {
      if (this.clientLiteral > 0) {
        const part = this.fromClient.subarray(0, this.clientLiteral)
        this.clientLiteral -= part.length
        this.fromClient = this.fromClient.subarray(part.length)
        this.upstream.write(part)
        continue
      }
      const line = this.takeLine('fromClient')
      if (line === null) return
      this.clientLiteral = literalOf(line)
      this.hearCommand(line)
    }
  }

  private hearCommand(line: string): void {
    const [, tag = '', rest = ''] = /^(\S+) (.*?)\r\n$/s.exec(line) ?? []
    if (rest === '' || tag === '*' || !/^[A-Z]/i.test(rest)) {
      this.upstream.write(line, 'latin1')
      return
    }
    const name = (/^(UID )?[A-Z]+/i.exec(rest)?.[0] ?? '').toUpperCase()
    // A password is nobody's to note.
    const shown = name === 'LOGIN' || name === 'AUTHENTICATE' ? name : rest
    const act = this.watcher.note({ tag, name, line: shown }) ?? this.providerAct(name)
    if (act === 'cut') return this.cut()
    if (act === 'blackHole') return this.blackHole()
    if (act === 'cutAfter') this.cutAfter = tag
    else if (act !== undefined && 'say' in act) return void this.client.write(`${tag} ${act.say}\r\n`)
    else if (act !== undefined && 'cutInLiteral' in act) this.cutInLiteral = act.cutInLiteral
    const forwarded = this.translated(name, line)
    if (act !== undefined && act !== 'cutAfter' && 'delayMs' in act)
      setTimeout(() => this.upstream.write(forwarded, 'latin1'), act.delayMs) // prettier-ignore
    else this.upstream.write(forwarded, 'latin1')
  }

  private providerAct(name: string): Act | undefined {
    if (name === 'ID') this.identified = true
    if (this.rule.wantsId && !this.identified && (name === 'SELECT' || name === 'EXAMINE')) {
      return { say: `NO ${name} Unsafe Login. Please contact the provider` }
    }
    return undefined
  }

  private translated(name: string, line: string): string {
    if (name !== 'XLIST') return line
    this.listsAsXlist = true
    return line.replace(/ XLIST /i, ' LIST ')
  }

  private hearServer(bytes: Buffer): void {
    if (this.silent) return
    this.fromServer = Buffer.concat([this.fromServer, bytes])
    while (this.fromServer.length > 0) {
      if (this.serverLiteral > 0) {
        if (!this.passLiteral()) return
        continue
      }
      const line = this.takeLine('fromServer')
      if (line === null) return
      this.serverLiteral = literalOf(line)
      if (this.cutAfter !== null && line.startsWith(`${this.cutAfter} `)) return this.cut()
      this.client.write(this.rewritten(line), 'latin1')
    }
  }

  private passLiteral(): boolean {
    const part = this.fromServer.subarray(0, this.serverLiteral)
    this.serverLiteral -= part.length
    this.fromServer = this.fromServer.subarray(part.length)
    if (this.cutInLiteral === null) {
      this.client.write(part)
      return true
    }
    const passed = part.subarray(0, this.cutInLiteral)
    this.cutInLiteral -= passed.length
    if (this.cutInLiteral > 0) {
      this.client.write(passed)
      return true
    }
    this.client.end(passed)
    this.upstream.destroy()
    return false
  }

  private rewritten(line: string): string {
    if (this.rule.hidesUidNext && /^\* OK \[UIDNEXT /i.test(line)) return ''
    const { capabilities } = this.rule
    const shown = capabilities === null ? line : line.replace(/(^\* CAPABILITY |\[CAPABILITY )([^\]\r\n]*)/i, (_all, before: string, list: string) => before + hidden(list, capabilities)) // prettier-ignore
    if (!this.listsAsXlist) return shown
    if (/^\S+ OK/.test(shown) && !shown.startsWith('*')) this.listsAsXlist = false
    return shown.replace(/^\* LIST /i, '* XLIST ')
  }

  private takeLine(from: 'fromClient' | 'fromServer'): string | null {
    const end = this[from].indexOf('\r\n')
    if (end === -1) return null
    const line = this[from].toString('latin1', 0, end + 2)
    this[from] = this[from].subarray(end + 2)
    return line
  }
}

function hidden(list: string, capabilities: readonly string[]): string {
  const left = list.split(' ').filter((name) => capabilities.includes(name.toUpperCase()))
  return [...left, ...(capabilities.includes('XLIST') ? ['XLIST'] : [])].join(' ')
}

function literalOf(line: string): number {
  return Number(/\{(\d+)\+?\}\r\n$/.exec(line)?.[1] ?? 0)
}
