import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { oneLine } from './one-line.ts'

test('line breaks and controls become one space', () => {
  expect(oneLine('解禁\r\nBcc: evil@e01.test', 80)).toBe('解禁 Bcc: evil@e01.test')
  expect(oneLine(' a\t\u0000\u2028b\u0085c ', 80)).toBe('a b c')
})

test('marks that turn the direction of writing are taken out', () => {
  expect(oneLine('form\u202Excod.exe\u202C\u2066\u2069', 80)).toBe('formxcod.exe')
})

test('a longer text is cut at a character and says so', () => {
  expect(oneLine('一二三四五', 5)).toBe('一二三四五')
  expect(oneLine('一二三四五六', 5)).toBe('一二三四…')
  expect(oneLine('𠮷𠮷𠮷', 2)).toBe('𠮷…')
})

test('whatever comes, at most so many characters of one well-formed line go out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (text, max) => {
      const line = oneLine(text, max)
      return (
        [...line].length <= max && line.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u.test(line)
      )
    }),
    { numRuns: 1000 },
  )
})
