import { expect, test } from '@jest/globals'
import { papersNamed, profileFieldWords, type ProfileField } from './papers.ts'
import { missingOfProfile, statusAfterChange, type Profile } from './profile.ts'
import { sendBackProblem, sendBackSentences } from './send-back.ts'

const every = Object.keys(profileFieldWords) as ProfileField[]
const whole: Profile = { kind: 'installer', filled: every, papers: ['licence', 'safetyPermit', 'authorisation'], papersAsked: [] } // prettier-ignore
const said = (change: Partial<Profile>) => missingOfProfile({ ...whole, ...change }).map(({ zh }) => zh)

test('an installing enterprise needs licence, permit of work safety and authorisation; who rents out needs no permit', () => {
  expect(said({})).toEqual([])
  expect(said({ papers: ['licence'] })).toEqual(['安全生产许可证', '授权委托书'])
  expect(said({ kind: 'owner', papers: ['licence'] })).toEqual(['授权委托书'])
})

test('fields come first, and papers asked for beyond the usual ones are named in their own words', () => {
  expect(said({ filled: every.filter((field) => field !== 'phone' && field !== 'email'), papersAsked: ['资质证书'] })).toEqual([
    '联系电话', '登记邮箱', '资质证书',
  ]) // prettier-ignore
  expect(said({ papersAsked: ['资质证书'], papers: [...whole.papers, '资质证书'] })).toEqual([])
})

test('a list in words divides into the usual papers and the others', () => {
  expect(papersNamed(['安全生产许可证', '资质证书', '联系电话'])).toEqual({
    usual: ['safetyPermit'],
    asked: ['资质证书'],
  })
})

test('a change of name, code, legal representative or licence is looked at again; of the contact it is not', () => {
  for (const essential of ['name', 'creditCode', 'legalName', 'legalIdNumber', 'licence'] as const) {
    expect(statusAfterChange('approved', [essential, 'contact'], [])).toBe('pending')
  }
  expect(statusAfterChange('approved', ['contact', 'phone', 'address', 'email', 'authorisation'], [])).toBe('approved')
  expect(statusAfterChange('approved', ['licence'], [{ zh: '营业执照', en: '' }])).toBe('incomplete')
})

test('what waits goes on waiting while it is whole; nothing is submitted by a change alone', () => {
  expect(statusAfterChange('pending', ['contact'], [])).toBe('pending')
  expect(statusAfterChange('pending', ['authorisation'], [{ zh: '授权委托书', en: '' }])).toBe('incomplete')
  expect(statusAfterChange('incomplete', ['name'], [])).toBe('incomplete')
})

test('a profile is sent back with a reason that says something', () => {
  expect(sendBackProblem([], '')?.zh).toBe('请至少选择一项退回原因，或写明意见。')
  expect(sendBackProblem(['other'], '')?.zh).toBe('选择“其他”时，请在意见中写明原因。')
  expect(sendBackProblem(['nameDiffers'], '')).toBeNull()
  expect(sendBackSentences(['nameDiffers', 'other'], '请补盖公章。').map(({ zh }) => zh)).toEqual([
    '企业名称与营业执照不一致，请按营业执照填写。', '请补盖公章。',
  ]) // prettier-ignore
})
