/** npm start, as an operator meets it: what survives a kill, what is left behind, what a second start says. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import type { Endpoints } from '../../scripts/run/endpoints.ts'
import { anyFreePort } from '../../scripts/run/ports.ts'
import { isAlive, processId, untilGone, type ProcessId } from '../../scripts/run/processes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Postgres, mail, worker, web and Temporal. */
const partCount = 5
const readyWithinMs = 60_000

interface Started {
  readonly child: ChildProcess
  readonly output: () => string
  readonly exited: Promise<number | null>
}

let folder: string
let dataDir: string
let port: number
const started: Started[] = []
const everSeen: ProcessId[] = []

function start(extra: Readonly<Record<string, string>> = {}): Started {
  const { PATH = '', HOME = '' } = process.env
  let output = ''
  const child = spawn(process.execPath, [join(root, 'scripts/start.ts')], {
    cwd: root,
    env: { PATH, HOME, DATA_DIR: dataDir, PORT: String(port), ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text)) // prettier-ignore
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const one = { child, output: () => output, exited }
  started.push(one)
  return one
}

async function untilReady(one: Started): Promise<Endpoints> {
  const deadline = performance.now() + readyWithinMs
  // One that was killed leaves its file behind.
  while (endpointsNow()?.pids['supervisor'] !== one.child.pid) {
    if (performance.now() > deadline || one.child.exitCode !== null) throw new Error(`npm start did not get ready:\n${one.output()}`) // prettier-ignore
    await pause(100)
  }
  const endpoints = endpointsOf(one)
  for (const pid of Object.values(endpoints.pids)) {
    const id = processId(pid)
    if (id !== null) everSeen.push(id)
  }
  return endpoints
}

function endpointsNow(): Endpoints | null {
  const path = join(dataDir, 'endpoints.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Endpoints) : null
}

function endpointsOf(one: Started | undefined): Endpoints {
  const endpoints = endpointsNow()
  if (endpoints === null) throw new Error(`There is no endpoints.json:\n${one?.output()}`)
  return endpoints
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function allGone(withinMs: number): Promise<boolean> {
  const gone = await Promise.all(everSeen.map((id) => untilGone(id, withinMs)))
  return gone.every(Boolean)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoistway-start-'))
  await chmod(folder, 0o711)
  dataDir = join(folder, 'data')
  port = await anyFreePort()
})

afterAll(async () => {
  for (const { child } of started) child.kill('SIGTERM')
  await Promise.all(started.map(({ exited }) => exited))
  for (const id of everSeen) if (isAlive(id)) process.kill(id.pid, 'SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

describe('npm start', () => {
  test('says what it has started, and writes down where it is', async () => {
    const one = start()
    const endpoints = await untilReady(one)
    expect(endpoints.web).toBe(`http://127.0.0.1:${port}`)
    expect((await fetch(`${endpoints.web}/healthz`)).status).toBe(200)
    expect(Object.keys(endpoints.pids)).toHaveLength(partCount + 1)
    expect(endpoints.mailboxes['unban@association.test']).toBe('demo-mail-2026')
    expect(one.output()).toContain(endpoints.web)
    expect(one.output()).toContain('demo-staff1-2026')
    await query(endpoints.postgres, 'create table survivor (word text)')
    await query(endpoints.postgres, `insert into survivor values ('still here')`)
    await createTransport(`${endpoints.smtp}?ignoreTLS=true`).sendMail({
      from: 'a@x.test',
      to: 'b@y.test',
      text: 'kept',
    })
  }, 90_000)

  test('a second one says that it is running, and starts nothing', async () => {
    const second = start()
    expect(await second.exited).toBe(0)
    expect(second.output()).toContain(`Already running at http://127.0.0.1:${port}`)
  })

  test('a part that is killed is started again, and that is said', async () => {
    const [first] = started
    const before = endpointsOf(first).pids
    for (const name of ['postgres', 'mail', 'worker'] as const) process.kill(before[name] ?? 0, 'SIGKILL')
    const back = ['database', 'mail server', 'worker'].map((name) => `The ${name} is back.`)
    const deadline = performance.now() + 40_000
    while (!back.every((sentence) => first?.output().includes(sentence))) {
      if (performance.now() > deadline) throw new Error(`not started again:\n${first?.output()}`)
      await pause(100)
    }
    const after = await untilReady(first as Started)
    for (const name of ['postgres', 'mail', 'worker']) expect(after.pids[name]).not.toBe(before[name])
    expect(first?.output()).toMatch(/database ended unexpectedly \(SIGKILL\)/)
    expect(await query(endpointsOf(first).postgres, 'select word from survivor')).toEqual([{ word: 'still here' }])
  }, 60_000)

  test('killed itself, it leaves no process behind, and the next one finds everything', async () => {
    const [first] = started
    const before = endpointsOf(first)
    first?.child.kill('SIGKILL')
    await first?.exited
    const again = start()
    const pids = Object.values(before.pids)
    const after = await untilReady(again)
    expect(Object.values(after.pids).filter((pid) => pids.includes(pid))).toEqual([])
    expect({ ...after, pids: {} }).toEqual({ ...before, pids: {} })
    expect(await query(after.postgres, 'select word from survivor')).toEqual([{ word: 'still here' }])
    expect(again.output()).not.toContain('WORLD')
  }, 90_000)

  test('killed with all its parts at once, the next one finds everything too', async () => {
    const before = endpointsOf(started.at(-1))
    for (const pid of Object.values(before.pids)) process.kill(pid, 'SIGKILL')
    await started.at(-1)?.exited
    const again = start()
    const after = await untilReady(again)
    expect({ ...after, pids: {} }).toEqual({ ...before, pids: {} })
    expect(await query(after.postgres, 'select word from survivor')).toEqual([{ word: 'still here' }])
  }, 90_000)

  test('ends within 15 seconds when asked to, and leaves nothing', async () => {
    const last = started.at(-1)
    const since = performance.now()
    last?.child.kill('SIGTERM')
    expect(await last?.exited).toBe(0)
    expect(performance.now() - since).toBeLessThan(15_000)
    expect(await allGone(1_000)).toBe(true)
    expect(existsSync(join(dataDir, 'endpoints.json'))).toBe(false)
  }, 30_000)
})

describe('npm start says in one sentence, and ends,', () => {
  const endsSaying = async (extra: Record<string, string>, sentence: string) => {
    const one = start(extra)
    expect(await one.exited).toBe(1)
    expect(one.output()).toContain(sentence)
    expect(one.output()).not.toMatch(/^\s+at /m)
  }

  test('that PORT is in use', async () => {
    const { createServer } = await import('node:net')
    const server = createServer().listen(port, '127.0.0.1')
    await endsSaying({}, `Port ${port} is in use`)
    server.close()
  })

  test('that the world cannot be read', () => endsSaying({ WORLD: '/nowhere/world.json' }, 'The world file /nowhere/world.json cannot be read (ENOENT)')) // prettier-ignore

  test('that the data folder cannot be written', () => endsSaying({ DATA_DIR: '/etc/hostname/data' }, 'The data folder /etc/hostname/data cannot be written')) // prettier-ignore

  test('that the key of the data is lost', async () => {
    await rm(join(dataDir, 'keys', 'data.key'))
    await endsSaying({}, 'but not keys/data.key')
  })
})
