/** The pool and the query builder. One pool a process; moments and days leave as strings, bigint as number. */
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './schema.ts'

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>
/** What a reader may do: a page cannot write by mistake. */
export type ReadDb = Pick<Kysely<Tables>, 'selectFrom' | 'with' | 'fn' | 'dynamic' | 'getExecutor'>

const { types } = pg
types.setTypeParser(types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond 2^53`)
  return value
})
types.setTypeParser(types.builtins.DATE, (text) => text)
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())

/** The role that the program works as: it may not change or delete an audit row. */
export const appRole = 'hoistway_app'

export interface OpenDb {
  readonly db: Db
  readonly pool: pg.Pool
  readonly close: () => Promise<void>
}

/**
 * Opens a pool on `url`, working as the app's role.
 * @param connections at most so many at once; an idle one is closed after 30 s; none is waited for longer than 5 s.
 */
export function openDb(url: string, connections: number, role: string | null = appRole): OpenDb {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    options: `-c timezone=UTC -c lock_timeout=10000${role === null ? '' : ` -c role=${role}`}`,
  })
  // An idle connection that breaks (server restarted) is only dropped: the next query opens another.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}
