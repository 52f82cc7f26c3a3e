/** `npm run chaos -- NAME …`: breaks what runs, and counts what was lost. The jobs are in scripts/chaos/. */
import { runJob } from './bench/run-job.ts'

const args = process.argv.slice(2)
// Without a name: the one that a new version must pass.
process.exit(await runJob('chaos', args[0]?.startsWith('--') === false ? args : ['unban', ...args]))
