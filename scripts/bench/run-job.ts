/** Finds a job by its name and runs it: each is a file whose default export is a Job. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** One thing measured: a name, a number, its unit, and what it depends on. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** `ms`, `MiB`, `per s`, `count` */
  readonly unit: string
  readonly [detail: string]: string | number | boolean
}

export interface Job {
  /** One line for the list of jobs. */
  readonly about: string
  /** Says each figure as soon as it is known; throws when it could not measure. */
  run(say: (figure: Figure) => void, args: readonly string[]): Promise<void>
}

/** 128 and the number of SIGINT, as shells say it. */
const interrupted = 130
/** The folder also holds what jobs share. */
const notJobs = new Set(['run-job', 'statistics', 'browser-session', 'sign-in-form', 'arguments', 'visits'])

/** @returns the exit code. */
export async function runJob(kind: 'bench' | 'chaos', [name, ...args]: readonly string[]): Promise<number> {
  const folder = fileURLToPath(new URL(`../${kind}/`, import.meta.url))
  const names = jobNames(folder)
  if (name === undefined || !names.includes(name)) {
    if (name !== undefined) console.error(`There is no job ${name}.`)
    for (const one of names) console.log(`${one.padEnd(16)} ${(await load(folder, one)).about}`)
    return name === undefined ? 0 : 1
  }
  const job = await load(folder, name)
  // What it started ends with it (test/support/estate.ts).
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(interrupted))
  await job.run((figure) => console.log(JSON.stringify({ [kind]: name, ...figure })), args)
  // A job that measured and found something wrong says so by the exit code.
  return Number(process.exitCode ?? 0)
}

function jobNames(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .filter((name) => !notJobs.has(name))
    .sort()
}

async function load(folder: string, name: string): Promise<Job> {
  const { default: job } = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { default: Job }
  return job
}
