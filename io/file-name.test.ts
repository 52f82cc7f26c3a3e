import { expect, test } from '@jest/globals'
import { endingOf, isProgramName, isWorkbookName, maxNameLength, namelessFile, shownName } from './file-name.ts'

test.each([
  ['../../etc/名单.xlsx', '名单.xlsx'],
  ['C:\\Users\\a\\名单.xls', '名单.xls'],
  ['名单\0.xlsx', '名单.xlsx'],
  ['名单\r\nBcc: x.xlsx', '名单 Bcc: x.xlsx'],
  ['名单\u202excod.exe', '名单xcod.exe'],
  ['..', namelessFile],
  ['', namelessFile],
  [null, namelessFile],
])('%j is shown as %s', (given, shown) => {
  expect(shownName(given)).toBe(shown)
})
test('a long name keeps its ending', () => {
  const shown = shownName(`${'长'.repeat(300)}.xlsx`)
  expect(shown).toHaveLength(maxNameLength)
  expect(shown).toMatch(/…\.xlsx$/)
})
test('endings', () => {
  expect(endingOf('a.XLSX ')).toBe('xlsx')
  expect(endingOf('无')).toBe('')
  expect(['a.exe', 'a.pdf.JS', 'a.lnk', 'a.iso'].every(isProgramName)).toBe(true)
  expect(['a.xlsx', 'a.et', 'a.csv'].every(isWorkbookName)).toBe(true)
  expect(isProgramName('a.docx')).toBe(false)
})
