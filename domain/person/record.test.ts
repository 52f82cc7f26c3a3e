import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import type { PersonFact, SocialSecurity } from '../unban/types.ts'
import { missingItems, recordChecks } from './record.ts'

const enterprise = '柳州恒固建筑机械租赁（柳州）有限公司'
const day = (text: string) => text as Day
const receivedOn = day('2026-11-20')
const proof: SocialSecurity = {
  month: '2026-11',
  kind: 'personal',
  payer: enterprise,
  insurances: ['工伤', '养老', '失业'],
}
const whole: PersonFact = {
  id: 1,
  name: '张三',
  enterpriseId: 3,
  status: 'disabled',
  phone: '19900005290',
  hasPhoto: true,
  certificates: [{ number: '桂A062023415820', validUntil: day('2027-11-20'), hasScan: true }],
  socialSecurity: proof,
  contract: { kind: 'contract', complete: true },
}
const missing = (change: Partial<PersonFact>, on = receivedOn) => missingItems({ ...whole, ...change }, on, enterprise)
const security = (change: Partial<SocialSecurity>, on = receivedOn) =>
  missing({ socialSecurity: { ...proof, ...change } }, on)

test('a whole record misses nothing', () => {
  expect(missing({})).toEqual([])
})

test('all that is missing is named at once, in one order', () => {
  const nothing = { hasPhoto: false, certificates: [], socialSecurity: null, contract: null, phone: '' }
  expect(missing(nothing)).toEqual(['photo', 'certificate', 'socialSecurity', 'contract', 'phone'])
})

test('a certificate holds through its last day, judged on the day of receipt', () => {
  const until = (last: string) => missing({ certificates: [{ number: 'a', validUntil: day(last), hasScan: true }] })
  expect(until('2026-11-20')).toEqual([])
  expect(until('2026-11-19')).toEqual(['certificate'])
})

test('every certificate counts: one expired, one without its scan', () => {
  const certificates = [
    { number: 'a', validUntil: day('2026-01-01'), hasScan: true },
    { number: 'b', validUntil: day('2028-01-01'), hasScan: false },
  ]
  expect(missing({ certificates })).toEqual(['certificate', 'scan'])
})

test('up to and including the 25th last month’s proof is good, from the 26th only this month’s', () => {
  expect(security({ month: '2026-10' }, day('2026-11-25'))).toEqual([])
  expect(security({ month: '2026-10' }, day('2026-11-26'))).toEqual(['socialSecurity'])
  expect(security({ month: '2026-11' }, day('2026-11-26'))).toEqual([])
  expect(security({ month: '2026-11' }, day('2026-11-01'))).toEqual([])
  expect(security({ month: '2026-09' }, day('2026-11-01'))).toEqual(['socialSecurity'])
  expect(security({ month: '2026-12' }, day('2026-11-20'))).toEqual(['socialSecurity'])
})

test('in January last month’s is December’s', () => {
  expect(security({ month: '2025-12' }, day('2026-01-25'))).toEqual([])
  expect(security({ month: '2025-12' }, day('2026-01-26'))).toEqual(['socialSecurity'])
})

test('the proof names three insurances', () => {
  expect(security({ insurances: ['养老', '失业'] })).toEqual(['socialSecurity'])
  expect(security({ insurances: ['养老保险', '失业保险', '工伤保险', '医疗保险'] })).toEqual([])
})

test('the payer is the owning enterprise, however its brackets are written', () => {
  expect(security({ payer: '柳州恒固建筑机械租赁(柳州)有限公司 ' })).toEqual([])
  expect(security({ payer: '别家劳务有限公司' })).toEqual(['socialSecurity'])
  expect(security({ payer: '' })).toEqual(['socialSecurity'])
})

test('a unit’s proof needs the proof of full payment', () => {
  expect(security({ kind: 'unit' })).toEqual(['socialSecurity'])
  expect(security({ kind: 'unit', fullPaymentProof: false })).toEqual(['socialSecurity'])
  expect(security({ kind: 'unit', fullPaymentProof: true })).toEqual([])
})

test('the contract is whole; licence and appointment stand in only for those they are for', () => {
  const contract = (kind: 'contract' | 'licence' | 'appointment', position = {}) =>
    missingItems({ ...whole, contract: { kind, complete: true } }, receivedOn, enterprise, position)
  expect(missing({ contract: { kind: 'contract', complete: false } })).toEqual(['contract'])
  expect(contract('licence')).toEqual([])
  expect(contract('licence', { isLegalRepresentative: true })).toEqual([])
  expect(contract('licence', { isLegalRepresentative: false })).toEqual(['contract'])
  expect(contract('appointment', { isTechnicalDirector: true })).toEqual([])
  expect(contract('appointment', { isTechnicalDirector: false })).toEqual(['contract'])
})

test('the placeholder phone must have been replaced', () => {
  expect(missing({ phone: '18000000000' })).toEqual(['phone'])
  expect(missing({ phone: ' ' })).toEqual(['phone'])
  expect(missing({ phone: '0771-5551234' })).toEqual([])
})

test('the reviewer sees the same findings, one by one, and the post beside them', () => {
  const trade = '建筑起重机械司机（施工升降机）'
  const certificates = [{ number: 'a', validUntil: day('2026-11-19'), hasScan: true, kind: '司机证', trade }]
  const person = { ...whole, certificates, postType: '安拆人员', post: trade, trade }
  const wrong = recordChecks(person, receivedOn, enterprise).filter((check) => !check.ok)
  expect(wrong.map(({ key, item }) => [key, item])).toEqual([
    ['certificateExpiry', 'certificate'],
    ['post', null],
  ])
  expect(wrong[0]?.words.zh).toBe('收到邮件当天有证书已过期')
})
