/**
 * Histories of every scenario, kept as they were when the scenario was first run: a change of a workflow that could not
 * go on with them fails. `RECORD_HISTORIES=1 npm run jest -- test/workflows` writes those that are missing.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WorkflowHandle } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'

const folder = fileURLToPath(new URL('../histories', import.meta.url))

export async function keepHistory(handle: WorkflowHandle, workflow: string, scenario: string): Promise<void> {
  const path = join(folder, workflow, `${scenario}.json`)
  if (process.env['RECORD_HISTORIES'] === undefined || existsSync(path)) return
  mkdirSync(join(folder, workflow), { recursive: true })
  writeFileSync(path, `${historyToJSON(await handle.fetchHistory())}\n`)
}

export interface KeptHistory {
  readonly workflow: string
  readonly scenario: string
  readonly history: unknown
}

export function keptHistories(): KeptHistory[] {
  return readdirSync(folder).flatMap((workflow) =>
    readdirSync(join(folder, workflow)).map((file) => ({
      workflow,
      scenario: file.replace(/\.json$/, ''),
      history: JSON.parse(readFileSync(join(folder, workflow, file), 'utf8')) as unknown,
    })),
  )
}
