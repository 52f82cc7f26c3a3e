/** Our own Temporal on 127.0.0.1, kept in one SQLite file: for machines where TEMPORAL_ADDRESS names none. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exists } from '../run/folder.ts'
import type { Part } from '../run/part.ts'
import type { Say } from '../run/say.ts'
import { findTemporal, versionOf } from './temporal-binary.ts'

export interface TemporalPlan {
  readonly part: Part
  /** host:port */
  readonly address: string
  readonly ui: string
}

export interface TemporalWish {
  readonly dataDir: string
  readonly port: number
  readonly uiPort: number
  readonly say: Say
  readonly env: Readonly<Record<string, string | undefined>>
  readonly partEnv: Readonly<Record<string, string>>
  /** Ends a download or a build under way. */
  readonly stopped: AbortSignal
}

const readyWithinMs = 60_000
const sqlite = ['journal_mode=WAL', 'synchronous=NORMAL']
/** Starts an activity with the answer to the workflow's task: 40 ms instead of 99 ms for an ordinary activity. */
const dynamicConfig = ['system.enableActivityEagerExecution=true']

/** @throws StartProblem when there is no way to get the server. */
export async function planTemporal(wish: TemporalWish): Promise<TemporalPlan> {
  const command = await findTemporal(wish.env, wish.say, wish.stopped)
  const folder = join(wish.dataDir, 'temporal')
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'temporal.db')
  await setAsideOldVersion(folder, file, (await versionOf(command)) ?? '', wish.say)
  const address = `127.0.0.1:${wish.port}`
  const ui = `http://127.0.0.1:${wish.uiPort}`
  return {
    address,
    ui,
    part: {
      name: 'temporal',
      command,
      args: [
        'server', 'start-dev', '--ip', '127.0.0.1', '--port', String(wish.port), '--ui-ip', '127.0.0.1',
        '--ui-port', String(wish.uiPort), '--log-level', 'error', '--db-filename', file,
        ...sqlite.flatMap((pragma) => ['--sqlite-pragma', pragma]),
        ...dynamicConfig.flatMap((value) => ['--dynamic-config-value', value]),
      ], // prettier-ignore
      env: wish.partEnv,
      cwd: '/',
      channel: false,
      stopSignal: 'SIGTERM',
      // Through the user interface to the engine: both answer.
      ready: { url: `${ui}/api/v1/namespaces/default` },
      readyWithinMs,
      important: /^(Error|panic|fatal)\b/i,
    },
  }
}

/** A file of another version may not be read by this one (it has no way to bring it up to date): it is kept aside. */
async function setAsideOldVersion(folder: string, file: string, version: string, say: Say): Promise<void> {
  const note = join(folder, 'version.txt')
  const noted = await readFile(note, 'utf8').catch(() => null)
  const [before, now] = [noted === null ? null : serverIn(noted), serverIn(version)]
  if (before === now) return
  if (before !== null && (await exists(file))) {
    const aside = join(folder, `before-${Date.now()}`)
    await mkdir(aside)
    for (const suffix of ['', '-wal', '-shm']) await rename(file + suffix, join(aside, `temporal.db${suffix}`)).catch(() => undefined) // prettier-ignore
    say(
      `Temporal 的版本变了（${before} → ${now}）：旧文件移到 ${aside}，流程将按登记重新启动。`,
      `Temporal's version changed (${before} → ${now}): the old file was put into ${aside}; cases start again from the record.`,
      '!',
    )
  }
  await writeFile(note, version)
}

/** `temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)`: the command's own number differs by how it was made. */
function serverIn(version: string): string {
  return /Server ([\d.]+)/.exec(version)?.[1] ?? version.trim()
}
