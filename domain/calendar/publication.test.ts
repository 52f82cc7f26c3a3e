import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import { readNoticeRows } from './notice-rows.ts'
import { movedDeadlines, planCorrection, planYear } from './publication.ts'
import type { Calendar } from './working-days.ts'

const file = readFileSync(new URL('../../db/data/holidays.csv', import.meta.url), 'utf8')
const of = (year: number) =>
  file
    .split('\n')
    .filter((line) => line.startsWith(`${year}-`))
    .join('\n')
const day = (text: string) => text as Day

/** What is known before the notice for 2026. */
const before: Calendar = {
  special: new Map(
    file
      .trim()
      .split('\n')
      .slice(1)
      .filter((line) => line < '2026')
      .map((line) => line.split(',').slice(0, 2) as [Day, 'rest' | 'work']),
  ),
  coveredThrough: day('2025-12-31'),
}
const errorsOf = (text: string, year = 2026) => {
  const read = readNoticeRows(text, year)
  return read.ok ? [] : read.errors.map(({ line, message }) => `${line ?? '-'} ${message.zh}`)
}

test('the rows of every published year are read as they are', () => {
  for (const year of [2023, 2024, 2025, 2026]) {
    const read = readNoticeRows(of(year), year)
    expect([year, read.ok && read.rows.length]).toEqual([year, of(year).split('\n').length])
  }
})

test('a heading, blank lines, tabs, 休 and 班, and other ways of writing a day are taken', () => {
  const text = of(2026)
    .replaceAll(',rest,', '\t休\t')
    .replaceAll(',work,', '\t班\t')
    .replace(/(休|班)\t([^,\n]*),/g, '$1\t$2\t')
    .replace('2026-01-01', '2026年1月1日')
  const read = readNoticeRows(`日期\t种类\t节日\t通知\r\n\r\n${text}`, 2026)
  expect(read.ok && read.rows[0]).toMatchObject({ day: '2026-01-01', kind: 'rest', holiday: '元旦' })
})

test('every error is said with its line, all at once', () => {
  const text = [
    of(2026),
    '2026-02-30,rest,春节,x',
    '2026-05-07,班,劳动节,x',
    '2025-05-01,rest,劳动节,x',
    '2026-06-01,free,儿童节,',
    'a,b',
    '2026-10-01,rest,国庆节,x',
  ].join('\n')
  const first = of(2026).split('\n').length + 1
  const line = of(2026)
    .split('\n')
    .findIndex((row) => row.startsWith('2026-10-01'))
  expect(errorsOf(text)).toEqual([
    `${first} “2026-02-30”不是日期，请写成 2027-01-01。`,
    `${first + 1} 2026-05-07 是周一至周五，本来就上班；调休上班日应为周六或周日。`,
    `${first + 2} 2025-05-01 不属于 2026 年的安排，请核对年份。`,
    `${first + 3} “free”不能识别，请写 rest（休）或 work（班）。`,
    `${first + 3} 请写明依据的通知（网址或文号）。`,
    `${first + 4} 应有 4 列（日期、休/班、节日、通知），这一行有 2 列。`,
    `${first + 5} 2026-10-01 已在第 ${line + 1} 行写过，请只留一行。`,
  ])
})

test('a year that lacks a holiday is not complete, and nothing is nothing', () => {
  expect(errorsOf(of(2026).split('\n').filter((row) => !row.includes('端午')).join('\n'))[0]).toContain('“端午”') // prettier-ignore
  expect(errorsOf('')).toEqual(['- 没有读到任何日期，请粘贴放假安排。'])
})

const rows = () => {
  const read = readNoticeRows(of(2026), 2026)
  if (!read.ok) throw new Error('The rows of 2026 are good.')
  return read.rows
}

test('only the year after the covered one can be published', () => {
  const said = (year: number) => {
    const planned = planYear(year, rows(), before)
    return planned.ok ? planned.publication.coveredThrough : planned.errors[0]?.zh
  }
  expect(said(2026)).toBe('2026-12-31')
  expect(said(2025)).toContain('2025 年已公布')
  expect(said(2027)).toContain('请先公布 2026 年')
})

test('requests that waited without a day get one, those within the cover keep theirs', () => {
  const planned = planYear(2026, rows(), before)
  if (!planned.ok) throw new Error('The year can be published.')
  const open = { requestId: 1, caseNo: 'GX-2025-000001', enterpriseId: 3 }
  const moved = movedDeadlines(
    [
      { ...open, receivedAt: '2025-12-22T02:00:00.000Z', dueOn: day('2025-12-29') },
      // Day 0 is 29 December: 30, 31, then 4 (made up), 5 and 6 January.
      { ...open, requestId: 2, receivedAt: '2025-12-29T02:00:00.000Z', dueOn: null },
    ],
    planned.publication.calendar,
  )
  expect(moved.map(({ requestId, dueTo }) => [requestId, dueTo])).toEqual([[2, '2026-01-06']])
})

test('one day corrected moves the deadlines that run over it, and says what it was', () => {
  const planned = planYear(2026, rows(), before)
  if (!planned.ok) throw new Error('The year can be published.')
  const correction = planCorrection(
    { day: day('2026-01-04'), kind: 'plain', holiday: '元旦', notice: '更正通知' },
    planned.publication.calendar,
  )
  if (!correction.ok) throw new Error('The day can be corrected.')
  expect(correction.publication.changes).toEqual([{ day: '2026-01-04', from: 'work', to: 'plain' }])
  const [moved] = movedDeadlines(
    [{ requestId: 2, caseNo: '', enterpriseId: 3, receivedAt: '2025-12-29T02:00:00.000Z', dueOn: day('2026-01-06') }],
    correction.publication.calendar,
  )
  expect(moved?.dueTo).toBe('2026-01-07')
})

test('a correction that changes nothing, or lies beyond the cover, is refused', () => {
  const said = (text: string, kind: 'rest' | 'plain') => {
    const planned = planCorrection({ day: day(text), kind, holiday: '', notice: '' }, before)
    return planned.ok ? 'ok' : planned.errors[0]?.zh
  }
  expect(said('2025-10-01', 'rest')).toContain('现在就是这样安排的')
  expect(said('2026-10-01', 'rest')).toContain('日历只覆盖到 2025-12-31')
})
