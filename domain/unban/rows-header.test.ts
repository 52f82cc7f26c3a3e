import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readRowsHeader, writeRowsHeader, type HeaderRow } from './rows-header.ts'
import { recordItems, returnCodes, type CodeFound, type RowOutcome } from './types.ts'

const returned = (...codes: readonly CodeFound[]): RowOutcome => ({ kind: 'returned', codes })

test('one entry a row: the state, the code, R20 with its items', () => {
  const rows: HeaderRow[] = [
    { n: 1, outcome: { kind: 'queued' } },
    { n: 2, outcome: returned({ code: 'R09', why: 'check' }) },
    { n: 3, outcome: returned({ code: 'R20', items: ['photo', 'contract'] }) },
  ]
  expect(writeRowsHeader(rows)).toBe('1=queued; 2=R09; 3=R20(photo,contract)')
})

test('codes of one row are joined', () => {
  expect(writeRowsHeader([{ n: 2, outcome: returned({ code: 'R07', suggestion: '宏达' }, { code: 'R09' }) }])).toBe(
    '2=R07+R09',
  )
})

test('0 is the mail itself, and R15 is a state', () => {
  expect(writeRowsHeader([], [{ code: 'R01', why: 'nothing' }])).toBe('0=R01')
  expect(writeRowsHeader([{ n: 1, outcome: { kind: 'R15' } }], [{ code: 'R03', items: ['表.xlsx'] }])).toBe(
    '0=R03; 1=R15',
  )
})

test('R08 keeps its items to the letter: the header is ASCII', () => {
  expect(writeRowsHeader([{ n: 1, outcome: returned({ code: 'R08', items: ['安全生产许可证'] }) }])).toBe('1=R08')
})

test('entries stand in the order of the rows; folds and spaces are read over', () => {
  const rows: HeaderRow[] = [2, 1].map((n) => ({ n, outcome: { kind: 'moved' } }))
  expect(writeRowsHeader(rows)).toBe('1=moved; 2=moved')
  expect(readRowsHeader('1=moved;\r\n 2=moved')).toEqual({ mailCodes: [], rows: [...rows].reverse() })
})

test.each(['1', 'x=queued', '1=odd', '01=queued', '1=R21', '1=R09(photo)', '1=R20(hat)', '0=queued', '1=R07+'])(
  '%s is not of the form',
  (text) => {
    expect(readRowsHeader(text)).toBeNull()
  },
)

const code = fc.constantFrom(...returnCodes.filter((each) => each !== 'R15' && each !== 'R20')).map((each): CodeFound => ({ code: each })) // prettier-ignore
const incomplete = fc.subarray([...recordItems], { minLength: 1 }).map((items): CodeFound => ({ code: 'R20', items }))
const states = ['queued', 'onHold', 'moved', 'withdrawn', 'alreadyDone', 'approved', 'rejected', 'R15'] as const
const outcome: fc.Arbitrary<RowOutcome> = fc.oneof(
  fc.constantFrom(...states).map((kind) => ({ kind })),
  fc.array(fc.oneof(code, incomplete), { minLength: 1, maxLength: 4 }).map((codes) => returned(...codes)),
)

test('what is written is read back, and is ASCII', () => {
  const outcomes = fc.array(outcome, { maxLength: 30 })
  fc.assert(
    fc.property(outcomes, fc.array(code, { maxLength: 2 }), (list, mailCodes) => {
      const rows = list.map((each, index): HeaderRow => ({ n: index + 1, outcome: each }))
      const text = writeRowsHeader(rows, mailCodes)
      expect(text).toMatch(/^[\x20-\x7e]*$/)
      expect(readRowsHeader(text)).toEqual({ mailCodes, rows })
    }),
  )
})
