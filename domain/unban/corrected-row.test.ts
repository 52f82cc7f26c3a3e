import { expect, test } from '@jest/globals'
import type { IdNumber } from '../codes/id-number.ts'
import { correctedRow } from './corrected-row.ts'
import type { CheckedRow } from './entry-checks.ts'

const row: CheckedRow = {
  n: 1,
  name: ' 买买提 • 艾 力 ',
  idNumber: '４５０１００ 19870313 932０',
  company: '南宁宏达(广西)公司',
  business: 'bind',
  askedBoth: true,
  remark: '新入职',
  id: '450100198703139320' as IdNumber,
  enterpriseId: 1,
  personId: 2,
  sameAs: null,
  outcome: { kind: 'pass' },
}

test('what can be put right is put right', () => {
  expect(correctedRow(row, '南宁宏达（广西）公司', false)).toEqual({
    name: '买买提·艾力',
    idNumber: '450100198703139320',
    company: '南宁宏达（广西）公司',
    business: '绑定',
    remark: '新入职',
  })
})

test('what cannot stays as it was typed', () => {
  expect(correctedRow({ ...row, name: 'John Smith', id: null, idNumber: '4.5E+17' }, null, true)).toMatchObject({
    name: 'John Smith',
    idNumber: '4.5E+17',
    company: '南宁宏达(广西)公司',
    business: '',
  })
})
