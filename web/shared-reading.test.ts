import { expect, test } from '@jest/globals'
import { sharedReading } from './shared-reading.ts'

/** Readings that end when they are let go. */
function slowly() {
  const begun: { value: number; end: () => void; fail: () => void }[] = []
  const read = () =>
    new Promise<number>((resolve, reject) => {
      const value = begun.length + 1
      begun.push({ value, end: () => resolve(value), fail: () => reject(new Error(`reading ${value}`)) })
    })
  return { begun, read }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('who asks while a reading is under way shares the next, and never the one that began before', async () => {
  const { begun, read } = slowly()
  const ask = sharedReading<number>()
  const first = ask('queue', null, read)
  const late = [ask('queue', null, read), ask('queue', null, read), ask('queue', null, read)]
  expect(begun).toHaveLength(1)
  begun[0]?.end()
  expect(await first).toBe(1)
  await turn()
  expect(begun).toHaveLength(2)
  const later = ask('queue', null, read)
  begun[1]?.end()
  expect(await Promise.all(late)).toEqual([2, 2, 2])
  await turn()
  begun[2]?.end()
  expect(await later).toBe(3)
})

test('after a reading that failed the next one is made, and only those who shared the failure are told', async () => {
  const { begun, read } = slowly()
  const ask = sharedReading<number>()
  const first = ask('queue', null, read)
  const second = ask('queue', null, read)
  begun[0]?.fail()
  await expect(first).rejects.toThrow('reading 1')
  await turn()
  begun[1]?.end()
  expect(await second).toBe(2)
})

test('other questions are read for themselves, and nothing is kept when nobody asks', async () => {
  const { begun, read } = slowly()
  const ask = sharedReading<number>()
  const both = [ask('one', null, read), ask('other', null, read)]
  expect(begun).toHaveLength(2)
  for (const one of begun) one.end()
  expect(await Promise.all(both)).toEqual([1, 2])
  await turn()
  const again = ask('one', null, read)
  begun[2]?.end()
  expect(await again).toBe(3)
})

test('visits of one snapshot share a reading that is done; another snapshot, or none, makes its own', async () => {
  const { begun, read } = slowly()
  const ask = sharedReading<number>()
  const first = ask('queue', '7:9:', read)
  begun[0]?.end()
  expect(await first).toBe(1)
  await turn()
  expect(await ask('queue', '7:9:', read)).toBe(1)
  expect(begun).toHaveLength(1)
  const changed = ask('queue', '7:10:', read)
  begun[1]?.end()
  expect(await changed).toBe(2)
  const acting = ask('queue', null, read)
  begun[2]?.end()
  expect(await acting).toBe(3)
})

test('a reading that failed is not shared by its snapshot either', async () => {
  const { begun, read } = slowly()
  const ask = sharedReading<number>()
  const first = ask('queue', '7:9:', read)
  begun[0]?.fail()
  await expect(first).rejects.toThrow('reading 1')
  const again = ask('queue', '7:9:', read)
  begun[1]?.end()
  expect(await again).toBe(2)
})
