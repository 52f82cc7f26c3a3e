import { expect, test } from '@jest/globals'
import { problemOf } from './errors.ts'

const withCode = (code: string) => Object.assign(new Error('x'), { code })

test('a database that is away is said, as something that passes', () => {
  for (const error of [
    withCode('ECONNREFUSED'),
    withCode('57P01'),
    new Error('timeout exceeded when trying to connect'),
    new AggregateError([withCode('ECONNREFUSED')]),
  ]) {
    // prettier-ignore
    expect(problemOf(error).problem).toMatchObject({ status: 503, code: 'away' })
  }
})

test('too large, unreadable and unknown', () => {
  expect(problemOf(Object.assign(new Error('x'), { status: 413 })).problem.status).toBe(413)
  expect(problemOf(withCode('LIMIT_FILE_SIZE')).problem.status).toBe(413)
  expect(problemOf(Object.assign(new SyntaxError('x'), { status: 400 }))).toMatchObject({
    isFault: false,
    problem: { status: 400 },
  })
  expect(problemOf(new TypeError('x is not a function'))).toMatchObject({ isFault: true, problem: { status: 500 } })
})
