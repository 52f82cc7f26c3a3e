import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { readWorld } from './world-file.ts'

const demo = readFileSync(new URL('../../demo/world.json', import.meta.url), 'utf8')
const withChange = (change: (world: { persons: Record<string, unknown>[] }) => void): string => {
  const world = JSON.parse(demo) as { persons: Record<string, unknown>[] }
  change(world)
  return JSON.stringify(world)
}

test('the demo world is a world', () => {
  expect(readWorld(demo).persons.length).toBeGreaterThan(0)
})

test('a wrong value is named by its place, in one sentence', () => {
  const wrong = withChange(({ persons }) => Object.assign(persons[3] ?? {}, { certificates: [{ number: 7 }] }))
  expect(() => readWorld(wrong)).toThrow(
    /^The world cannot be loaded: persons\[3\]\.certificates\[0\]\.number: [^\n]+\.$/,
  )
})

test('a missing part is named', () => {
  expect(() => readWorld('{}')).toThrow('The world cannot be loaded: authorities: ')
  expect(() => readWorld('[]')).toThrow('The world cannot be loaded: the file: ')
  expect(() => readWorld('not json')).toThrow('The world cannot be loaded: the file: it is not JSON.')
})
