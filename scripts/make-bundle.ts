/** Makes the workflow bundle in DATA_DIR/bundles where it is missing: while other parts start, so that the worker need not. */
import { join } from 'node:path'
import { workflowBundle } from '../worker/bundle.ts'

const folder = process.env['DATA_DIR']
if (!folder) throw new Error('DATA_DIR is not set.')
await workflowBundle(join(folder, 'bundles'))
