/** docker-compose.yml as a text: what must hold of it wherever it runs. It is not run here. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const compose = readFileSync(at('docker-compose.yml'), 'utf8')
const dockerfile = readFileSync(at('Dockerfile'), 'utf8')
const example = readFileSync(at('docker/hoistway.env.example'), 'utf8')

/** Name and text of each service: two blanks before its name, more before what belongs to it. */
function services(): Map<string, string> {
  const [, all = ''] = /^services:\n([\s\S]*?)^\S/m.exec(compose) ?? []
  return new Map([...all.matchAll(/^ {2}([a-z-]+):\n((?: {4}.*\n|\n| {2}#.*\n)*)/gm)].map(([, name = '', text = '']) => [name, text])) // prettier-ignore
}
const valuesOf = (text: string, key: string) => [...text.matchAll(new RegExp(`^\\s*${key}: (\\S+)`, 'gm'))].map(([, value = '']) => value) // prettier-ignore

test('the services are all there', () => {
  expect([...services().keys()]).toEqual([
    'postgres', 'temporal-schema', 'temporal', 'temporal-namespace', 'temporal-ui', 'prepare', 'worker', 'web', 'mail',
  ]) // prettier-ignore
})

test('every image is pinned by its whole version', () => {
  const images = [...valuesOf(compose, 'image'), ...[...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image)] // prettier-ignore
  expect(images.length).toBeGreaterThan(6)
  for (const image of images) expect(image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z]+)*$/)
})

test('Temporal and its tools are of one version', () => {
  const versions = [...compose.matchAll(/temporalio\/(?:server|admin-tools):(\S+)/g)].map(([, version]) => version)
  expect(new Set(versions).size).toBe(1)
})

test('ports are open on this machine only, but for mail that comes in', () => {
  const ports = [...compose.matchAll(/^ {6}- ([\d.:]+:\d+)$/gm)].map(([, port = '']) => port)
  expect(ports).toContain('127.0.0.1:3000:3000')
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual(['25:25'])
})

test('what keeps running is asked whether it is well, or restarts by itself', () => {
  for (const [name, text] of services()) {
    const runsOn = !/on-failure/.test(text)
    const isApp = text.includes('<<: *app')
    expect({ name, ok: /restart: /.test(text) || isApp }).toEqual({ name, ok: true })
    if (runsOn && !isApp && name !== 'temporal-ui') expect({ name, asked: /healthcheck:/.test(text) }).toEqual({ name, asked: true }) // prettier-ignore
  }
  expect(services().get('web')).toContain('/healthz')
})

test('secrets come from the file of settings, which is not in the repository', () => {
  expect(compose).not.toMatch(/PASSWORD: (?!\$\{)/)
  expect(compose).toContain('env_file: docker/hoistway.env')
  for (const secret of ['POSTGRES_PASSWORD', 'DATA_KEY']) expect(example).toMatch(new RegExp(`^${secret}=$`, 'm'))
  expect(readFileSync(at('.dockerignore'), 'utf8')).toContain('docker/hoistway.env')
  expect(readFileSync(at('.gitignore'), 'utf8')).toContain('docker/hoistway.env')
})

test('every program and script that is run exists', () => {
  const programs = [...compose.matchAll(/node_modules\/\.bin\/node, ([\w/.-]+\.ts)/g)].map(([, path = '']) => path)
  const scripts = [...compose.matchAll(/\/scripts\/([\w-]+\.sh)/g)].map(([, name = '']) => `docker/${name}`)
  expect(programs).toHaveLength(3)
  for (const path of [...programs, ...scripts]) expect({ path, exists: existsSync(at(path)) }).toEqual({ path, exists: true }) // prettier-ignore
})
