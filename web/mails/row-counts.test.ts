import { expect, test } from '@jest/globals'
import type { RowCount } from '../../db/read/mail-row-counts.ts'
import { cameOfRows } from './row-counts.ts'

const count = (people: number, outcome: RowCount['outcome'], rowState: RowCount['rowState'], codes: string[] = []): RowCount => ({ people, outcome, rowState, codes }) // prettier-ignore

test('a mixed mail says how many queued and how many came back, with every code once', () => {
  const mixed = [count(2, 'queued', 'live'), count(1, 'returned', null, ['R16', 'R09'])]
  expect(cameOfRows(mixed, 'zh')).toBe('2 人已排队 · 1 人退回（R09、R16）')
  expect(cameOfRows(mixed, 'en')).toBe('2 queued · 1 returned (R09, R16)')
})

test('what has happened since counts, and one word is one part', () => {
  const later = [count(1, 'queued', 'approved'), count(1, 'R15', 'live'), count(2, 'queued', 'live'), count(1, 'moved', 'moved')] // prettier-ignore
  expect(cameOfRows(later, 'zh')).toBe('1 人通过 · 3 人已排队 · 1 人已移至新邮件')
  expect(cameOfRows([], 'zh')).toBe('')
})
