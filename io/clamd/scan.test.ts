import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { eicar, startClamd, type FakeClamd } from '../../test/support/clamd.ts'
import { createScanner, scanLimits } from './scan.ts'

const mebibyte = 1024 * 1024

async function withClamd<T>(use: (clamd: FakeClamd, scan: (bytes: Uint8Array) => Promise<unknown>) => Promise<T>) {
  const clamd = await startClamd()
  try {
    const scanner = createScanner({ host: '127.0.0.1', port: clamd.port }, 500)
    return await use(clamd, (bytes) => scanner.scan(bytes))
  } finally {
    await clamd.stop()
  }
}

test('clean and found, also in base64 and beyond one piece', () =>
  withClamd(async (_, scan) => {
    expect(await scan(Buffer.from('解禁'))).toEqual({ kind: 'clean' })
    expect(await scan(Buffer.alloc(0))).toEqual({ kind: 'clean' })
    expect(await scan(Buffer.from(eicar))).toEqual({ kind: 'found' })
    expect(await scan(Buffer.from(`x: y\r\n\r\n${Buffer.from(`--${eicar}`).toString('base64')}`))).toEqual({ kind: 'found' }) // prettier-ignore
    expect(await scan(Buffer.concat([Buffer.alloc(3 * mebibyte, 1), Buffer.from(eicar)]))).toEqual({ kind: 'found' })
  }))

test('an error is a refusal; silence, a broken line and a closed door are an absence', () =>
  withClamd(async (clamd, scan) => {
    const bytes = Buffer.from('x')
    clamd.mood = 'error'
    expect(await scan(bytes)).toEqual({ kind: 'refused', why: "Can't allocate memory ERROR" })
    clamd.mood = 'silent'
    expect(await scan(bytes)).toEqual({ kind: 'away', why: 'no answer in time' })
    clamd.mood = 'hangsUp'
    expect(await scan(bytes)).toMatchObject({ kind: 'away' })
    await clamd.stop()
    expect(await scan(bytes)).toMatchObject({ kind: 'away' })
    await clamd.start()
    clamd.mood = 'works'
    expect(await scan(bytes)).toEqual({ kind: 'clean' })
  }))

test('more than any mail is not sent', () =>
  withClamd(async (clamd, scan) => {
    expect(await scan(new Uint8Array(scanLimits.bytes + 1))).toMatchObject({ kind: 'refused' })
    expect(clamd.scanned()).toBe(0)
  }))

/** On PATH where an operator has installed it; no package brings it. */
const program = 'clamd'
const installed = spawnSync(program, ['--version']).status === 0

test(`the real clamd${installed ? '' : ' is not on PATH: skipped'}`, async () => {
  if (!installed) return
  const folder = await mkdtemp(join(tmpdir(), 'clamd-'))
  const socket = join(folder, 'clamd.sock')
  const md5 = createHash('md5').update(eicar).digest('hex')
  await writeFile(join(folder, 'own.hdb'), `${md5}:${eicar.length}:Own.Test\n`)
  await writeFile(join(folder, 'clamd.conf'), `DatabaseDirectory ${folder}\nLocalSocket ${socket}\nForeground yes\n`)
  const clamd = spawn(program, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' })
  try {
    const scanner = createScanner({ path: socket }, 2_000)
    for (let tries = 0; tries < 50 && (await scanner.scan(Buffer.from('x'))).kind === 'away'; tries += 1) {
      await new Promise((resume) => setTimeout(resume, 200))
    }
    expect(await scanner.scan(Buffer.from(eicar))).toEqual({ kind: 'found' })
    expect(await scanner.scan(Buffer.from('解禁'))).toEqual({ kind: 'clean' })
  } finally {
    clamd.kill()
    await rm(folder, { recursive: true, force: true })
  }
}, 30_000)
