import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import { aPerson, aRow, anEnterprise, receiptDay } from '../../test/support/unban-facts.ts'
import { claimChecks, mayApprove, type ClaimFacts } from './claim-checks.ts'

const facts = (changes: Partial<ClaimFacts> = {}): ClaimFacts => ({
  row: aRow(),
  person: aPerson(),
  enterprise: anEnterprise(),
  today: '2026-11-25' as Day,
  receivedOn: receiptDay,
  waitingElsewhere: 0,
  ...changes,
})
const failing = (changes: Partial<ClaimFacts>) => {
  const checks = claimChecks(facts(changes))
  return { keys: checks.filter(({ ok }) => !ok).map(({ key }) => key), may: mayApprove(checks) }
}

test('a person in order may pass', () => {
  expect(failing({})).toEqual({ keys: [], may: true })
})

test.each([
  ['name', { row: aRow({ name: '别人' }) }],
  ['company', { row: aRow({ company: '某某公司' }) }],
  ['enterprise', { enterprise: anEnterprise({ status: 'pending' }) }],
  ['owned', { person: aPerson({ enterpriseId: 2 }) }],
  ['notActive', { person: aPerson({ status: 'active' }) }],
  ['photo', { person: aPerson({ hasPhoto: false }) }],
  ['phone', { person: aPerson({ phone: '18000000000' }) }],
] as const)('passing is refused while the check of %s fails', (key, changes) => {
  expect(failing(changes)).toEqual({ keys: [key], may: false })
})

test('a person deleted meanwhile cannot pass', () => {
  expect(failing({ person: null })).toMatchObject({ may: false })
})

test('social security is judged on the day of the mail, not of the review', () => {
  const lastMonth = { month: '2026-10', kind: 'personal', payer: anEnterprise().name, insurances: ['工伤', '养老', '失业'] } as const // prettier-ignore
  expect(failing({ person: aPerson({ socialSecurity: lastMonth }), today: '2026-11-30' as Day })).toMatchObject({
    may: true,
  })
})

test('绑定 waits for its own checks only', () => {
  const row = aRow({ business: 'bind' })
  const bare = aPerson({ enterpriseId: 2, status: 'active', hasPhoto: false, contract: null })
  expect(failing({ row, person: bare })).toEqual({ keys: [], may: true })
  expect(failing({ row, person: aPerson() })).toEqual({ keys: ['notYetOwned'], may: false })
})

test('another waiting request for the person is shown, and keeps nobody from passing', () => {
  expect(failing({ waitingElsewhere: 1 })).toEqual({ keys: ['onlyHere'], may: true })
})

test('a resend that waits behind the review is said as such, and keeps nobody from passing', () => {
  const said = (changes: Partial<ClaimFacts>) => claimChecks(facts(changes)).find(({ key }) => key === 'onlyHere')?.words.zh // prettier-ignore
  expect(failing({ sentAgain: true })).toEqual({ keys: ['onlyHere'], may: true })
  expect(said({ sentAgain: true })).toBe('此人有重发的申请，排在本次审核之后')
  expect(said({ sentAgain: true, waitingElsewhere: 1 })).toBe('此人另有待审申请，请留意')
})
