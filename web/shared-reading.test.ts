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
  const first = ask('queue', read)
  const late = [ask('queue', read), ask('queue', read), ask('queue', read)]
  expect(begun).toHaveLength(1)
  begun[0]?.end()
  expect(await first).toBe(1)
  await turn()
  expect(begun).toHaveLength(2)
  const later = ask('queue', read)
  begun[1]?.end()
  expect(await Promise.all(late)).toEqual([2, 2, 2])
  await turn()
  begun[2]?.end()
  expect(await later).toBe(3)
})

test('after a reading that failed the next one is made, and only those who shared the failure are told', async () => {
  const { begun, read } = slowly()
  const ask = sharedReading<number>()
  const first = ask('queue', read)
  const second = ask('queue', read)
  begun[0]?.fail()
  await expect(first).rejects.toThrow('reading 1')
  await turn()
  begun[1]?.end()
  expect(await second).toBe(2)
})

test('other questions are read for themselves, and nothing is kept when nobody asks', async () => {
  const { begun, read } = slowly()
  const ask = sharedReading<number>()
  const both = [ask('one', read), ask('other', read)]
  expect(begun).toHaveLength(2)
  for (const one of begun) one.end()
  expect(await Promise.all(both)).toEqual([1, 2])
  await turn()
  const again = ask('one', read)
  begun[2]?.end()
  expect(await again).toBe(3)
})
