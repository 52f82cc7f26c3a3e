/** A namespace keeps the cases of one copy of the program, or of one test file, apart from all others. */
import { randomUUID } from 'node:crypto'
import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time.js'
import { shared } from './shared.ts'

/** The shortest that the server takes. */
const retentionMs = 24 * 3600 * 1000

/** @returns its name; it takes cases at once. */
export async function makeNamespace(): Promise<string> {
  const namespace = `t-${randomUUID()}`
  const connection = await Connection.connect({ address: shared().temporalAddress })
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(retentionMs),
    })
  } finally {
    await connection.close()
  }
  return namespace
}
