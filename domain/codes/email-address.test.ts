import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readVectors } from '../../test/vectors/read-vectors.ts'
import { readEmailAddress } from './email-address.ts'

test.each(readVectors('email-address.valid'))('$text is read: $reason', ({ text }) => {
  expect(readEmailAddress(text)).toMatch(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)
})

test.each(readVectors('email-address.invalid'))('$text is refused: $reason', ({ text }) => {
  expect(readEmailAddress(text)).toBeNull()
})

test('an address is written in small letters', () => {
  expect(readEmailAddress(' Office@E00.TEST ')).toBe('office@e00.test')
})

test('an address of more than 254 characters is none', () => {
  const longDomain = `${'a'.repeat(59)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.test`
  expect(readEmailAddress(`office@${longDomain}`)).not.toBeNull()
  expect(readEmailAddress(`${'o'.repeat(9)}@${longDomain}`)).toBeNull()
})

test('nothing that passes can carry a second recipient or another header', () => {
  const piece = fc.constantFrom(
    'a',
    '@',
    'e00.test',
    ',',
    ';',
    '\r',
    '\n',
    ' ',
    '<',
    '>',
    '"',
    ':',
    '(',
    ')',
    '\\',
    'ß',
    '。',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const address = readEmailAddress(pieces.join(''))
      return (
        address === null ||
        (/^[!-~]+$/.test(address) && !/[,;:<>"()\\\s]/.test(address) && address.split('@').length === 2)
      )
    }),
    { numRuns: 3000 },
  )
})
