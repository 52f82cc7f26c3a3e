/**
 * The workflow bundle: made once for a state of the sources, by a process of its own, and kept in a folder under the hash
 * of what it was made from. Webpack's memory is given back when that process ends.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { failureConverterPath } from '../io/temporal/converter.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const self = fileURLToPath(import.meta.url)
/** Making a bundle takes two seconds on two cores; a minute means that something is wrong. */
const makeMs = 60_000

/** Path of the bundle for the sources as they are; makes it in `folder` when it is not there. */
export async function workflowBundle(folder: string): Promise<string> {
  const path = join(folder, `workflows-${sourcesHash()}.js`)
  if (existsSync(path)) return path
  await promisify(execFile)(process.execPath, [self, path], { timeout: makeMs })
  return path
}

function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const folder of ['workflows', 'domain']) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
      hash
        .update(file)
        .update('\u0000')
        .update(readFileSync(join(root, folder, file)))
    }
  }
  const require = createRequire(import.meta.url)
  hash.update((require('@temporalio/worker/package.json') as { version: string }).version)
  return hash.digest('hex').slice(0, 16)
}

async function make(path: string): Promise<void> {
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker')
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', 'index.ts'),
    failureConverterPath,
    logger: new DefaultLogger('WARN'),
  })
  mkdirSync(join(path, '..'), { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, code)
  renameSync(draft, path)
}

const target = process.argv[2]
if (process.argv[1] === self && target !== undefined) await make(target)
