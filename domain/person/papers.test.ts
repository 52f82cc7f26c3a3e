import { expect, test } from '@jest/globals'
import { insuranceWords } from './papers.ts'

test.each([
  ['工伤', 'work injury'],
  ['养老保险', 'pension'],
  [' 失业 ', 'unemployment'],
  ['大额医疗互助', '大额医疗互助'],
])('%s: written as it stands in Chinese, in English by the list', (named, en) => {
  expect(insuranceWords(named)).toEqual({ zh: named, en })
})
