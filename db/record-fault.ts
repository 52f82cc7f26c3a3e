/** Faults of the record itself, which pass: connections that broke, a disk that is full, a lock that was not had in time. */
import pg from 'pg'

/** Classes and codes of SQLSTATE: the connection, resources, the operator, the system; deadlocks and waits for a lock. */
const passing = /^(08|53|57P|58)|^(40001|40P01|55P03|25P03)$/
/** Faults of the way to the server. */
const network: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])
/** What pg says without a code. */
const words =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Connection ended)/

/** True when trying again later can help, and whoever asked is not to blame; of an error that has a cause, by either. */
export function isRecordFault(error: unknown): boolean {
  if (error instanceof Error && error.cause !== undefined && isRecordFault(error.cause)) return true
  if (error instanceof pg.DatabaseError) return passing.test(error.code ?? '')
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return (typeof code === 'string' && network.has(code)) || (typeof message === 'string' && words.test(message))
}
