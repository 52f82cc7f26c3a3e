/** Runs scripts/prepare.ts: a database that is there, up to date, and holds the world. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Keeper } from './keeper.ts'
import { nodePart } from './node-part.ts'
import type { Say } from './say.ts'
import { problems } from './start-problem.ts'

const withinMs = 120_000
/** A server of ours that ends meanwhile is started again by its keeper: so often is it tried anew, after a pause. */
const attemptsAtMost = 5
const pauseMs = 1_000

export interface Preparation {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly dataDir: string
  readonly databaseUrl: string
  /** The server is kept by us. */
  readonly ownServer: boolean
  /** The file to load into an empty database, and whether somebody asked for this one by WORLD. */
  readonly world: { readonly path: string; readonly asked: boolean }
  readonly say: Say
}

/** @throws StartProblem with the last line that it wrote. */
export async function prepareDatabase(keeper: Keeper, wish: Preparation): Promise<void> {
  const part = nodePart('prepare', wish.env, {
    DATA_DIR: wish.dataDir,
    DATABASE_URL: wish.databaseUrl,
    // A setting that every program must have; this one does not use it.
    TEMPORAL_ADDRESS: wish.env['TEMPORAL_ADDRESS'] || '127.0.0.1:7233',
    WORLD: wish.world.path,
  })
  let attempts = 1
  let run = await keeper.runOnce(part, withinMs)
  while (!run.exit.clean && run.lines.includes(recordAway) && wish.ownServer && attempts < attemptsAtMost) {
    attempts += 1
    await pause(pauseMs)
    run = await keeper.runOnce(part, withinMs)
  }
  const { exit, lines, logPath } = run
  if (!exit.clean) throw problems.preparation(`${lines.at(-1) ?? exit.how} (${logPath})`)
  if (wish.world.asked && lines.includes(otherWorld)) {
    wish.say(
      '数据库中已有另一个世界，WORLD 没有载入；npm run reset 之后才会载入。',
      'The database holds another world already, so WORLD was not loaded; it is after npm run reset.',
      '!',
    )
  }
}

/** What scripts/prepare.ts prints when the server broke off: trying again may help. */
export const recordAway = 'hoistway-prepare record-away'
/** What scripts/prepare.ts prints when the world it was given is not the one in the database. */
export const otherWorld = 'hoistway-prepare other-world'
