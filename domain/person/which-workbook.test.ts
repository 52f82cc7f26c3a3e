import { expect, test } from '@jest/globals'
import { formColumns, requestForm } from '../unban/blank-form.ts'
import { importColumns, importTitle } from './import-sheet.ts'
import { whichWorkbook } from './which-workbook.ts'

const form = [[requestForm.title], ['联系人', '', '联系电话', ''], formColumns.map(({ heading }) => heading)]
const importing = [[importTitle], ['一人一行'], importColumns.map(({ heading, required }) => heading + (required ? '*' : ''))] // prettier-ignore

test('the blank form of the unban and the blank workbook of the import are told apart', () => {
  expect(whichWorkbook(form)).toBe('requestForm')
  expect(whichWorkbook(importing)).toBe('personImport')
})

test('a heading of the other one beside its own leaves it what it is', () => {
  expect(whichWorkbook([['姓名', '身份证号码', '单位名称']])).toBe('requestForm')
  expect(whichWorkbook([['姓名', '身份证号', '手机号']])).toBeNull()
  expect(whichWorkbook([['姓名', '身份证号', '所属公司', '岗位类型', '证书编号']])).toBeNull()
})

test('a table without people is neither', () => {
  expect(whichWorkbook([])).toBeNull()
  expect(whichWorkbook([['设备', '型号'], ['塔吊', 'QTZ80']])).toBeNull()
}) // prettier-ignore
