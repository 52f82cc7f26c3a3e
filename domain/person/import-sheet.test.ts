import { expect, test } from '@jest/globals'
import { importColumns, importRowsMax, readImportTable, shownCell } from './import-sheet.ts'

const headings = ['姓名*', '身份证号 *', '性别', '证书种类', '备注']

test('headings are found by their words, columns in any order, others passed over', () => {
  const read = readImportTable([
    ['从业人员导入表'],
    ['说明'],
    headings,
    ['张三', '110101199003070353', '男', 'A证（企业主要负责人）', 'x'],
  ])
  expect(read).toEqual({
    ok: true,
    rows: [
      { n: 4, cells: { name: '张三', idNumber: '110101199003070353', sex: 'male', 'certificates[0].kind': 'A证' } },
    ],
  })
})

test('a choice that is none stays as written, for the check to name it', () => {
  const read = readImportTable([headings, ['张三', '1', '不详', '驾照']])
  expect(read).toMatchObject({ rows: [{ cells: { sex: '不详', 'certificates[0].kind': '驾照' } }] })
})

test('rows have the numbers of the sheet: blank rows are passed over and keep theirs; nobody, too many and no headings are told', () => {
  expect(readImportTable([headings, ['', ''], ['李四', '2']])).toMatchObject({ rows: [{ n: 3 }] })
  expect(readImportTable([headings, ['张三', '1'], ['李四', '2']], [3, 4, 7])).toMatchObject({ rows: [{ n: 4 }, { n: 7 }] }) // prettier-ignore
  expect(readImportTable([headings])).toEqual({ ok: false, problem: 'noRows' })
  expect(readImportTable([['姓名', '电话']])).toEqual({ ok: false, problem: 'noHeadings' })
  const many = Array.from({ length: importRowsMax + 1 }, () => ['张三', '1'])
  expect(readImportTable([headings, ...many])).toEqual({ ok: false, problem: 'tooManyRows' })
})

test('every column has its own heading, and a choice is shown by its word', () => {
  expect(new Set(importColumns.map(({ heading }) => heading)).size).toBe(importColumns.length)
  const sex = importColumns.find(({ path }) => path === 'sex')
  expect(sex && [shownCell(sex, 'male'), shownCell(sex, '不详')]).toEqual(['男', '不详'])
})
