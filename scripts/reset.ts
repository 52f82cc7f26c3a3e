/** `npm run reset`: empties the data folder, once nothing runs on it. What it held is gone for good. */
import { readdir, rm } from 'node:fs/promises'
import { join, parse, resolve } from 'node:path'
import { exists } from './run/folder.ts'
import { takeFolder } from './run/running.ts'
import { sayOnConsole } from './run/say.ts'
import { reasonOf } from './run/start-problem.ts'
import { openFolderFor } from './services/native-user.ts'

/** What npm start puts there; a folder with anything else in it is not emptied. */
const ours = new Set([
  'bundles', 'endpoints.json', 'files', 'keys', 'lock.db', 'lock.db-journal', 'logs', 'mail', 'mail-dovecot', 'ports.json',
  'postgres', 'running.json', 'temporal',
]) // prettier-ignore

async function main(): Promise<number> {
  const dataDir = resolve(process.env['DATA_DIR'] || '.data')
  if (!(await exists(dataDir))) {
    sayOnConsole('没有数据，无需清空。', `There is no data in ${dataDir}.`)
    return 0
  }
  const foreign = (await readdir(dataDir)).filter((name) => !ours.has(name) && !name.startsWith('.probe-'))
  if (foreign.length > 0 || dataDir === parse(dataDir).root) {
    sayOnConsole(
      `${dataDir} 中有不属于本程序的 ${foreign.join('、')}，没有清空。`,
      `${dataDir} holds ${foreign.join(', ')}, which is not ours: nothing was deleted.`,
      '✗',
    )
    return 1
  }
  const taken = await takeFolder(dataDir, null)
  if (taken.kind === 'running') {
    sayOnConsole(
      `程序正在运行（进程 ${taken.pid}），请先停止。`,
      `The program is running (process ${taken.pid}): please stop it first.`,
      '✗',
    )
    return 1
  }
  await taken.lock.release()
  for (const name of await readdir(dataDir)) await rm(join(dataDir, name), { recursive: true, force: true })
  await rm(openFolderFor(dataDir), { recursive: true, force: true })
  sayOnConsole('已清空。', `Emptied ${dataDir}.`, '✓')
  return 0
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    sayOnConsole(`没有清空：${reasonOf(error)}`, `Not emptied: ${reasonOf(error)}`, '✗')
    process.exit(1)
  },
)
