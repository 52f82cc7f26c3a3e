import { expect, test } from '@jest/globals'
import { readBusiness } from './read-business.ts'

const unban = { business: 'unban', askedBoth: false }
const bind = { business: 'bind', askedBoth: false }
const bindThenUnban = { business: 'bind', askedBoth: true }

test('an empty business type means 解禁', () => {
  expect(readBusiness('')).toEqual(unban)
  expect(readBusiness('　 ')).toEqual(unban)
})

test('绑定 and 解禁 are read with kindred words and stray spaces', () => {
  expect(readBusiness('解 禁')).toEqual(unban)
  expect(readBusiness('人员激活')).toEqual(unban)
  expect(readBusiness('绑定')).toEqual(bind)
  expect(readBusiness('转入本公司')).toEqual(bind)
  expect(readBusiness('解禁（已绑定）')).toEqual(unban)
  expect(readBusiness('未激活，解禁')).toEqual(unban)
})

test('绑定并解禁 is 绑定, and both were asked for', () => {
  expect(readBusiness('绑定并解禁')).toEqual(bindThenUnban)
  expect(readBusiness('绑定+解禁')).toEqual(bindThenUnban)
})

test('a word that undoes, or says neither, is not guessed at', () => {
  expect(readBusiness('解绑')).toBeNull()
  expect(readBusiness('解除绑定')).toBeNull()
  expect(readBusiness('注销')).toBeNull()
  expect(readBusiness('不解禁')).toBeNull()
  expect(readBusiness('其他')).toBeNull()
})
