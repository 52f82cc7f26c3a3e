import { expect, test } from '@jest/globals'
import { holdsNumberOfPerson, searchKey } from './key.ts'
import { searchTerms } from './terms.ts'

test('width, capitals, spaces and punctuation make no difference', () => {
  expect(searchKey('　ＧＸ－2026—000123 （宏达）')).toBe('gx2026000123宏达')
  expect(searchKey('买买提·艾力')).toBe('买买提艾力')
  expect(searchKey('LÜ')).toBe('lv')
})

test('numbers of people are told from case numbers, credit codes and last fours', () => {
  for (const number of [
    '450100199001011234',
    '4501 0019 9001 0112 3X',
    '450100900101123',
    '139-0000-1234',
    '+86 13900001234',
    '４５０１００１９９００１０１１２３４',
    '贾鑫超13900001234',
  ]) {
    // prettier-ignore
    expect([number, holdsNumberOfPerson(number)]).toEqual([number, true])
  }
  for (const other of ['GX-2026-000123', '91450100641RPQXTX4', '91450100641', '087X', '20261120', '桂A062023415820']) {
    expect([other, holdsNumberOfPerson(other)]).toEqual([other, false])
  }
})

test('Chinese by pairs, letters and digits by threes, two letters as initials', () => {
  expect(searchTerms('宏达机械')).toEqual({ all: ['宏达', '达机', '机械'], lastFour: null })
  expect(searchTerms('jxc')).toEqual({ all: ['jxc'], lastFour: null })
  expect(searchTerms('jx')).toEqual({ all: ['~jx'], lastFour: null })
  expect(searchTerms('087x')).toEqual({ all: ['087', '87x'], lastFour: '#087x' })
  expect(searchTerms('a证')).toEqual({ all: ['a证'], lastFour: null })
  expect([searchTerms('贾'), searchTerms('')]).toEqual([null, null])
})
