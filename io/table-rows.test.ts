import { describe, expect, test } from '@jest/globals'
import { TableRows, tableLimits, type CellValue, type TableReading } from './table-rows.ts'

function read(rows: Iterable<readonly CellValue[]>): TableReading {
  const table = new TableRows()
  for (const row of rows) if (!table.add(row)) break
  return table.reading()
}
const people = (count: number): CellValue[][] => Array.from({ length: count }, (_, n) => [n + 1, '熊旭'])
const top: CellValue[][] = [['关于人员问题业务处理的表格'], ['联系人'], ['序号', '姓名*']]

test('values become texts as the sheet shows them', () => {
  const values = [13900001234, 40.5, 0.1 + 0.2, true, new Date('2026-11-20'), new Date('2026-11-20T08:05:00Z'), null, 'x\0y\nz', '末'] // prettier-ignore
  expect(read([values])).toEqual({
    cells: [['13900001234', '40.5', '0.3', 'TRUE', '2026-11-20', '2026-11-20 08:05:00', '', 'xy\nz', '末']],
    lossyCells: [],
    sheetRows: [1],
  })
})

test('an 18-digit number has lost digits, a number of 15 digits has not (nasty mail 52)', () => {
  expect(read([[Number('450100198703139320'), 450100870313932, '4.5E+17', '450100198703139320']])).toEqual({
    cells: [['4.501E+17', '450100870313932', '4.5E+17', '450100198703139320']],
    lossyCells: ['0:0', '0:2'],
    sheetRows: [1],
  })
})

describe('limits', () => {
  test('500 people are a form, 501 are too many (nasty mail 56)', () => {
    expect(read([...top, ...people(500)])).toHaveProperty('cells.length', 503)
    expect(read([...top, ...people(501)])).toEqual({ problem: 'tooManyRows' })
  })
  test('blank lines and lines that are only numbered are not counted', () => {
    expect(read([...top, ...people(500), ...Array.from({ length: 5_000 }, (_, n) => [n, null, ' '])])).toHaveProperty('cells.length', tableLimits.rows) // prettier-ignore
  })
  test('a sheet without headings is known to be too long as well', () => {
    expect(read(people(100_000))).toEqual({ problem: 'tooManyRows' })
  })
  test('cells and columns are cut', () => {
    const table = read([Array.from({ length: 50 }, () => '长'.repeat(5_000))])
    expect(table).toHaveProperty('cells.0.length', tableLimits.columns)
    expect(table).toHaveProperty('cells.0.0.length', tableLimits.cellLength)
  })
})
