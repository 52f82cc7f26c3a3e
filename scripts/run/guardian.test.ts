import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { processId, untilGone, type ProcessId } from './processes.ts'

const script = fileURLToPath(new URL('guardian.sh', import.meta.url))

/** A process that leads a group, as every part does. */
function sleeper(): { id: ProcessId; end: () => void } {
  const child = spawn('/bin/sleep', ['60'], { detached: true, stdio: 'ignore' })
  const id = child.pid === undefined ? null : processId(child.pid)
  if (id === null) throw new Error('no sleep')
  return { id, end: () => child.kill('SIGKILL') }
}

test('ends what is watched once its input closes, and nothing else', async () => {
  const [watched, ended] = [sleeper(), sleeper()]
  const guardian = spawn('/bin/sh', [script], { stdio: ['pipe', 'ignore', 'inherit'] })
  guardian.stdin.write(`watch TERM ${watched.id.pid}\nwatch TERM ${ended.id.pid}\nended TERM ${ended.id.pid}\n`)
  guardian.stdin.end()
  await once(guardian, 'exit')
  expect(await untilGone(watched.id, 1_000)).toBe(true)
  expect(await untilGone(ended.id, 100)).toBe(false)
  ended.end()
})
