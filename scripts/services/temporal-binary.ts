/**
 * Where the Temporal server comes from: `temporal` on PATH; our cache; a download; a build by Go; else a sentence.
 * The version is pinned: 1.5.1 is the last one that `go install` accepts (later ones carry replace directives).
 */
import { execFile, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { access, constants, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip } from 'node:zlib'
import { unpackTar } from '../../io/tar.ts'
import { cacheFolder } from '../run/cache-folder.ts'
import type { Say } from '../run/say.ts'
import { problems, reasonOf } from '../run/start-problem.ts'

const version = 'v1.5.1'
const goModule = `github.com/temporalio/cli/cmd/temporal@${version}`
/** [major, minor] of the oldest Go that can build it. */
const oldestGo = [1, 25] as const
const downloadHost = 'https://temporal.download'
const connectWithinMs = 10_000
const downloadWithinMs = 5 * 60_000
const buildWithinMs = 30 * 60_000
const progressEveryMs = 15_000

type Env = Readonly<Record<string, string | undefined>>
const run = promisify(execFile)

/** Puts an executable `temporal` into `folder`, or throws a short reason. */
type Source = (folder: string, env: Env, say: Say, stopped: AbortSignal) => Promise<void>
type Sources = Readonly<Record<string, Source>>

/**
 * @param sources tried in their order when there is none on PATH or in the cache.
 * @throws StartProblem naming every way that was tried, and the three ways out.
 */
export async function findTemporal(
  env: Env,
  say: Say,
  stopped: AbortSignal,
  sources: Sources = usualSources,
): Promise<string> {
  const onPath = await findOnPath('temporal', env)
  if (onPath !== null && (await versionOf(onPath)) !== null) return onPath
  const folder = join(cacheFolder(env), `temporal-${version}`)
  const cached = join(folder, 'temporal')
  if (await isExecutable(cached)) return cached

  const tried = ['PATH: none']
  for (const [name, get] of Object.entries(sources)) {
    await mkdir(folder, { recursive: true })
    const draft = await mkdtemp(join(folder, 'draft-'))
    try {
      await get(draft, env, say, stopped)
      // Two at once both succeed: the later rename replaces equal bytes.
      await rename(join(draft, 'temporal'), cached)
      return cached
    } catch (error) {
      stopped.throwIfAborted()
      tried.push(`${name}: ${reasonOf(error)}`)
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  }
  throw problems.noTemporal(tried)
}

/** `1.29.1` and the like, as the command tells it, whole; null when it does not work. */
export async function versionOf(command: string): Promise<string | null> {
  try {
    const { stdout } = await run(command, ['--version'], { timeout: 20_000 })
    return /^temporal version/.test(stdout) ? stdout.trim() : null
  } catch {
    return null
  }
}

async function download(folder: string, _env: Env, say: Say, stopped: AbortSignal): Promise<void> {
  const machine = { x64: 'amd64', arm64: 'arm64' }[process.arch as string]
  if (machine === undefined) throw new Error(`none for ${process.arch}`)
  const url = `${downloadHost}/cli/archive/${version}?platform=${process.platform}&arch=${machine}`
  const over = AbortSignal.any([stopped, AbortSignal.timeout(downloadWithinMs)])
  const answer = await Promise.race([
    fetch(url, { signal: over }).catch((error: unknown) => {
      throw error instanceof Error && error.cause instanceof Error ? error.cause : error
    }),
    rejectAfter(connectWithinMs),
  ])
  if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}`)
  say('正在下载 Temporal（仅此一次）。', 'Downloading Temporal, once.')
  const archive = join(folder, 'archive.tar')
  await pipeline(Readable.fromWeb(answer.body), createGunzip(), createWriteStream(archive), { signal: over })
  await unpackTar(archive, folder)
  if ((await versionOf(join(folder, 'temporal'))) === null) throw new Error('the download does not run')
}

function rejectAfter(ms: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('no answer')), ms).unref()
  })
}

async function build(folder: string, env: Env, say: Say, stopped: AbortSignal): Promise<void> {
  const go = (await findOnPath('go', env)) ?? '/usr/local/go/bin/go'
  const { stdout } = await run(go, ['env', 'GOVERSION'], { timeout: 20_000 }).catch(() => {
    throw new Error('not installed')
  })
  const [major = 0, minor = 0] = stdout.replace(/^go/, '').split('.').map(Number.parseFloat)
  if (major < oldestGo[0] || (major === oldestGo[0] && minor < oldestGo[1])) throw new Error(`${stdout.trim()} is too old`) // prettier-ignore
  say(
    `正在用 Go 编译 Temporal ${version}，仅此一次，约需五分钟。`,
    `Building Temporal ${version} with Go, once: about five minutes.`,
  )
  const startedAt = performance.now()
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    say(`  … 已用 ${seconds} 秒`, `${seconds} s so far`)
  }, progressEveryMs)
  try {
    await goInstall(go, { ...env, GOBIN: folder, GOFLAGS: '', CGO_ENABLED: '0' }, stopped)
  } finally {
    clearInterval(timer)
  }
}

function goInstall(go: string, env: Env, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(go, ['install', '-trimpath', '-ldflags=-s -w', goModule], {
      env,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: buildWithinMs,
      signal: stopped,
    })
    let last = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (last = (last + text).slice(-500)))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(last.trim().split('\n').at(-1) || `go install: ${code}`))
    })
  })
}

const usualSources: Sources = { download, Go: build }

async function findOnPath(command: string, env: Env): Promise<string | null> {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, command)
    if (folder !== '' && (await isExecutable(path))) return path
  }
  return null
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
