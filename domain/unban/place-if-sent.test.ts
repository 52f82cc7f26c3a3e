import { expect, test } from '@jest/globals'
import { placesIfSent } from './place-if-sent.ts'

test('a new list stands behind all that wait, one request after the other', () => {
  expect(placesIfSent({ requests: 4, people: 20 }, [], [3, 1])).toEqual([
    { place: 5, peopleAhead: 20 },
    { place: 6, peopleAhead: 23 },
  ])
  expect(placesIfSent({ requests: 0, people: 0 }, [], [1])).toEqual([{ place: 1, peopleAhead: 0 }])
})

test('people who wait already leave their earlier request; one that loses its last is no longer in front', () => {
  const whole = { people: 2, named: 2 }
  const some = { people: 5, named: 2 }
  expect(placesIfSent({ requests: 4, people: 20 }, [whole, some], [4])).toEqual([{ place: 4, peopleAhead: 16 }])
})
