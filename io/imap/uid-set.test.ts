import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { batchBytes } from './limits.ts'
import { bySize } from './fetch.ts'
import { inBatches, uidSet } from './uid-set.ts'

test('UIDs become ascending runs, whatever their order', () => {
  expect(uidSet([9, 3, 4, 5, 3])).toBe('3:5,9')
  expect(uidSet([7])).toBe('7')
})

test('a set names exactly its UIDs, and never descends', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 80 }), (uids) => {
      const named = uidSet(uids)
        .split(',')
        .flatMap((part) => {
          const [from = 0, to = from] = part.split(':').map(Number)
          return Array.from({ length: to - from + 1 }, (_, i) => from + i)
        })
      expect(named).toEqual([...new Set(uids)].sort((a, b) => a - b))
    }),
  )
})

test('batches hold what they are given, in order', () => {
  expect(inBatches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inBatches([], 2)).toEqual([])
})

test('a batch keeps to its bytes, unless one mail alone is above them', () => {
  const mail = (uid: number, size: number) => ({ uid, size, internalDate: null })
  const half = batchBytes / 2
  const batches = bySize([mail(1, half), mail(2, half), mail(3, 1), mail(4, batchBytes * 9), mail(5, 1)])
  expect(batches.map((batch) => batch.map(({ uid }) => uid))).toEqual([[1, 2], [3], [4], [5]])
})
