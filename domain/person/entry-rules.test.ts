import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import type { IdNumber } from '../codes/id-number.ts'
import { entryErrors, type EnteredPerson } from './entry-rules.ts'

const idNumber = '110101199003070353' as IdNumber
const day = (text: string) => text as Day
const driver = '建筑起重机械司机（塔式起重机）'
const certificate = { number: '桂A1', kind: '司机证', trade: driver, issuedOn: day('2024-01-01'), validUntil: day('2028-01-01') } // prettier-ignore
const places = (person: EnteredPerson) => entryErrors(person, idNumber).map(({ path }) => path)

test('what is missing is no error', () => {
  expect(places({})).toEqual([])
})

test('sex and birth date are compared with the ID number', () => {
  expect(places({ sex: 'male', birthDate: day('1990-03-07') })).toEqual([])
  expect(places({ sex: 'female', birthDate: day('1990-03-08') })).toEqual(['sex', 'birthDate'])
})

test('the placeholder phone is not taken', () => {
  expect(places({ phone: '18000000000' })).toEqual(['phone'])
  expect(places({ phone: '19900001234' })).toEqual([])
})

test('a certificate ends after it began, and its number stands once', () => {
  expect(places({ certificates: [{ ...certificate, validUntil: day('2023-12-31') }] })).toEqual(['certificates[0].validUntil']) // prettier-ignore
  expect(places({ certificates: [certificate, { ...certificate, number: ' 桂Ａ1 ' }] })).toEqual(['certificates[1].number']) // prettier-ignore
})

test('post type, post and trade fit one of the certificates; while one is empty nothing is judged', () => {
  const held = { postType: '操作人员', post: driver, trade: driver, certificates: [certificate] }
  expect(places(held)).toEqual([])
  expect(places({ ...held, postType: '安拆人员' })).toEqual(['postType'])
  expect(places({ ...held, postType: '安拆人员', post: '' })).toEqual([])
  expect(places({ ...held, postType: '安拆人员', certificates: [] })).toEqual([])
  expect(entryErrors({ ...held, postType: '安拆人员' }, idNumber)[0]?.message.zh).toContain(
    '司机证对应的岗位类型为操作人员',
  )
})

test('a month is a month', () => {
  expect(places({ socialSecurity: [{ month: '2026-13' }] })).toEqual(['socialSecurity[0].month'])
  expect(places({ socialSecurity: [{ month: '2026-11' }] })).toEqual([])
})
