/**
 * The sandbox's inner side: reads one file at a time and says what it found. It is forked with no environment, no right to
 * write files or to start programs, and little memory; its parent ends it when it takes too long or too much.
 * The parent says what is to be done by message, and sends the bytes through standard input.
 */
import { once } from 'node:events'
import type { FromChild, Task, ToChild } from './sandbox-messages.ts'

const tasks: Readonly<Record<Task, (bytes: Buffer) => Promise<unknown>>> = {
  mail: async (bytes) => (await import('./mail/read-mail.ts')).readMail(bytes),
  mailUnopened: async (bytes) => (await import('./mail/read-mail.ts')).readMail(bytes, { openFiles: false }),
  workbook: async (bytes) => (await import('./read-workbook.ts')).readWorkbook(bytes),
  picture: async (bytes) => (await import('./pictures/read-picture.ts')).readPicture(bytes),
}

/** What is loaded before the first task, so that it does not wait. */
const preload: Readonly<Record<'mail' | 'nothing', () => Promise<unknown>>> = {
  mail: () => Promise.all([import('./mail/read-mail.ts'), import('./mail/part-reader.ts'), import('./excel/xlsx.ts')]),
  nothing: () => Promise.resolve(),
}

function say(message: FromChild): void {
  process.send?.(message)
}

async function receive(size: number): Promise<Buffer> {
  // Not from the pool of small buffers: the bytes belong to one task and go with it.
  const bytes = Buffer.allocUnsafeSlow(size)
  let at = 0
  while (at < size) {
    const chunk = process.stdin.read() as Buffer | null
    if (chunk === null) await once(process.stdin, 'readable')
    else at += chunk.copy(bytes, at)
  }
  return bytes
}

async function work({ task, size }: ToChild): Promise<void> {
  const bytes = await receive(size)
  say({ kind: 'started' })
  try {
    say({ kind: 'done', value: await tasks[task](bytes) })
  } catch (error) {
    // A string or buffer beyond what the engine allows is a matter of size, not a fault of ours.
    say({ kind: 'failed', tooBig: error instanceof RangeError })
  }
}

process.on('message', (message: ToChild) => void work(message))
process.on('disconnect', () => process.exit(0))
await preload[process.argv[2] === 'mail' ? 'mail' : 'nothing']()
say({ kind: 'ready' })
