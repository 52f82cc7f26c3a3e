import { expect, test } from '@jest/globals'
import { orderedReasons, rejectionCodes, saysWhy } from './rejections.ts'

test('the kept reasons stand in their own order until they have been used', () => {
  expect(orderedReasons('unban', new Map())).toEqual(rejectionCodes)
  expect(orderedReasons('bind', new Map())).toEqual(['nameMismatch', 'forgedDocument', 'other'])
})

test('the most used reason comes first, “other” stays last however often it is used', () => {
  const usage = new Map([['certificateExpired', 7], ['nameMismatch', 9], ['other', 100]]) // prettier-ignore
  expect(orderedReasons('unban', usage).slice(0, 3)).toEqual(['nameMismatch', 'certificateExpired', 'photoUnclear'])
  expect(orderedReasons('unban', usage).at(-1)).toBe('other')
})

test('a rejection says why: a kept reason, or words of one’s own', () => {
  expect(saysWhy([], '')).toBe(false)
  expect(saysWhy(['other'], ' ')).toBe(false)
  expect(saysWhy(['other'], '照片有水印')).toBe(true)
  expect(saysWhy(['photoUnclear'], '')).toBe(true)
  // The letter says “see the note”: there has to be one.
  expect(saysWhy(['photoUnclear', 'other'], ' ')).toBe(false)
  expect(saysWhy(['photoUnclear', 'other'], '照片有水印')).toBe(true)
})
