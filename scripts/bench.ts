/** `npm run bench -- NAME …`: measures, and prints each figure as a JSON line. The jobs are in scripts/bench/. */
import { runJob } from './bench/run-job.ts'

process.exit(await runJob('bench', process.argv.slice(2)))
