import { expect, test } from '@jest/globals'
import { readVectors } from '../../test/vectors/read-vectors.ts'
import { isPhoneMissing, phoneLast4, phoneProblems, placeholderPhone, readPhone } from './phone.ts'

test.each(readVectors('phone.valid'))('$text is read: $reason', ({ text }) => {
  expect(readPhone(text)).toMatchObject({
    ok: true,
    value: expect.stringMatching(/^(1\d{10}|0\d{2,3}-\d{7,8}(-\d+)?)$/),
  })
})

test.each(readVectors('phone.invalid'))('$text is refused: $reason', ({ text, reason }) => {
  const problem = phoneProblems.find((each) => reason.startsWith(each))
  expect(readPhone(text)).toEqual({ ok: false, problem })
})

test('one way of writing comes out of many', () => {
  const written = ['(0771)5551234', '+86 771 5551234', '07715551234', '0771－5551234'].map(readPhone)
  expect(written.map((read) => read.ok && read.value)).toEqual(Array(4).fill('0771-5551234'))
  expect(readPhone('0771-5551234转801')).toMatchObject({ value: '0771-5551234-801', kind: 'landline' })
  expect(readPhone('+86 199 0000 5290')).toMatchObject({ value: '19900005290', kind: 'mobile', placeholder: false })
  expect(phoneLast4('19900005290')).toBe('5290')
})

test('the placeholder and nothing at all reach nobody', () => {
  expect(readPhone('180 0000 0000')).toMatchObject({ ok: true, value: placeholderPhone, placeholder: true })
  expect(['', ' ', '18000000000', '19900005290'].map(isPhoneMissing)).toEqual([true, true, true, false])
})
