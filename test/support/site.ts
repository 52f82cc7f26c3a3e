/**
 * The web by itself, in this process, on a database of its own that holds the demo world. Acts are written at once by the
 * same functions as the workflow's activities use, so that pages show what they would; the engine can be sent away.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { createReviewActivities } from '../../activities/review.ts'
import { keepAct } from '../../db/write/web/kept.ts'
import { createFileStore } from '../../io/files/store.ts'
import { createSandbox } from '../../io/sandbox.ts'
import { createApp } from '../../web/app.ts'
import type { Gateway, GatewayAnswer } from '../../web/gateway-types.ts'
import type { Act, ActName, KeptActs } from '../../workflows/messages.ts'
import { arrivalsOn, baseUrl, type Arrivals } from './arrivals.ts'
import { testDb, type TestDb } from './db.ts'
import { ownFiles, worldDatabase } from './world.ts'

export interface Site extends Arrivals {
  readonly web: string
  readonly database: TestDb
  readonly db: TestDb['db']
  readonly engine: { away: boolean }
  /** Where its files are; its own alone. */
  readonly folder: string
  /** Lines of the log, for what must never be in it. */
  readonly logged: readonly string[]
  close(): Promise<void>
}

export async function startSite(): Promise<Site> {
  const world = await worldDatabase()
  const database = await testDb(world.database)
  const { db, vault } = database
  const folder = await ownFiles(world)
  const files = createFileStore(folder, vault)
  const sandbox = createSandbox({ children: 1, keepWarm: false })
  const engine = { away: false }
  const logged: string[] = []
  const { app } = createApp({
    db,
    vault,
    files,
    sandbox,
    gateway: writingGateway(database, engine),
    devMail: null,
    settings: { baseUrl },
    log: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }),
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    web: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    database,
    db,
    engine,
    folder,
    logged,
    ...arrivalsOn(database, files, sandbox),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await Promise.all([sandbox.close(), database.close()])
    },
  }
}

/** Writes acts as the workflow would have them written; the same id twice is once. */
function writingGateway({ db, vault }: TestDb, engine: { away: boolean }): Gateway {
  const activities = createReviewActivities({ db, vault, baseUrl })
  const answers = new Map<string, Promise<GatewayAnswer>>()
  const write: {
    [Name in ActName]: (input: KeptActs[Name] & { requestId: number; key: string }) => Promise<GatewayAnswer>
  } = {
    decide: (input) => activities.recordDecision(input),
    endReview: (input) => activities.recordEnding(input),
    undoEnd: (input) => activities.recordUndo(input),
    async release(input) {
      const { claim_no: claimNo } = await db.selectFrom('request').select('claim_no').where('id', '=', input.requestId).executeTakeFirstOrThrow() // prettier-ignore
      return activities.recordRelease({ ...input, claimNo })
    },
    putAside: (input) => activities.recordPutAside(input),
    takeBack: (input) => activities.recordTakeBack(input),
    revokeClaim: (input) => activities.recordRevokedClaim(input),
  }
  /** The workflow has looked at the version before it lets anything be written. */
  const say = async (name: ActName, requestId: number, input: Act): Promise<GatewayAnswer> => {
    const { version } = await db
      .selectFrom('request')
      .select('version')
      .where('id', '=', requestId)
      .executeTakeFirstOrThrow()
    if (version !== input.version) return { kind: 'refused', refusal: 'stale' }
    // The table pairs each name with its own input; TypeScript cannot follow the pair through a union.
    const record = write[name] as (input: Act & { requestId: number; key: string }) => Promise<GatewayAnswer>
    return record({ ...input, requestId, key: `unban-request:${requestId}/${version + 1}` })
  }
  return {
    async act(name, requestId, input, updateId, accountId) {
      if (engine.away) {
        await keepAct(db, { updateId, requestId, accountId, name, input: { ...input } })
        return { kind: 'kept' }
      }
      const answer = answers.get(updateId) ?? say(name, requestId, input)
      answers.set(updateId, answer)
      return answer
    },
    tellClaim: () => Promise.resolve(),
    health: () => Promise.resolve({ ok: !engine.away, since: engine.away ? '2026-11-20T06:00:00.000Z' : null }),
  }
}
