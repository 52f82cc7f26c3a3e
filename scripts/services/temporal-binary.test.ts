import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { saySilently } from '../run/say.ts'
import { StartProblem } from '../run/start-problem.ts'
import { findTemporal } from './temporal-binary.ts'

let folder: string
const unstopped = new AbortController().signal
const never = () => Promise.reject(new Error('must not be asked'))
const server = '#!/bin/sh\necho "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"\n'

async function command(place: string, name: string, text: string): Promise<string> {
  await mkdir(place, { recursive: true })
  const path = join(place, name)
  await writeFile(path, text)
  await chmod(path, 0o755)
  return path
}
const env = (path: string) => ({ PATH: path, HOME: folder })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoistway-temporal-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the Temporal server comes from', () => {
  test('PATH, before all else', async () => {
    const path = await command(join(folder, 'bin'), 'temporal', server)
    expect(await findTemporal(env(`/nowhere:${join(folder, 'bin')}`), saySilently, unstopped, { never })).toBe(path)
  })

  test('the cache, when PATH has none that answers as Temporal does', async () => {
    await command(join(folder, 'bin'), 'temporal', '#!/bin/sh\necho "something else"\n')
    const cached = await command(join(folder, '.cache/hoistway/temporal-v1.5.1'), 'temporal', server)
    expect(await findTemporal(env(join(folder, 'bin')), saySilently, unstopped, { never })).toBe(cached)
  })

  test('the first source that has it, once: then it is in the cache', async () => {
    const make = (place: string) => command(place, 'temporal', server).then(() => undefined)
    const refuse = () => Promise.reject(Object.assign(new Error('no network'), { code: 'ENOTFOUND' }))
    const path = await findTemporal(env(''), saySilently, unstopped, { refuse, make })
    expect(path).toBe(join(folder, '.cache/hoistway/temporal-v1.5.1/temporal'))
    expect(await findTemporal(env(''), saySilently, unstopped, { never })).toBe(path)
  })

  test('nowhere: one sentence says what was tried, and the three ways out', async () => {
    const refuse = () => Promise.reject(Object.assign(new Error('no network'), { code: 'ENOTFOUND' }))
    const old = () => Promise.reject(new Error('go1.19 is too old'))
    const problem = await findTemporal(env(''), saySilently, unstopped, { download: refuse, Go: old }).catch((error: unknown) => error) // prettier-ignore
    expect(problem).toBeInstanceOf(StartProblem)
    expect((problem as StartProblem).en).toContain('(PATH: none; download: ENOTFOUND; Go: go1.19 is too old)')
    expect((problem as StartProblem).zh).toContain('三种办法')
  })
})
