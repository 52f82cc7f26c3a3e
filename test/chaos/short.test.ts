/** The short form of `npm run chaos`: nothing lost, nothing doubled, nobody out of turn, whatever is killed. */
import { expect, test } from '@jest/globals'
import { runChaos } from '../support/chaos.ts'

test('mails and decisions survive kills of worker, web, Temporal and Postgres', async () => {
  const seed = 20_261_121
  const report = await runChaos({ mails: 40, decisions: 12, kills: 8, seed, say: () => undefined })
  expect(report.wrong).toEqual([])
  expect(report.mails).toBe(40)
  expect(report.kills).toBeGreaterThan(3)
}, 400_000)
