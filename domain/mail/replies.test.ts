import { expect, test } from '@jest/globals'
import { replyWord } from './replies.ts'

test.each([
  ['撤回', '撤回'],
  ['\r\n  撤回。\r\n谢谢', '撤回'],
  ['撤回 1、3', '撤回'],
  ['撤回第2-4行', '撤回'],
  ['进度', '进度'],
  ['查询进度？', '进度'],
] as const)('%j says %s', (text, word) => {
  expect(replyWord({ text })).toBe(word)
})

test.each(['', '谢谢\n撤回', '请不要撤回', '撤回不了怎么办', '进度怎么样了', '关于进度的说明'])(
  '%j says neither',
  (text) => {
    expect(replyWord({ text })).toBeNull()
  },
)
