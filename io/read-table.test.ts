import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { writeXlsx } from 'hucre/xlsx'
import { gbk } from '../test/support/gb18030.ts'
import * as hostile from '../test/support/hostile-files.ts'
import { makeLockedXls, makeLockedXlsx, makeXls } from '../test/support/workbooks.ts'
import { isTableKind, readTable } from './read-table.ts'
import { readWorkbook } from './read-workbook.ts'

const rows = [['姓名', '身份证号', '所属公司'], ['熊旭', '450100198703139320', '南宁宏达建筑机械租赁有限公司']] // prettier-ignore
const table = { cells: rows, lossyCells: [], sheetRows: [1, 2] }
const mebibyte = 1024 * 1024

describe('every form in which the same rows may come', () => {
  test.each([
    ['xlsx', hostile.makeXlsx(hostile.sheetXml(rows))],
    ['xls', makeXls(rows)],
    ['xls', makeXls(rows, 'xlml')],
    ['csv', gbk(rows.map((row) => row.join(',')).join('\r\n'))],
    ['csv', Buffer.from('\ufeff' + rows.map((row) => row.join('\t')).join('\n'), 'utf16le')],
    ['csv', Buffer.from('姓名,身份证号,所属公司\r\n熊旭,="450100198703139320","南宁宏达建筑机械租赁有限公司"')],
    ['html', gbk(`<html><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`)], // prettier-ignore
  ] as const)('%s', async (kind, bytes) => {
    expect(await readTable(bytes, kind)).toEqual(table)
  })
  test('an .xlsx too large to be unpacked as a whole', async () => {
    // A part that the form does not need, so much that all are unpacked piece by piece.
    const more = { name: 'docProps/app.xml', bytes: randomBytes(mebibyte) }
    expect(await readTable(hostile.makeXlsx(hostile.sheetXml(rows), [more]), 'xlsx')).toEqual(table)
  })
  test('the strict form of .xlsx', async () => {
    const strict = hostile
      .sheetXml(rows)
      .replace(
        'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        'http://purl.oclc.org/ooxml/spreadsheetml/main',
      )
    expect(await readTable(hostile.makeXlsx(strict), 'xlsx')).toEqual(table)
  })
})

describe('values', () => {
  test('formulas give the value stored with them, and are never worked out', async () => {
    const cells = new Map([
      ['0,0', { value: '熊旭', formula: 'HYPERLINK("http://x.test","y")', formulaResult: '熊旭' }],
    ])
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '表', rows: [[null, 'x']], cells }] }))
    expect(await readTable(bytes, 'xlsx')).toEqual({ cells: [['熊旭', 'x']], lossyCells: [], sheetRows: [1] })
  })
  test('dates as text, ID numbers kept as numbers are named (nasty mail 52)', async () => {
    const values = [Number('450100198703139320'), new Date('2026-11-20')]
    const xlsx = Buffer.from(await writeXlsx({ sheets: [{ name: '表', rows: [values] }] }))
    const read = { cells: [['4.501E+17', '2026-11-20']], lossyCells: ['0:0'], sheetRows: [1] }
    expect(await readTable(xlsx, 'xlsx')).toEqual(read)
    expect(await readTable(makeXls([[Number('450100198703139320')]]), 'xls')).toEqual({ cells: [['4.501E+17']], lossyCells: ['0:0'], sheetRows: [1] }) // prettier-ignore
  })
  test('rows have the numbers that Excel shows: blank ones are passed over and counted', async () => {
    const sheet = [['姓名'], [], ['熊旭'], ['', ''], [], ['开明']]
    const xlsx = Buffer.from(await writeXlsx({ sheets: [{ name: '表', rows: sheet }] }))
    const files = [[xlsx, 'xlsx'], [makeXls(sheet), 'xls'], [Buffer.from('姓名,x\n\n熊旭\n,\n\n开明'), 'csv']] as const // prettier-ignore
    for (const [bytes, kind] of files) expect([kind, await readTable(bytes, kind)]).toMatchObject([kind, { sheetRows: [1, 3, 6] }]) // prettier-ignore
    // A sheet may leave blank rows out altogether.
    const sparse = hostile.sheetXml([['姓名'], ['熊旭']]).replace('</row><row>', '</row><row r="5">')
    expect(await readTable(hostile.makeXlsx(sparse), 'xlsx')).toMatchObject({ sheetRows: [1, 5] })
  })
  test('only the first sheet', async () => {
    const sheets = [{ name: '一', rows: [['姓名']] }, { name: '二', rows: [['不读']] }] // prettier-ignore
    expect(await readTable(Buffer.from(await writeXlsx({ sheets })), 'xlsx')).toEqual({ cells: [['姓名']], lossyCells: [], sheetRows: [1] }) // prettier-ignore
  })
  test('quotes, separators and line breaks within a field; a quote that is never closed', async () => {
    expect(await readTable(Buffer.from('姓名,备注\n"熊""旭","一,\n二"\n"开,x\n"'), 'csv')).toEqual({
      cells: [['姓名', '备注'], ['熊"旭', '一,\n二'], ['开,x\n']], // prettier-ignore
      lossyCells: [],
      sheetRows: [1, 2, 3],
    })
  })
})

describe('what cannot be read is said', () => {
  test.each([
    ['tooManyRows', hostile.millionRows()],
    ['tooLarge', hostile.hugeCell(70 * mebibyte)],
    ['tooLarge', hostile.lyingWorkbook(8 * mebibyte)],
    ['damaged', hostile.makeXlsx(hostile.sheetXml(rows)).subarray(0, 900)],
    ['damaged', hostile.makeXlsx(hostile.sheetXml(rows), [{ name: 'xl/workbook.xml', bytes: Buffer.from('<x') }])],
  ])('%s', async (problem, bytes) => {
    expect(await readTable(bytes, 'xlsx')).toEqual({ problem })
  })
  test('shared texts beyond what a form can need', async () => {
    const bytes = hostile.makeXlsx(hostile.sheetXml(rows), [{ name: 'xl/sharedStrings.xml', bytes: Buffer.alloc(7 * mebibyte, 'a') }]) // prettier-ignore
    expect(await readTable(bytes, 'xlsx')).toEqual({ problem: 'tooLarge' })
  })
  test('.xls cut off, .csv of 501 people', async () => {
    expect(await readTable(makeXls(rows).subarray(0, 600), 'xls')).toEqual({ problem: 'damaged' })
    expect(await readTable(Buffer.from('姓名,号\n' + '熊旭,1\n'.repeat(501)), 'csv')).toEqual({
      problem: 'tooManyRows',
    })
  })
  test('entities are neither expanded nor fetched', async () => {
    const read = await readTable(hostile.entityBomb(), 'xlsx')
    expect(JSON.stringify(read).length).toBeLessThan(200)
    expect(JSON.stringify(read)).not.toContain('root:')
  })
})

test('an upload is told by its content (自查)', async () => {
  expect(await readWorkbook(makeXls(rows))).toEqual({ kind: 'xls', reading: table })
  expect(await readWorkbook(await makeLockedXlsx(rows))).toEqual({
    kind: 'encrypted',
    reading: { problem: 'password' },
  })
  expect(await readWorkbook(makeLockedXls(rows))).toEqual({ kind: 'encrypted', reading: { problem: 'password' } })
  expect(await readWorkbook(Buffer.from('%PDF-1.7'))).toEqual({ kind: 'pdf', reading: null })
  expect(isTableKind('pdf')).toBe(false)
})
