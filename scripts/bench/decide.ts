/**
 * A decision: POST until the next page shows it, one at a time; beside the bare transaction and a bare update of the same
 * workflow, interleaved in the same run.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { sql } from 'kysely'
import { createVault } from '../../db/crypto.ts'
import { openDb, type Db } from '../../db/db.ts'
import { createDataConverter } from '../../io/temporal/converter.ts'
import { answerTo, sendForm } from '../../test/support/mail-program.ts'
import { startEstate, type Estate } from '../../test/support/estate.ts'
import { goodPeopleOfOne } from '../../test/support/world-people.ts'
import { claimedUpdate, workflowIds } from '../../workflows/messages.ts'
import { percentile } from './statistics.ts'
import { browserSession } from './browser-session.ts'
import type { Job } from './run-job.ts'

const rounds = 300
const warmUp = 20

const job: Job = {
  about:
    'decision POST → next page shows it, beside a bare transaction and a bare workflow update, 300 rounds interleaved',
  async run(say) {
    const estate = await startEstate()
    const open = openDb(estate.endpoints.postgres, 2)
    try {
      const [person] = goodPeopleOfOne(1)
      if (person === undefined) throw new Error('The world has no good people.')
      await answerTo(estate, person.address, await sendForm(estate, [person]), 'ack')
      const session = await browserSession(estate.web, 'staff1')
      const requestId = await session.takeNext()
      const engine = await openEngine(estate)
      const times = { transaction: [] as number[], update: [] as number[], decision: [] as number[] }
      for (let round = -warmUp; round < rounds; round += 1) {
        const transaction = await timed(() => bareTransaction(open.db, round))
        const update = await timed(() => engine.bareUpdate(requestId))
        const decision = await timed(() => session.decide(requestId, round % 2 === 0 ? 'approve' : 'reject'))
        if (round < 0) continue
        times.transaction.push(transaction)
        times.update.push(update)
        times.decision.push(decision)
      }
      for (const [name, list] of Object.entries(times)) {
        say({
          name,
          value: percentile(list, 50),
          unit: 'ms',
          percentile: 50,
          p95: percentile(list, 95),
          p99: percentile(list, 99),
          rounds,
        })
      }
      say({
        name: 'decisionToUpdate',
        value: percentile(times.decision, 50) / percentile(times.update, 50),
        unit: 'ratio of p50',
      })
      await engine.close()
    } finally {
      await open.close()
      await estate.stop()
    }
  },
}
export default job

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** What a decision must at least write: one row changed and one audit row, committed. */
async function bareTransaction(db: Db, round: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`update mailbox set last_ok_at = now()`.execute(tx)
    await tx
      .insertInto('audit_log')
      .values({
        chain: 'bench',
        key: `bench/${process.pid}/${round}`,
        actor: 'system',
        action: 'bench',
        object: 'bench:1',
        at: '1970-01-01T00:00:00Z',
      }) // prettier-ignore
      .execute()
  })
}

/** A claim told again changes nothing: an update without any activity. */
async function openEngine(estate: Estate) {
  const key = Buffer.from(readFileSync(join(estate.dataDir, 'keys', 'data.key'), 'utf8').trim(), 'hex')
  const connection = await Connection.connect({ address: estate.endpoints.temporal })
  const client = new Client({ connection, dataConverter: createDataConverter(createVault(key)) })
  return {
    bareUpdate: (requestId: number) =>
      client.workflow
        .getHandle(workflowIds.unbanRequest(requestId))
        .executeUpdate(claimedUpdate, { args: [{ claimNo: 0, by: 0, version: 0 }] }),
    close: () => connection.close(),
  }
}
