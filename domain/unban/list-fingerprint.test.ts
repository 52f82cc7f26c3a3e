import { expect, test } from '@jest/globals'
import { listText } from './list-fingerprint.ts'

test('the same people in another order, or one of them twice, are the same list', () => {
  expect(listText(7, 'unban', ['b', 'a', 'b'])).toBe(listText(7, 'unban', ['a', 'b']))
})

test('another enterprise, business or person is another list', () => {
  const list = listText(7, 'unban', ['a', 'b'])
  expect(listText(8, 'unban', ['a', 'b'])).not.toBe(list)
  expect(listText(7, 'bind', ['a', 'b'])).not.toBe(list)
  expect(listText(7, 'unban', ['a'])).not.toBe(list)
})
