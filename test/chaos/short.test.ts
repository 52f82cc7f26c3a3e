/** The short form of `npm run chaos`: nothing lost, nothing doubled, nobody out of turn, whatever is broken. */
import { expect, test } from '@jest/globals'
import { runChaos } from '../support/chaos.ts'

test('mails and decisions survive kills, cut lines, a full disk and a wrong clock', async () => {
  const report = await runChaos({ minutes: 0.5, mails: 60, faults: 24, seed: 20_261_121, say: () => undefined })
  expect(report.wrong).toEqual([])
  expect(report.faults).toBeGreaterThan(12)
}, 400_000)
