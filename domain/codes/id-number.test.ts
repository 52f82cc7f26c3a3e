import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readVectors } from '../../test/vectors/read-vectors.ts'
import type { Day } from '../brand.ts'
import { addDays } from '../calendar/day.ts'
import { birthDateOf, idLast4, idProblems, maskIdNumber, readIdNumber, sexOf, type IdNumber } from './id-number.ts'

const today = '2026-11-21' as Day
const read = (text: string): IdNumber => {
  const result = readIdNumber(text, today)
  if (!result.ok) throw new Error(result.problem)
  return result.value
}

test.each(readVectors('id-number.valid'))('$text is read: $reason', ({ text }) => {
  expect(readIdNumber(text, today)).toMatchObject({ ok: true, value: expect.stringMatching(/^\d{17}[\dX]$/) })
})

test.each(readVectors('id-number.invalid'))('$text is refused: $reason', ({ text, reason }) => {
  const problem = idProblems.find((each) => reason.startsWith(each))
  expect(readIdNumber(text, today)).toEqual({ ok: false, problem })
})

test('15 digits become 18, and that is told', () => {
  expect(readIdNumber('450100750101971', today)).toEqual({ ok: true, value: '450100197501019713', converted: true })
  expect(readIdNumber('450100197501019713', today)).toMatchObject({ converted: false })
})

test('sex and birth date come from the number', () => {
  expect([sexOf(read('450100199003079317')), birthDateOf(read('450100199003079317'))]).toEqual(['male', '1990-03-07'])
  expect([sexOf(read('450100198703139320')), birthDateOf(read('450100198703139320'))]).toEqual(['female', '1987-03-13'])
  expect(birthDateOf(read('911124198108030024'))).toBe('1981-08-03')
})

test('a masked number shows four digits at each end', () => {
  expect(maskIdNumber(read('11010519491231002x'))).toBe('1101…002X')
  expect(idLast4(read('11010519491231002x'))).toBe('002X')
})

const numbers = fc
  .tuple(
    fc.constantFrom('450100', '140105', '652300', '810000', '911124'),
    fc.nat({ max: 36_000 }),
    fc.nat({ max: 999 }),
  )
  .map(([region, days, sequence]) => {
    const body = region + addDays('1926-01-01' as Day, days).replaceAll('-', '') + String(sequence).padStart(3, '0')
    const found = [...'0123456789X'].map((check) => readIdNumber(body + check, today)).filter((result) => result.ok)
    return { body, found }
  })

test('exactly one check character fits, and a single wrong digit never passes', () => {
  fc.assert(
    fc.property(numbers, fc.nat({ max: 16 }), fc.integer({ min: 1, max: 9 }), ({ found }, place, shift) => {
      expect(found).toHaveLength(1)
      const right = found[0]?.value ?? ''
      const digit = (Number(right[place]) + shift) % 10
      expect(readIdNumber(right.slice(0, place) + String(digit) + right.slice(place + 1), today).ok).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('whatever is typed, a number or a problem comes back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      (text) => typeof readIdNumber(text, today).ok === 'boolean',
    ),
  )
})
