/**
 * Runs before every npm script: installs the packages when they are missing or not the ones of package-lock.json.
 * Node built-ins only, and any Node from 18 on: it runs before anything is installed. Two at once are safe.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { clearInterval, setInterval, setTimeout } from 'node:timers'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const oldestNode = 18
const progressEveryMs = 10_000
const otherInstallWaitMs = 15 * 60_000

/** npm writes its own lock into node_modules last, so that a broken installation has none. */
function upToDate() {
  if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) return false
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  if (wanted === null || installed === null) return false
  const names = Object.keys(wanted).filter((name) => name !== '')
  return (
    Object.entries(installed).every(([name, one]) => wanted[name] && wanted[name].version === one.version) &&
    // What is for another kind of machine is optional, and rightly not there.
    names.every((name) => installed[name] || wanted[name].optional || wanted[name].devOptional)
  )
}

function packagesIn(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return null
  }
}

/** `npm ci` deletes the Node that it would run on, so the one of node_modules leaves the path. */
function install() {
  const env = { ...process.env }
  const bin = join('node_modules', '.bin')
  for (const name of Object.keys(env).filter((key) => key.toUpperCase() === 'PATH')) {
    env[name] = env[name].split(delimiter).filter((folder) => !folder.endsWith(bin)).join(delimiter) // prettier-ignore
  }
  const { npm_execpath: npm, npm_node_execpath: node } = env
  const [command, first] = npm && node ? [node, [npm]] : ['npm', []]
  console.log('· 正在安装依赖，约需一分钟。Installing packages: about a minute, once.')
  const startedAt = Date.now()
  const timer = setInterval(() => {
    console.log(`  … ${Math.round((Date.now() - startedAt) / 1000)} s`)
  }, progressEveryMs)
  return new Promise((resolve) => {
    const child = spawn(command, [...first, 'ci', '--include=dev', '--loglevel=error'], {
      cwd: root,
      env,
      stdio: 'inherit',
    })
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => resolve(code === 0 ? null : `npm ci: ${signal ?? code}`))
  }).finally(() => clearInterval(timer))
}

const lockName = `hoistway-install-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`
const lockPath = join(tmpdir(), lockName)

/** True when the lock is ours; false when another installation holds it. */
function takeLock() {
  try {
    const file = openSync(lockPath, 'wx')
    writeSync(file, String(process.pid))
    closeSync(file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!holderLives()) rmSync(lockPath, { force: true })
  return false
}

function holderLives() {
  try {
    const pid = Number(readFileSync(lockPath, 'utf8'))
    if (!pid) return true // just being written
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function stop(sentence) {
  console.error(`✗ ${sentence}`)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  stop(`Node ${process.versions.node} 太旧，请安装 ${oldestNode} 或更新的版本。Node ${process.versions.node} is too old: please install ${oldestNode} or newer.`) // prettier-ignore
}
if (!upToDate()) {
  const waitUntil = Date.now() + otherInstallWaitMs
  let said = false
  while (!takeLock()) {
    if (Date.now() > waitUntil) stop(`Another installation seems stuck: please end it, or delete ${lockPath}.`)
    if (!said) console.log('· 另一个安装正在进行，等待中。Another installation is under way: waiting for it.')
    said = true
    await pause(300)
  }
  process.on('exit', () => rmSync(lockPath, { force: true }))
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))
  if (!upToDate()) {
    const failure = await install()
    if (failure !== null) {
      stop(`依赖安装失败（${failure}），原因见上。The packages could not be installed (${failure}); the reason stands above.`) // prettier-ignore
    }
    if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) {
      stop('npm 没有运行安装脚本，请去掉 ignore-scripts 设置后重试。npm did not run install scripts: please remove the setting ignore-scripts and try again.') // prettier-ignore
    }
  }
}
