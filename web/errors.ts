/** What a thrown fault is to the visitor. Anything unknown is a fault with a number that is found in the log. */
import { problem, type Problem, type ProblemCode } from './problems.ts'
import { ProblemError } from './identify.ts'

/** Errors of Postgres and of its connection that mean "away", not "wrong". */
const awayCodes = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH',
  '57P01', '57P02', '57P03', '53300', '53400', '53100', '08000', '08003', '08006', '08001',
]) // prettier-ignore
/** pg says these in words only. */
const awayWords = /timeout exceeded when trying to connect|Connection terminated|connection is insecure|Client has encountered a connection error/i // prettier-ignore

const byStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'badInput',
  404: 'notFound',
  413: 'tooLarge',
  415: 'badInput',
}

export function problemOf(error: unknown): { readonly problem: Problem; readonly isFault: boolean } {
  if (error instanceof ProblemError) return { problem: error.problem, isFault: false }
  if (isAway(error)) return { problem: problem('away'), isFault: true }
  // Body parsers and multer say it by a status or a code.
  const { status, code } = error as { status?: unknown; code?: unknown }
  const known = typeof status === 'number' ? byStatus[status] : undefined
  if (known !== undefined) return { problem: problem(known), isFault: false }
  if (code === 'LIMIT_FILE_SIZE') return { problem: problem('tooLarge'), isFault: false }
  if (typeof code === 'string' && code.startsWith('LIMIT_')) return { problem: problem('badInput'), isFault: false }
  return { problem: problem('fault'), isFault: true }
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && awayCodes.has(code)) return true
  if (error instanceof AggregateError) return error.errors.some(isAway)
  return awayWords.test(error.message)
}
