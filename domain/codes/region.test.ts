import { expect, test } from '@jest/globals'
import { isWithin, provinceOf, readRegionCode } from './region.ts'

test('a county lies in its city, a city in its province, and each in itself', () => {
  expect(['450103', '450100', '450000'].map((code) => isWithin(code, '450000'))).toEqual([true, true, true])
  expect(['450103', '450100'].map((code) => isWithin(code, '450100'))).toEqual([true, true])
  expect(isWithin('450103', '450103')).toBe(true)
})

test('a province does not lie in its city, nor a city beside it', () => {
  expect(isWithin('450000', '450100')).toBe(false)
  expect(isWithin('450200', '450100')).toBe(false)
  expect(isWithin('652300', '450000')).toBe(false)
  expect(isWithin('450104', '450103')).toBe(false)
})

test('what is no code lies nowhere', () => {
  expect([isWithin('', '450000'), isWithin('45', '450000'), isWithin('450100', '')]).toEqual([false, false, false])
})

test('codes are read leniently and need a known province only', () => {
  expect([' 450103', '４５０１０３', '140171'].map(readRegionCode)).toEqual(['450103', '450103', '140171'])
  expect(['4501', '990100', '45010A', ''].map(readRegionCode)).toEqual([null, null, null, null])
  expect(provinceOf('450103')).toBe('450000')
})
