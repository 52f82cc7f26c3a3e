import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { markDifferences } from './difference.ts'

const marked = (pieces: { text: string; differs: boolean }[]) =>
  pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('')

test('the characters in which two names differ are marked', () => {
  const { left, right } = markDifferences('南宁宏达机械租赁有限公司', '南宁宏达建筑机械租赁有限公司')
  expect(marked(left)).toBe('南宁宏达机械租赁有限公司')
  expect(marked(right)).toBe('南宁宏达[建筑]机械租赁有限公司')
})

test('equal texts have no mark, an empty one is all difference', () => {
  expect(markDifferences('白鹏', '白鹏').left).toEqual([{ text: '白鹏', differs: false }])
  expect(markDifferences('', '白鹏')).toEqual({ left: [], right: [{ text: '白鹏', differs: true }] })
})

test('nothing is lost, and what is not marked is the same on both sides', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (a, b) => {
      const { left, right } = markDifferences(a, b)
      const join = (pieces: typeof left) => pieces.map((piece) => piece.text).join('')
      const same = (pieces: typeof left) => pieces.filter((piece) => !piece.differs).map((piece) => piece.text).join('') // prettier-ignore
      return join(left) === a && join(right) === b && same(left) === same(right)
    }),
  )
})
