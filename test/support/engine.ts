/** A worker of a test's own on the shared engine: its namespace, its activities, the bundle that everything uses. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { createVault } from '../../db/crypto.ts'
import { createDataConverter } from '../../io/temporal/converter.ts'
import type { CaseActivities, ReviewActivities } from '../../activities/types.ts'
import { taskQueue } from '../../workflows/messages.ts'
import { makeNamespace } from './namespace.ts'
import { shared } from './shared.ts'

/** Fixed, so that histories recorded once can be read for ever; it protects nothing but tests. */
const historyVault = createVault(Buffer.alloc(32, 0x11))
export const dataConverter = createDataConverter(historyVault)

export interface Engine {
  readonly client: Client
  /** Runs `work` while a worker with these activities is there. */
  during<T>(activities: Partial<CaseActivities & ReviewActivities>, work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

let installed = false
export function quietRuntime(): void {
  if (installed) return
  installed = true
  Runtime.install({ logger: new DefaultLogger('ERROR') })
}

export function bundlePath(): string {
  const { bundleFolder } = shared()
  const [file] = readdirSync(bundleFolder).filter((name) => name.endsWith('.js'))
  if (file === undefined) throw new Error('The global set-up made no bundle.')
  return join(bundleFolder, file)
}

export async function startEngine(): Promise<Engine> {
  quietRuntime()
  const address = shared().temporalAddress
  const namespace = await makeNamespace()
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ])
  return {
    client: new Client({ connection, namespace, dataConverter }),
    async during(activities, work) {
      const worker = await Worker.create({
        connection: native,
        namespace,
        taskQueue,
        dataConverter,
        workflowBundle: { codePath: bundlePath() },
        activities,
      })
      return worker.runUntil(work)
    },
    async close() {
      await connection.close()
      await native.close()
    },
  }
}
