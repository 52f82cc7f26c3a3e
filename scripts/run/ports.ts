/** Ports on 127.0.0.1: the ones used last time when they are free again, so that addresses stay what they were. */
import { createServer } from 'node:net'
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { problems } from './start-problem.ts'
import { readJson, writeJsonAtomically } from './json-file.ts'

const portNames = ['postgres', 'temporal', 'temporalUi', 'smtp', 'imap', 'lmtp', 'metrics'] as const
type PortName = (typeof portNames)[number]
export type Ports = Readonly<Record<PortName, number>>

/** Below the range from which systems number outgoing connections, which would take a kept port in passing. */
const range = { from: 20_000, to: 32_000 }
const tries = 200
const patience = { tries: 10, everyMs: 100 }
const webPorts = { from: 3000, to: 3050 }

function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** One that ends just now still holds its port for a moment. */
async function isSoonFree(port: number): Promise<boolean> {
  for (let tried = 0; tried < patience.tries; tried++) {
    if (await isPortFree(port)) return true
    await pause(patience.everyMs)
  }
  return false
}

/** Ports that this process has given away: whoever was given one may not listen on it yet. */
const given = new Set<number>()

export async function anyFreePort(taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let count = 0; count < tries; count++) {
    const port = randomInt(range.from, range.to)
    if (taken.has(port) || given.has(port)) continue
    given.add(port)
    if (await isPortFree(port)) return port
  }
  throw problems.noPortFree(range.from, range.to)
}

/** Every inner port of a data folder; remembered in ports.json. */
export async function choosePorts(dataDir: string): Promise<Ports> {
  const path = join(dataDir, 'ports.json')
  const last = (await readJson<Partial<Record<PortName, number>>>(path)) ?? {}
  const taken = new Set<number>()
  const chosen: [PortName, number][] = []
  for (const name of portNames) {
    const before = last[name]
    const again = before !== undefined && !taken.has(before) && (await isSoonFree(before))
    const port = again ? before : await anyFreePort(taken)
    taken.add(port)
    chosen.push([name, port])
  }
  const ports = Object.fromEntries(chosen) as Record<PortName, number>
  await writeJsonAtomically(path, ports)
  return ports
}

/** @param wanted PORT as given: it is that one or none. 0 stands for any. */
export async function chooseWebPort(wanted: number | null): Promise<number> {
  if (wanted === 0) return anyFreePort()
  if (wanted !== null) {
    if (!(await isWebPortFree(wanted))) throw problems.portInUse(wanted)
    return wanted
  }
  for (let port = webPorts.from; port <= webPorts.to; port++) if (await isWebPortFree(port)) return port
  throw problems.noPortFree(webPorts.from, webPorts.to)
}

/** Free for this machine and for others: who listens on all addresses holds 127.0.0.1 too, and the other way round. */
async function isWebPortFree(port: number): Promise<boolean> {
  return (await isPortFree(port, '127.0.0.1')) && (await isPortFree(port, '0.0.0.0'))
}
