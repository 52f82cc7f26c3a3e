import { expect, test } from '@jest/globals'
import { namingThePerson, numberPath, repeats } from './import-repeats.ts'

test('a repetition is told by the row on the page, by the person in a file of its own', () => {
  const found = repeats('idNumber', 7)
  expect(found.message.zh).toBe('身份证号与第7行重复；同一人的其他证书请在导入后到人员页面补充。')
  expect(namingThePerson(found, (n) => (n === 7 ? '张三' : '')).zh).toContain('身份证号与“张三”重复')
  expect(namingThePerson(repeats(numberPath, 7), () => '').zh).toBe('证书编号与另一未填姓名的人员重复，请核对。')
})

test('every other finding stays as it is', () => {
  const message = { zh: '请填写姓名。', en: 'Please give the name.' }
  expect(namingThePerson({ path: 'name', message }, () => '张三')).toBe(message)
})
