import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { companyKey, nameKey } from './normalise.ts'

test('every middle dot is the same dot', () => {
  const written = [
    '买买提·艾力',
    '买买提•艾力',
    '买买提・艾力',
    '买买提‧艾力',
    '买买提･艾力',
    '买买提.艾力',
    '买买提．艾力',
    '买买提 · 艾力',
  ]
  expect(new Set(written.map(nameKey))).toEqual(new Set(['买买提·艾力']))
})

test('spaces, marks nobody sees and full width do not make another name', () => {
  expect(
    ['张 三', '张三 ', '\u3000张三', '张\u200B三', '张三\uFEFF', '\u202E张三\u202C', '张三\r\n'].map(nameKey),
  ).toEqual(Array(7).fill('张三'))
  expect(nameKey('Ｌｉ ｌｅｉ')).toBe('LILEI')
})

test('rare characters stay themselves', () => {
  expect(nameKey('𠮷𬎆')).toBe('𠮷𬎆')
  expect(nameKey('龙')).not.toBe(nameKey('龍'))
  // One character in two code points (compatibility ideograph) is one.
  expect(nameKey('\uF9D1')).toBe(nameKey('六'))
})

test('brackets of any form and spaces do not make another company', () => {
  const written = [
    '柳州恒固租赁（柳州）有限公司',
    '柳州恒固租赁(柳州)有限公司',
    ' 柳州恒固租赁【柳州】有限公司',
    '柳州恒固租赁 〔柳州〕 有限公司',
    '柳州恒固租赁［柳州］有限公司',
  ]
  expect(new Set(written.map(companyKey))).toEqual(new Set(['柳州恒固租赁(柳州)有限公司']))
})

test('another name is another key', () => {
  expect(companyKey('南宁宏达有限公司')).not.toBe(companyKey('南宁鸿达有限公司'))
  expect(nameKey('张三')).not.toBe(nameKey('张三丰'))
})

test('a key is its own key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      expect(nameKey(nameKey(text))).toBe(nameKey(text))
      expect(companyKey(companyKey(text))).toBe(companyKey(text))
    }),
    // Found by chance: a letter whose capital is two, a mark that stands behind a space of its own.
    { numRuns: 2000, examples: [['ῢ'], ['a¨'], ['ΰ\u0301']] },
  )
})
