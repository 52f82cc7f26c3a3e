import { expect, test } from '@jest/globals'
import { countLine, countTests, type JestResult } from './counts.ts'

const fine: JestResult = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0, success: true } // prettier-ignore

test.each([
  ['all is well', fine, 0, { passed: 7, failed: 0, skipped: 0 }],
  ['a test failed', { ...fine, numFailedTests: 2, success: false }, 1, { passed: 7, failed: 2, skipped: 0 }],
  ['a file could not be run', { ...fine, numRuntimeErrorTestSuites: 1, success: false }, 1, { passed: 7, failed: 1, skipped: 0 }], // prettier-ignore
  ['tests were skipped', { ...fine, numPendingTests: 2, numTodoTests: 1 }, 0, { passed: 7, failed: 0, skipped: 3 }],
  ['jest failed without a failed test', fine, 1, { passed: 7, failed: 1, skipped: 0 }],
  ['jest was killed', fine, null, { passed: 7, failed: 1, skipped: 0 }],
  ['jest wrote nothing', null, 0, { passed: 0, failed: 1, skipped: 0 }],
] as const)('%s', (_name, result, code, counts) => {
  expect(countTests(result, code)).toEqual(counts)
})

test('the last line adds checks and tests, and names skipped ones only where there are some', () => {
  const checks = { passed: 4, failed: 1, skipped: 0 }
  expect(countLine([checks, { passed: 7, failed: 0, skipped: 0 }])).toEqual({ line: '11 passed, 1 failed', failed: 1 })
  expect(countLine([{ passed: 7, failed: 0, skipped: 3 }]).line).toBe('7 passed, 0 failed, 3 skipped')
})
