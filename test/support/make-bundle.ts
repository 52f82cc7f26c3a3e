/** Makes the workflow bundle in the folder given, as a process of its own: jest's set-up cannot import what awaits at its top. */
import { workflowBundle } from '../../worker/bundle.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Which folder?')
await workflowBundle(folder)
