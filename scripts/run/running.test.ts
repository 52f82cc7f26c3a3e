import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { isAlive, processId, type ProcessId } from './processes.ts'
import { takeFolder, type FolderLock } from './running.ts'

let folder: string
const locks: FolderLock[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoistway-lock-'))
})
afterEach(async () => {
  await Promise.all(locks.splice(0).map((lock) => lock.release()))
  await rm(folder, { recursive: true, force: true })
})

async function take(parent: ProcessId | null = null): Promise<FolderLock> {
  const taken = await takeFolder(folder, parent, 300)
  if (taken.kind !== 'ours') throw new Error('taken already')
  return taken.lock
}

test('a folder in use names who uses it and where', async () => {
  const lock = await take()
  locks.push(lock)
  lock.note({ state: 'running', web: 'http://127.0.0.1:3000' })
  await lock.written()
  expect(await takeFolder(folder, null)).toEqual({ kind: 'running', pid: process.pid, web: 'http://127.0.0.1:3000' })
})

test('one that is stopping is waited for', async () => {
  const lock = await take()
  lock.note({ state: 'stopping' })
  await lock.written()
  setTimeout(() => void lock.release(), 300)
  locks.push(await take())
})

test('one whose npm was killed is about to stop, and is waited for', async () => {
  const lock = await take({ pid: 2 ** 22 - 1, startedAt: 'long ago' })
  lock.note({ state: 'running', web: 'http://127.0.0.1:3000' })
  await lock.written()
  setTimeout(() => void lock.release(), 300)
  locks.push(await take())
})

test('what a killed one left running is ended first; a number that is somebody else by now is left alone', async () => {
  const [left, stranger] = ['61', '62'].map((seconds) => spawn('/bin/sleep', [seconds], { detached: true, stdio: 'ignore' })) // prettier-ignore
  const [leftId, strangerId] = [left, stranger].map((child) => processId(child?.pid ?? 0)) as [ProcessId, ProcessId]
  const parts = { postgres: leftId, mail: { ...strangerId, startedAt: 'before' } }
  await writeFile(join(folder, 'running.json'), JSON.stringify({ self: null, parent: null, state: 'running', web: null, parts })) // prettier-ignore
  locks.push(await take())
  expect(isAlive(leftId)).toBe(false)
  expect(isAlive(strangerId)).toBe(true)
  stranger?.kill('SIGKILL')
}, 30_000)
