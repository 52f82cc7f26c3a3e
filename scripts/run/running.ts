/**
 * One program a data folder. The lock is SQLite's on `lock.db`: the system lets go of it when its holder ends, however
 * it ends. `running.json` says who holds it, so that the next one can tell, wait, or clear what was left behind.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { jsonFile, readJson } from './json-file.ts'
import { endProcess, isAlive, processId, signalGroup, untilGone, type ProcessId } from './processes.ts'

interface Holder {
  readonly self: ProcessId | null
  /** npm, when it was started by npm: once that is gone, this one is about to end. */
  readonly parent: ProcessId | null
  readonly state: 'starting' | 'running' | 'stopping'
  readonly web: string | null
  readonly parts: Readonly<Record<string, ProcessId>>
}

export interface FolderLock {
  note(change: Partial<Pick<Holder, 'state' | 'web'>>): void
  notePart(name: string, id: ProcessId | null): void
  /** Everything noted so far is on disk. */
  written(): Promise<void>
  release(): Promise<void>
}

export type Taken =
  | { readonly kind: 'ours'; readonly lock: FolderLock }
  | { readonly kind: 'running'; readonly pid: number | null; readonly web: string | null }

const waitForEndMs = 20_000
/** Longer than the guardian gives what a killed supervisor left. */
const guardianMs = 12_000

/** @param leftoversMs how long what a killed one left may take to end by itself. */
export async function takeFolder(dataDir: string, parent: ProcessId | null, leftoversMs = guardianMs): Promise<Taken> {
  const path = join(dataDir, 'running.json')
  const deadline = performance.now() + waitForEndMs
  let database = tryLock(dataDir)
  while (database === null) {
    const holder = await readJson<Holder>(path)
    if (performance.now() > deadline || (holder !== null && !isEnding(holder))) {
      return { kind: 'running', pid: holder?.self?.pid ?? null, web: holder?.web ?? null }
    }
    await pause(100)
    database = tryLock(dataDir)
  }
  const before = await readJson<Holder>(path)
  await Promise.all(Object.values(before?.parts ?? {}).map((id) => clearLeftover(id, leftoversMs)))
  return { kind: 'ours', lock: openLock(path, database, parent) }
}

/** The one who has just taken the lock and not yet written its name is `starting`; the old name is a dead one's. */
function isEnding(holder: Holder): boolean {
  if (holder.state === 'stopping') return true
  if (holder.self === null || !isAlive(holder.self)) return true
  return holder.parent !== null && !isAlive(holder.parent)
}

async function clearLeftover(id: ProcessId, withinMs: number): Promise<void> {
  if (!(await untilGone(id, withinMs))) await endProcess(id, 'SIGINT', 3_000)
  // What it had started itself and could not end any more; unless the number is another's by now.
  if (processId(id.pid) === null) signalGroup(id.pid, 'SIGKILL')
}

function tryLock(dataDir: string): DatabaseSync | null {
  const database = new DatabaseSync(join(dataDir, 'lock.db'), { timeout: 0 })
  try {
    database.exec('begin exclusive')
    return database
  } catch {
    database.close()
    return null
  }
}

function openLock(path: string, database: DatabaseSync, parent: ProcessId | null): FolderLock {
  let holder: Holder = { self: processId(process.pid), parent, state: 'starting', web: null, parts: {} }
  const file = jsonFile<Holder>(path)
  const write = (next: Holder): void => {
    holder = next
    file.write(next)
  }
  write(holder)
  return {
    note: (change) => write({ ...holder, ...change }),
    notePart: (name, id) => {
      const others = Object.entries(holder.parts).filter(([other]) => other !== name)
      write({ ...holder, parts: Object.fromEntries(id === null ? others : [...others, [name, id]]) })
    },
    written: () => file.written(),
    release: async () => {
      await file.written()
      database.close()
    },
  }
}
