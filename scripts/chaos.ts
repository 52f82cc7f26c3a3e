/** `npm run chaos -- NAME …`: breaks what runs, and counts what was lost. The jobs are in scripts/chaos/. */
import { runJob } from './bench/run-job.ts'

process.exit(await runJob('chaos', process.argv.slice(2)))
