import { expect, test } from '@jest/globals'
import { maskName } from './mask.ts'

test('a masked name is its first character and one star', () => {
  expect(['张三丰', '欧阳涵东', ' 李四', '𠮷田', '买买提·艾力'].map(maskName)).toEqual([
    '张*',
    '欧*',
    '李*',
    '𠮷*',
    '买*',
  ])
})

test('no name stays no name', () => {
  expect(['', ' '].map(maskName)).toEqual(['', ''])
})
