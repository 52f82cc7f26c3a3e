/**
 * Waits for new mail: IDLE where the server has it, NOOP at the profile's pace where it has not. What it says is a hint
 * only ("look now"); nothing is lost when it says nothing, for the caller looks anyway when the time is over.
 */
import type { Line } from './line.ts'

/** news: look now · timeout: nothing was announced, or the caller stopped waiting · closed: the session is over. */
export type News = 'news' | 'timeout' | 'closed'

/** An IDLE that ends sooner was refused politely or broken by a command: the next one waits for this long. */
const shortestIdleMs = 1_000

export async function waitForNews(line: Line, maxMs: number, pollMs: number, signal?: AbortSignal): Promise<News> {
  const patience = new Patience(line, maxMs, signal)
  try {
    let idles = line.client.capabilities.has('IDLE')
    while (patience.lasts()) {
      if (idles) idles = await idle(line, patience)
      else await poll(line, pollMs, patience)
    }
  } finally {
    patience.end()
  }
  if (line.ended.aborted) return 'closed'
  return line.hasNews ? 'news' : 'timeout'
}

/** Everything that ends the waiting, as one promise. */
class Patience {
  readonly #over: Promise<void>
  readonly #line: Line
  readonly #signal: AbortSignal | undefined
  readonly #timer: NodeJS.Timeout
  #ended = false
  #end: () => void = () => undefined

  constructor(line: Line, maxMs: number, signal: AbortSignal | undefined) {
    this.#line = line
    this.#signal = signal
    this.#over = new Promise((resolve) => {
      this.#end = () => {
        this.#ended = true
        resolve()
      }
    })
    this.#timer = setTimeout(this.#end, maxMs)
    line.whenNews(this.#end)
    line.ended.addEventListener('abort', this.#end, { once: true })
    signal?.addEventListener('abort', this.#end, { once: true })
  }

  lasts(): boolean {
    return !this.#ended && !this.#line.hasNews && !this.#line.ended.aborted && this.#signal?.aborted !== true
  }

  /** Waits for something, but not beyond the end; a failure of it shows in the line's end. */
  async upTo<T>(something: Promise<T>): Promise<T | undefined> {
    return Promise.race([something, this.#over.then(() => undefined)]).catch(() => undefined)
  }

  /** At most `ms` for something; undefined when that or the waiting is over first. */
  async upToMs<T>(ms: number, something: Promise<T>): Promise<T | undefined> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)))
    try {
      return await this.upTo(Promise.race([something, late]))
    } finally {
      clearTimeout(timer)
    }
  }

  async pause(ms: number): Promise<void> {
    if (ms > 0) await this.upToMs(ms, new Promise<undefined>(() => undefined))
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#line.whenNews(() => undefined)
    this.#line.ended.removeEventListener('abort', this.#end)
    this.#signal?.removeEventListener('abort', this.#end)
  }
}

/**
 * One IDLE, after the commands before it, ended by a NOOP under a deadline: the library's own renewal does not notice a
 * line that fell silent before the server acknowledged the IDLE. Answers whether the server takes IDLE at all.
 */
async function idle(line: Line, patience: Patience): Promise<boolean> {
  await patience.upTo(line.run(line.times.command, () => Promise.resolve()))
  if (!patience.lasts()) return true
  const since = performance.now()
  const taken = await patience.upToMs(line.times.idle, line.idle())
  if (patience.lasts()) await patience.pause(shortestIdleMs - (performance.now() - since))
  if (patience.lasts()) await patience.upTo(line.run(line.times.command, (client) => client.noop()))
  return taken !== false
}

async function poll(line: Line, pollMs: number, patience: Patience): Promise<void> {
  await patience.pause(pollMs)
  if (patience.lasts()) await patience.upTo(line.run(line.times.command, (client) => client.noop()))
}
