/**
 * Our own Postgres on 127.0.0.1, for machines where DATABASE_URL names none. Password (scram) from keys/, made once;
 * no socket in the file system; what is committed is on disk (fsync).
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chown, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { exists, secret } from '../run/folder.ts'
import type { Part, UserId } from '../run/part.ts'
import { partWords } from '../run/part-words.ts'
import { endProcess, isZombie, processesIn, processId } from '../run/processes.ts'
import type { Say } from '../run/say.ts'
import { problems, reasonOf } from '../run/start-problem.ts'
import { findUser, folderFor, isRoot } from './native-user.ts'
import { nativePostgres } from './postgres-native.ts'

export interface PostgresPlan {
  readonly part: Part
  /** Address of a database, as its owner. */
  url(database: string): string
}

export interface PostgresWish {
  readonly dataDir: string
  readonly port: number
  readonly say: Say
  readonly env: Readonly<Record<string, string>>
  /** False for tests only: a power cut may then lose all. */
  readonly durable: boolean
  readonly maxConnections: number
}

const owner = 'hoistway'
/** Recovery after a crash may take a while. */
const readyWithinMs = 90_000
const run = promisify(execFile)

/** Makes the cluster if there is none yet. */
export async function planPostgres(wish: PostgresWish): Promise<PostgresPlan> {
  const user = isRoot() ? findUser(['postgres', 'nobody']) : null
  if (isRoot() && user === null) throw problems.postgresNeedsUser()
  const [native, password, folder] = await Promise.all([
    nativePostgres(user),
    secret(wish.dataDir, 'postgres.password', 24),
    folderFor(user, wish.dataDir, 'postgres'),
  ])
  if (folder.moved) {
    wish.say(
      `以 root 运行且数据目录不可达，数据库放在 ${folder.path}。`,
      `Run as root in a closed folder: the database is kept in ${folder.path}.`,
      '!',
    )
  }
  const cluster = join(folder.path, 'cluster')
  if (!(await exists(join(cluster, 'PG_VERSION')))) {
    await makeCluster({ native, cluster, user, password, env: wish.env, durable: wish.durable })
  }
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(wish.maxConnections),
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: wish.durable ? 'on' : 'off',
    synchronous_commit: wish.durable ? 'on' : 'off',
    full_page_writes: wish.durable ? 'on' : 'off',
  }
  return {
    part: {
      name: 'postgres',
      command: join(native, 'bin', 'postgres'),
      args: ['-D', cluster, '-p', String(wish.port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], // prettier-ignore
      env: wish.env,
      cwd: '/',
      ...(user === null ? {} : { runAs: user }),
      channel: false,
      // Fast shutdown: open transactions are rolled back, nothing committed is lost.
      stopSignal: 'SIGINT',
      ready: { line: /database system is ready to accept connections/ },
      readyWithinMs,
      important: /\b(FATAL|PANIC):\s+(?!.*(terminating connection|is starting up|is shutting down|not yet accepting))/,
      beforeStart: () => clearStale(cluster),
    },
    url: (database) => `postgres://${owner}:${password}@127.0.0.1:${wish.port}/${database}`,
  }
}

interface NewCluster {
  readonly native: string
  readonly cluster: string
  readonly user: UserId | null
  readonly password: string
  readonly env: Readonly<Record<string, string>>
  readonly durable: boolean
}

/** Made beside its place and then renamed: an interrupted one is never taken for a whole one. */
async function makeCluster(wish: NewCluster): Promise<void> {
  const place = dirname(wish.cluster)
  await rm(wish.cluster, { recursive: true, force: true })
  const draft = await mkdtemp(join(place, 'draft-'))
  const passwordFile = `${draft}.password`
  try {
    await writeFile(passwordFile, wish.password, { mode: 0o600 })
    if (wish.user !== null) {
      for (const path of [draft, passwordFile]) await chown(path, wish.user.uid, wish.user.gid)
    }
    await run(
      join(wish.native, 'bin', 'initdb'),
      ['-D', draft, '--encoding=UTF8', '--locale=C', `--username=${owner}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...(wish.durable ? [] : ['--no-sync'])], // prettier-ignore
      { cwd: '/', env: { ...wish.env }, ...(wish.user ?? {}) },
    )
    await rename(draft, wish.cluster)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw problems.notReady(partWords('postgres'), text.split('\n').at(-1) || reasonOf(error), place)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/**
 * postmaster.pid left by a kill: its number may be another process's by now, which Postgres would take for itself.
 * A number that is nobody's is left to Postgres, which then also looks for orphans still at work on the files; but a
 * zombie's, which a container without an init keeps for ever, it takes for alive: there we look for the orphans.
 */
async function clearStale(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid')
  const pid = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 0) return
  const id = processId(pid)
  if (id === null && !isZombie(pid)) return
  if (id !== null && isServerOf(pid, cluster)) return endProcess(id, 'SIGINT', 10_000)
  await Promise.all(processesIn(cluster).map((orphan) => endProcess(orphan, 'SIGQUIT', 5_000)))
  await rm(path, { force: true })
}

function isServerOf(pid: number, cluster: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
  } catch {
    // No /proc here: believe the file.
    return process.platform !== 'linux'
  }
}
