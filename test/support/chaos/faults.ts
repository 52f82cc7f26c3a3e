/** What each kind of fault does. Each comes back when the fault is over, and says whether it took effect. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { House } from './house.ts'
import type { FaultKind, PlannedFault } from './plan.ts'

/** Within this a named moment of a mail conversation comes, or the fault did not take effect. */
const momentMs = 40_000
const ballastChunk = Buffer.alloc(4 * 1024 * 1024)
const slowDisk = { stopMs: 250, goMs: 250 }
const hourMs = 3_600_000

type Deed = (house: House, seconds: number) => Promise<boolean> | boolean

const faultDeeds: Record<FaultKind, Deed> = {
  killWorker: (house) => house.kill('worker'),
  killWeb: (house) => house.kill('web'),
  killTemporal: (house) => house.kill('temporal'),
  killPostgres: (house) => house.kill('postgres'),
  killMail: (house) => house.kill('mail'),
  killSupervisor: (house) => house.kill('supervisor'),
  imapGreeting: ({ imapProxy }) => imapProxy.arm('imapGreeting', momentMs),
  imapLogin: ({ imapProxy }) => imapProxy.arm('imapLogin', momentMs),
  imapSelect: ({ imapProxy }) => imapProxy.arm('imapSelect', momentMs),
  imapFetch: ({ imapProxy }) => imapProxy.arm('imapFetch', momentMs),
  imapIdle: ({ imapProxy }) => imapProxy.arm('imapIdle', momentMs),
  smtpGreeting: ({ smtpProxy }) => smtpProxy.arm('smtpGreeting', momentMs),
  smtpMail: ({ smtpProxy }) => smtpProxy.arm('smtpMail', momentMs),
  smtpRcpt: ({ smtpProxy }) => smtpProxy.arm('smtpRcpt', momentMs),
  smtpData: ({ smtpProxy }) => smtpProxy.arm('smtpData', momentMs),
  smtpAfterDot: ({ smtpProxy }) => smtpProxy.arm('smtpAfterDot', momentMs),
  async mailSilent({ imapProxy, smtpProxy }, seconds) {
    for (const proxy of [imapProxy, smtpProxy]) proxy.silence(true)
    await pause(seconds * 1000)
    for (const proxy of [imapProxy, smtpProxy]) proxy.silence(false)
    return true
  },
  async temporalAway(house, seconds) {
    const pid = house.pid('temporal')
    return away(pid === null ? [] : [pid], seconds)
  },
  postgresAway: (house, seconds) => away(house.postgresPids(), seconds),
  diskFull: (house, seconds) => (house.ownDisk ? fillDisk(house.dataDir, seconds) : false),
  /** A disk that stalls again and again, as its user feels it: the database stands still a quarter of a second at a time. */
  async slowDisk(house, seconds) {
    const end = Date.now() + seconds * 1000
    while (Date.now() < end) {
      await away(house.postgresPids(), slowDisk.stopMs / 1000)
      await pause(slowDisk.goMs)
    }
    return true
  },
  async clock(house, seconds) {
    house.moveClock(seconds % 2 === 0 ? hourMs : -hourMs)
    await pause(seconds * 1000)
    house.moveClock(0)
    return true
  },
}

export async function doFault(house: House, { kind, seconds }: PlannedFault): Promise<boolean> {
  return faultDeeds[kind](house, seconds)
}

/** Stopped in the middle of whatever they do, and later let go on. */
async function away(pids: readonly number[], seconds: number): Promise<boolean> {
  const stopped = pids.filter((pid) => signal(pid, 'SIGSTOP'))
  await pause(seconds * 1000)
  for (const pid of stopped) signal(pid, 'SIGCONT')
  return stopped.length > 0
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** Files, database and engine are on this disk: all of them meet its end at once. */
async function fillDisk(folder: string, seconds: number): Promise<boolean> {
  const path = join(folder, 'ballast')
  const end = Date.now() + seconds * 1000
  let full = false
  try {
    while (Date.now() < end) {
      full = growUntilFull(path) || full
      await pause(200)
    }
  } finally {
    rmSync(path, { force: true })
  }
  return full
}

function growUntilFull(path: string): boolean {
  const file = openSync(path, 'a')
  try {
    for (;;) writeSync(file, ballastChunk)
  } catch {
    return true
  } finally {
    closeSync(file)
  }
}
