import { expect, test } from '@jest/globals'
import { applyForm } from './form-body.ts'
import { differingNames, readTyped, rowsOf, withRows } from './typed.ts'

test('a page’s flat names and a program’s lists of rows are one', () => {
  const flat = readTyped({ name: '张三', 'certificates[0].number': '桂A1', 'certificates[1].number': '桂A2' })
  const nested = readTyped({ name: '张三', certificates: [{ number: '桂A1' }, { number: '桂A2' }] })
  expect(nested).toEqual(flat)
  expect(rowsOf(flat, 'certificates')).toEqual([{ number: '桂A1' }, { number: '桂A2' }])
})

test('what is no text is passed over, and what is long is cut', () => {
  const typed = readTyped({ name: { a: 1 }, list: [1, 'x'], n: 7, long: 'x'.repeat(3000), __proto__: 'x' })
  expect(typed['name']).toBeUndefined()
  expect([typed['list'], typed['n'], typed['long']?.length]).toEqual([['x'], '7', 2000])
})

test('certificates taken away leave no gap; a blank one goes, unless another is asked for', () => {
  const sent = { 'certificates[0].number': 'a', 'certificates[1].number': 'b', 'certificates[2].number': '', gone: 'certificates[0]' } // prettier-ignore
  expect(rowsOf(applyForm(sent, []).typed, 'certificates')).toEqual([{ number: 'b' }])
  expect(rowsOf(applyForm({ ...sent, act: 'more' }, []).typed, 'certificates')).toEqual([{ number: 'b' }, { number: '' }, { number: '' }]) // prettier-ignore
})

test('one photo takes the place of another; papers come after each other; what is dropped goes', () => {
  const taken = (path: string, sha256: string) => ({ path, item: 'paper', sha256, size: 1, type: 'application/pdf' }) as const // prettier-ignore
  const { typed } = applyForm({ photo: 'a', 'contract[0].pages': ['p', 'q'], drop: 'contract[0].pages p' }, [
    taken('photo', 'b'),
    taken('contract[0].pages', 'r'),
  ])
  expect([typed['photo'], typed['contract[0].pages']]).toEqual([['b'], ['q', 'r']])
})

test('more files than a place takes are told there', () => {
  const pages = Array.from({ length: 21 }, (_, n) => String(n))
  const { typed, errors } = applyForm({ 'contract[0].pages': pages }, [])
  expect([typed['contract[0].pages']?.length, errors.map(({ path }) => path)]).toEqual([20, ['contract[0].pages']])
})

test('what differs between two forms is named; spaces and order do not count', () => {
  const one = withRows({ name: '张三', tags: ['a', 'b'] }, 'certificates', [{ number: 'x' }])
  expect(differingNames(one, { ...one, name: ' 张三 ', tags: ['b', 'a'] })).toEqual([])
  expect(differingNames(one, { ...one, name: '李四' })).toEqual(['name'])
})
