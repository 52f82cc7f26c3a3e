/** The long form of test/chaos/short.test.ts: half an hour of mails and decisions under faults. A failing seed repeats. */
import { runChaos } from '../../test/support/chaos.ts'
import { numberOf } from '../bench/arguments.ts'
import type { Job } from '../bench/run-job.ts'

const job: Job = {
  about: 'kills parts, cuts lines, fills the disk, moves the clock: --minutes=30 --faults=240 --mails=2100 --seed=N',
  async run(say, args) {
    const seed = numberOf(args, 'seed', Math.floor(Math.random() * 2 ** 31))
    console.error(`seed ${seed}`)
    const began = performance.now()
    const { wrong, faultsByKind, ownDisk, ...counts } = await runChaos({
      minutes: numberOf(args, 'minutes', 30),
      faults: numberOf(args, 'faults', 240),
      mails: numberOf(args, 'mails', 2_100),
      seed,
      say: (line) => console.error(`${((performance.now() - began) / 1000).toFixed(0)} s: ${line}`),
    })
    for (const [name, value] of Object.entries({ ...counts, ...faultsByKind })) {
      say({ name, value, unit: name.startsWith('seconds') ? 's' : 'count', seed })
    }
    if (!ownDisk) console.error('no disk of its own could be had (that takes root): no disk was filled')
    say({ name: 'wrong', value: wrong.length, unit: 'count', seed })
    for (const sentence of wrong) console.error(sentence)
    if (wrong.length > 0) process.exitCode = 1
  },
}
export default job
