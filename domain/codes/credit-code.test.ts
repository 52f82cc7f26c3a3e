import { expect, test } from '@jest/globals'
import { readVectors } from '../../test/vectors/read-vectors.ts'
import { creditCodeProblems, readCreditCode } from './credit-code.ts'

test.each(readVectors('credit-code.valid'))('$text is read: $reason', ({ text }) => {
  expect(readCreditCode(text)).toMatchObject({ ok: true, value: expect.stringMatching(/^[0-9A-Y]{18}$/) })
})

test.each(readVectors('credit-code.invalid'))('$text is refused: $reason', ({ text, reason }) => {
  const problem = creditCodeProblems.find((each) => reason.startsWith(each))
  expect(readCreditCode(text)).toEqual({ ok: false, problem })
})

test('a wrong check character of the organisation code inside is told and not insisted upon', () => {
  expect(readCreditCode('91450100MA5K8X2T8R')).toMatchObject({ organisationChecks: true })
  expect(readCreditCode('91450100MA5K8X2T9W')).toMatchObject({ organisationChecks: false })
})
