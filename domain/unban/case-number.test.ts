import { expect, test } from '@jest/globals'
import { casePrefix, findCaseNumber, writeCaseNumber } from './case-number.ts'

test('a case number names the province, the year and six digits', () => {
  expect(writeCaseNumber(casePrefix('450000'), 2026, 123)).toBe('GX-2026-000123')
  expect(writeCaseNumber(casePrefix('990000'), 2026, 1_000_000)).toBe('CN-2026-1000000')
})

test('a case number is found in a subject, whatever its dashes and letters', () => {
  expect(findCaseNumber('回复：[gx－2026－000123] 解禁申请')).toBe('GX-2026-000123')
  expect(findCaseNumber('电话 0771-2026-0001')).toBeNull()
})
