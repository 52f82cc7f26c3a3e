/**
 * `npm test`: the checks (types, lint, form, arrows, unused code), two at a time, then every test. The last line is
 * `N passed, N failed` (and skipped), checks counted with the tests. `npm test -- PATH…` runs the tests below PATH only.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { countLine, countTests, type Counts, type JestResult } from './test/counts.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'node_modules', '.bin')
/** The longest first: two run at a time. */
const checks = {
  lint: ['eslint', '.', '--max-warnings', '0'],
  types: ['tsc', '--noEmit'],
  arrows: ['depcruise', '.', '--config', '.dependency-cruiser.cjs'],
  unused: ['knip'],
  form: ['prettier', '--check', '.'],
} as const
const atOnce = 2
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', join(root, 'node_modules/jest/bin/jest.js')] // prettier-ignore
/** Tools of the project come first on the path, whoever runs this. */
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` }

async function runChecks(): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const waiting = Object.entries(checks)
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, [command, ...args]] = next
      const since = performance.now()
      const { code, output } = await run(join(bin, command), args)
      const seconds = ((performance.now() - since) / 1000).toFixed(1)
      if (code === 0) counts.passed++
      else counts.failed++
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${command}), ${seconds} s${code === 0 ? '' : `\n${output}`}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return counts
}

function run(command: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text)) // prettier-ignore
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

async function runTests(paths: readonly string[]): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'hoistway-result-'))
  const file = join(folder, 'result.json')
  try {
    const code = await new Promise<number | null>((resolve) => {
      const child = spawn(process.execPath, [...jest, '--json', `--outputFile=${file}`, ...paths], {
        cwd: root,
        env,
        // With --json the results go to standard output; people read standard error.
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      child.on('error', () => resolve(null))
      child.on('close', resolve)
    })
    return countTests(await readResult(file), code)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readResult(file: string): Promise<JestResult | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JestResult
  } catch {
    return null
  }
}

const paths = process.argv.slice(2)
const results = [...(paths.length === 0 ? [await runChecks()] : []), await runTests(paths)]
const { line, failed } = countLine(results)
console.log(line)
process.exit(failed === 0 ? 0 : 1)
