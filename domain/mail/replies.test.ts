import { expect, test } from '@jest/globals'
import { readReply } from './replies.ts'

test.each([
  ['撤回', 'all'],
  ['\r\n  撤回。\r\n谢谢', 'all'],
  ['撤回 1、3', [1, 3]],
  ['撤回 2,3', [2, 3]],
  ['撤回：2、3', [2, 3]],
  ['撤回第2行', [2]],
  ['撤回第2-4行。', [2, 3, 4]],
  ['撤回第 4 行至第 2 行', [2, 3, 4]],
  ['撤回２，３', [2, 3]],
  ['撤回第1、2、2行', [1, 2]],
] as const)('%j withdraws %j', (text, rows) => {
  expect(readReply({ text })).toEqual({ word: '撤回', rows })
})

test.each(['进度', '查询进度？', '\n进度。\n> 原文'])('%j asks for the places', (text) => {
  expect(readReply({ text })).toEqual({ word: '进度' })
})

test.each([
  '', '谢谢\n撤回', '请不要撤回', '撤回不了怎么办', '进度怎么样了', '关于进度的说明', '撤回第行', '撤回 1-99999',
])('%j says neither', (text) => {
  expect(readReply({ text })).toBeNull()
}) // prettier-ignore
