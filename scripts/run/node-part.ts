/** A part that is a program of ours. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { partEnv } from './child-env.ts'
import type { Part } from './part.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const programs = {
  web: 'web/main.ts',
  worker: 'worker/main.ts',
  prepare: 'scripts/prepare.ts',
  bundle: 'scripts/make-bundle.ts',
} as const
type Program = keyof typeof programs

/**
 * @param env what people set; the program gets those names of it that it may know.
 * @param added wins over them.
 */
export function nodePart(
  name: Program,
  env: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string>>,
): Part {
  // prettier-ignore
  return {
    name,
    command: process.execPath,
    args: [join(root, programs[name])],
    env: partEnv(env, added),
    cwd: root,
    channel: true,
    stopSignal: 'SIGTERM',
    ready: { line: new RegExp(`^hoistway-${name} ready`) },
    readyWithinMs: 60_000,
    // pino's level 60 is fatal; what is no JSON comes from Node itself.
    important: /^\{"level":60\b|^(Uncaught|FATAL|[A-Za-z]*Error: )/,
  }
}
