/** The long form of test/chaos/short.test.ts: 200 mails and 100 decided requests under kills. A failing seed repeats. */
import { runChaos } from '../../test/support/chaos.ts'
import type { Job } from '../bench/run-job.ts'

const numberOf = (args: readonly string[], name: string, otherwise: number) => {
  const given = args.find((arg) => arg.startsWith(`--${name}=`))
  return given === undefined ? otherwise : Number(given.slice(name.length + 3))
}

const job: Job = {
  about: 'kills worker, web, Temporal and Postgres under load: --mails=200 --decisions=100 --kills=40 --seed=N',
  async run(say, args) {
    const seed = numberOf(args, 'seed', Math.floor(Math.random() * 2 ** 31))
    console.error(`seed ${seed}`)
    const report = await runChaos({
      mails: numberOf(args, 'mails', 200),
      decisions: numberOf(args, 'decisions', 100),
      kills: numberOf(args, 'kills', 40),
      seed,
      say: (line) => console.error(line),
    })
    const { wrong, ...counts } = report
    for (const [name, value] of Object.entries(counts)) {
      say({ name, value, unit: name.startsWith('seconds') ? 's' : 'count', seed })
    }
    say({ name: 'wrong', value: wrong.length, unit: 'count', seed })
    for (const sentence of wrong) console.error(sentence)
    if (wrong.length > 0) process.exitCode = 1
  },
}
export default job
