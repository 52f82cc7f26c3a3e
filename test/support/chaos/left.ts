/** Of a run that did not settle: what the record and the engine say of each request that is still open, for whoever looks. */
import { cpSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { sql } from 'kysely'
import type { Db } from '../../../db/db.ts'
import { workflowIds } from '../../../workflows/messages.ts'
import type { House } from './house.ts'

const eventsShown = 12
const requestsShown = 5

export async function tellLeft(house: House, db: Db, say: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hoistway-chaos-logs-'))
  cpSync(join(house.dataDir, 'logs'), folder, { recursive: true })
  say(`the logs are kept in ${folder}`)
  const { rows } = await sql<{ id: number; row: unknown }>`select request.id, to_jsonb(request) || jsonb_build_object(
      'wish', (select to_jsonb(wish) from wish where kind = 'request' and subject = request.id::text),
      'letters', (select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'state', state, 'error', last_error)) from outgoing_mail where request_id = request.id),
      'audit', (select jsonb_agg(key || ' ' || at order by seq) from audit_log where object = 'request:' || request.id)) as row
    from request where state in ('ending', 'decided') order by id limit ${requestsShown}`.execute(db)
  const connection = await Connection.connect({ address: house.temporal, connectTimeout: 10_000 })
  try {
    const { workflow } = new Client({ connection })
    for (const { id, row } of rows) {
      say(JSON.stringify(row))
      const handle = workflow.getHandle(workflowIds.unbanRequest(id))
      const { status, historyLength, raw } = await handle.describe()
      say(JSON.stringify({ status: status.name, historyLength, pending: raw.pendingActivities, task: raw.pendingWorkflowTask })) // prettier-ignore
      const { events } = await handle.fetchHistory()
      for (const event of (events ?? []).slice(-eventsShown)) say(JSON.stringify(event))
    }
  } finally {
    await connection.close()
  }
}
