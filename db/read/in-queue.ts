/** 在排队: which requests count in the queue, in the words of the partial index request_waiting. */
import { sql, type SqlBool } from 'kysely'
import { openRequestStates } from '../../domain/unban/types.ts'

/** Written out and not as a parameter, so that the index is found. */
const openStates = sql.join(openRequestStates.map((state) => sql.lit(state)))
export const isOpen = sql<SqlBool>`request.state in (${openStates})`
/** Open, and holding people still: once all have moved to a later mail it has no place. */
export const isInQueue = sql<SqlBool>`${isOpen} and request.people > 0`
