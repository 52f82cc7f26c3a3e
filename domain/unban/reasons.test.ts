import { expect, test } from '@jest/globals'
import { recordHowTo, returnReasons } from './reasons.ts'
import { rejectionCodes, saysWhy } from './rejections.ts'
import { recordItems, returnCodes, type CodeFound } from './types.ts'

const words = (found: CodeFound) =>
  returnReasons[found.code].sentence(found, { company: '宏达建机', business: 'unban' })

test.each(returnCodes)('%s says what is wrong and what to do, in both languages', (code) => {
  const { title, howTo } = returnReasons[code]
  const sentence = words({ code })
  for (const { zh, en } of [title, sentence, howTo]) {
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/^[^\p{Script=Han}]*$|宏达建机|解禁|绑定/u)
    expect(`${zh}${en}`).not.toMatch(/undefined|null|“”| {2}/)
  }
  expect(sentence.zh).toMatch(/[。？]$/u)
})

test('R07 suggests the registered name back', () => {
  expect(words({ code: 'R07', suggestion: '南宁宏达建筑机械租赁有限公司' }).zh).toBe(
    '所属公司“宏达建机”不是已登记的企业名称。您要填写的是否为“南宁宏达建筑机械租赁有限公司”？',
  )
})

test('R08 names what the profile lacks', () => {
  expect(words({ code: 'R08', items: ['安全生产许可证', '授权委托书'] }).zh).toBe(
    '企业信息未完善，缺少：安全生产许可证、授权委托书。',
  )
})

test('R09 names the Excel cause', () => {
  expect(words({ code: 'R09', why: 'scientific' }).zh).toContain('Excel')
})

test('R17 names the limits', () => {
  expect(words({ code: 'R17', why: 'rows' }).zh).toBe('表格超过 500 行。')
  expect(words({ code: 'R17', why: 'mail' }).zh).toBe('邮件超过 60 MB，未予读取。')
})

test('R20 names each item in words, with what it asks for', () => {
  const found: CodeFound = { code: 'R20', items: ['photo', 'phone'] }
  expect(words(found).zh).toBe('人员资料缺少或不符合要求：一寸彩色证件照；本人手机号码（不能是 18000000000）。')
  expect(recordHowTo(found)).toHaveLength(2)
  expect(words({ code: 'R20', items: recordItems }).zh.split('；')).toHaveLength(6)
})

test('a file name from outside cannot break the sentence', () => {
  const { zh } = words({ code: 'R03', why: 'password', items: [`表\r\nBcc: x@y.test\u202Excod.exe`] })
  expect(zh).toBe('附件“表 Bcc: x@y.testxcod.exe”设有密码，无法读取。')
})

test('the kept reasons are no more than there are keys', () => {
  expect(rejectionCodes.length).toBeLessThanOrEqual(9)
})

test('a rejection says why: a kept reason, or words where the reason has none', () => {
  expect(saysWhy(['photoUnclear'], '')).toBe(true)
  expect(saysWhy(['other'], ' ')).toBe(false)
  expect(saysWhy(['other'], '照片与本人不符')).toBe(true)
  expect(saysWhy(['unknown'], '')).toBe(false)
})
