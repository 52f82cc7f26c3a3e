/** The guardian (guardian.sh) outlives a killed supervisor by just long enough to end what it left. */
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('guardian.sh', import.meta.url))

export interface Guardian {
  watch(pid: number, signal: NodeJS.Signals): void
  ended(pid: number): void
  /** It ends by itself once it has nothing to watch and its input is closed. */
  close(): void
}

export function startGuardian(env: Readonly<Record<string, string>>): Guardian {
  const watched = new Map<number, string>()
  let closing = false
  let child: ChildProcess

  const tell = (word: 'watch' | 'ended', signal: string, pid: number) =>
    child.stdin?.write(`${word} ${signal} ${pid}\n`)
  const start = (): void => {
    child = spawn('/bin/sh', [script], { env: { ...env }, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'], detached: true }) // prettier-ignore
    child.on('error', () => undefined)
    child.stdin?.on('error', () => undefined)
    child.once('exit', () => {
      if (!closing) setTimeout(start, 500).unref()
    })
    for (const [pid, signal] of watched) tell('watch', signal, pid)
  }
  start()

  return {
    watch: (pid, signal) => {
      const short = signal.replace(/^SIG/, '')
      watched.set(pid, short)
      tell('watch', short, pid)
    },
    ended: (pid) => {
      tell('ended', watched.get(pid) ?? 'TERM', pid)
      watched.delete(pid)
    },
    close: () => {
      closing = true
      child.stdin?.end()
    },
  }
}
