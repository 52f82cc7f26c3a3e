import { describe, expect, test } from '@jest/globals'
import { Review } from './review.ts'

const open = { kind: 'open', dueAt: null, overdue: false, undoUntil: null } as const
const until = '2026-11-20T06:00:00.000Z'
const refusalOf = (act: () => void) => {
  try {
    act()
    return null
  } catch (error) {
    return (error as { type?: string }).type
  }
}

describe('who may act on a request', () => {
  test('nobody before it is claimed', () => {
    expect(refusalOf(() => new Review().mustAllow({ by: 7, version: 1 }, 'claimed'))).toBe('notClaimed')
  })

  test('only who claimed it, on the version that was on the page', () => {
    const review = new Review()
    review.claim({ claimNo: 1, by: 7, version: 2 })
    expect(refusalOf(() => review.mustAllow({ by: 7, version: 2 }, 'claimed'))).toBeNull()
    expect(refusalOf(() => review.mustAllow({ by: 8, version: 2 }, 'claimed'))).toBe('notYours')
    expect(refusalOf(() => review.mustAllow({ by: 7, version: 1 }, 'claimed'))).toBe('stale')
  })

  test('撤销 only while the thirty seconds run', () => {
    const review = new Review()
    review.claim({ claimNo: 1, by: 7, version: 2 })
    expect(refusalOf(() => review.mustAllow({ by: 7, version: 2 }, 'ending'))).toBe('notEnding')
    review.advance(3, 'ending')
    expect(refusalOf(() => review.mustAllow({ by: 7, version: 3 }, 'ending'))).toBeNull()
    expect(refusalOf(() => review.mustAllow({ by: 7, version: 3 }, 'claimed'))).toBe('stale')
  })

  test('nobody after it was given back', () => {
    const review = new Review()
    review.claim({ claimNo: 1, by: 7, version: 2 })
    review.advance(3, 'free')
    expect(refusalOf(() => review.mustAllow({ by: 7, version: 3 }, 'claimed'))).toBe('notClaimed')
  })
})

test('a claim told late changes nothing', () => {
  const review = new Review()
  review.claim({ claimNo: 2, by: 8, version: 5 })
  review.claim({ claimNo: 1, by: 7, version: 2 })
  expect(review.refusal({ by: 8, version: 5 })).toBeNull()
})

test('the record is not believed when an act has moved on since it was read', () => {
  const review = new Review()
  review.claim({ claimNo: 1, by: 7, version: 2 })
  review.advance(4, 'claimed')
  review.stand({ ...open, version: 3, claim: null })
  expect(review.refusal({ by: 7, version: 4 })).toBeNull()
  review.stand({ ...open, version: 5, claim: { claimNo: 1, by: 7, until } })
  expect(review.version).toBe(5)
})
