import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import { aPerson, aRow, anEnterprise, check, receiptDay, said } from '../../test/support/unban-facts.ts'
import { hongda } from '../../test/support/read-mails.ts'
import { namedIn } from './entry-checks.ts'
import type { CodeFound, FormRow } from './types.ts'

const xiongId = '450100198703139320'
const sunId = '45010019710620955X'

function codesOf(
  row: FormRow,
  ...rest: [Parameters<typeof check>[1]?, Parameters<typeof check>[2]?]
): readonly CodeFound[] {
  const [checked] = check([row], ...rest)
  if (checked === undefined || checked.outcome.kind !== 'returned') throw new Error('not returned')
  return checked.outcome.codes
}
const saidOf = (row: FormRow, ...rest: [Parameters<typeof check>[1]?, Parameters<typeof check>[2]?]) =>
  check([row], ...rest).map(said).join() // prettier-ignore

test('a row in order passes, with its enterprise and its person', () => {
  expect(check([aRow()])).toMatchObject([{ id: xiongId, enterpriseId: 1, personId: 11, sameAs: null, outcome: { kind: 'pass' } }]) // prettier-ignore
})

test('what is to be looked up is named once, in its one form', () => {
  expect(namedIn([aRow(), aRow({ n: 2, idNumber: ' 450100 19870313 9320 ' }), aRow({ n: 3, company: '', idNumber: '1' })], receiptDay)).toEqual({ companyKeys: [hongda], idNumbers: [xiongId] }) // prettier-ignore
})

test('R06: no company', () => {
  expect(saidOf(aRow({ company: ' ' }))).toBe('R06')
})

test('R07: not a registered enterprise; an almost-right name is suggested back', () => {
  expect(codesOf(aRow({ company: '南宁宏达建筑机械租凭有限公司' }))).toEqual([{ code: 'R07', suggestion: hongda }])
  expect(codesOf(aRow({ company: '某某公司' }))).toEqual([{ code: 'R07' }])
})

test('a name with other brackets and spaces is the registered one', () => {
  const brackets = anEnterprise({ name: '柳州恒固建筑机械租赁（柳州）有限公司' })
  const row = aRow({ company: '柳州恒固建筑机械租赁 (柳州) 有限公司' })
  const person = aPerson()
  const paid = { ...person, socialSecurity: { month: '2026-11', kind: 'personal', payer: brackets.name, insurances: ['工伤', '养老', '失业'] } } as const // prettier-ignore
  expect(saidOf(row, { enterprises: [brackets], people: { [xiongId]: paid } })).toBe('pass')
})

test('R07: an enterprise where the rule is not in force; only its own people are told so', () => {
  const elsewhere = { enterprises: [anEnterprise({ ruleInForce: false })] }
  expect(codesOf(aRow(), elsewhere)).toEqual([{ code: 'R07', why: 'notInForce' }])
  expect(codesOf(aRow(), elsewhere, { standingFor: () => 'returnR16', knownSender: false })).toEqual([{ code: 'R07' }])
})

test('R08: the profile is incomplete, with what is missing, or not approved', () => {
  const incomplete = anEnterprise({ status: 'incomplete', missing: ['安全生产许可证', '授权委托书'] })
  expect(codesOf(aRow(), { enterprises: [incomplete] })).toEqual([
    { code: 'R08', why: 'incomplete', items: ['安全生产许可证', '授权委托书'] },
  ])
  expect(codesOf(aRow(), { enterprises: [anEnterprise({ status: 'pending' })] })).toEqual([
    { code: 'R08', why: 'pending', items: [] },
  ])
})

test('R09: the check digit, the date, the form, nothing at all, each with its cause', () => {
  const why = (idNumber: string) => codesOf(aRow({ idNumber })).map((code) => `${code.code} ${code.why}`).join() // prettier-ignore
  expect(why('450100198703139321')).toBe('R09 check')
  expect(why('450100198702309320')).toBe('R09 date')
  expect(why('45010019870313')).toBe('R09 form')
  expect(why('')).toBe('R09 empty')
  expect(why('4.5E+17')).toBe('R09 scientific')
})

test('R09: a cell that lost digits names Excel, whatever digits it shows', () => {
  expect(codesOf(aRow(), {}, { lossy: [1] })).toEqual([{ code: 'R09', why: 'scientific' }])
})

test('R10: not in the register', () => {
  expect(saidOf(aRow({ idNumber: sunId, name: '孙芳' }))).toBe('R10')
})

test('R11: 解禁 of a person of another enterprise, or of none', () => {
  expect(codesOf(aRow(), { people: { [xiongId]: aPerson({ enterpriseId: 2 }) } })).toEqual([{ code: 'R11' }])
  expect(saidOf(aRow(), { people: { [xiongId]: aPerson({ enterpriseId: null }) } })).toBe('R11')
})

test('R12: says that name and number differ, and nothing else', () => {
  expect(codesOf(aRow({ name: '熊续' }))).toEqual([{ code: 'R12' }])
})

test('R14: already active', () => {
  expect(saidOf(aRow(), { people: { [xiongId]: aPerson({ status: 'active' }) } })).toBe('R14')
})

test('R20: what the record lacks, item by item', () => {
  const bare = aPerson({
    hasPhoto: false,
    certificates: [],
    socialSecurity: null,
    contract: null,
    phone: '18000000000',
  })
  expect(codesOf(aRow(), { people: { [xiongId]: bare } })).toEqual([
    { code: 'R20', items: ['photo', 'certificate', 'socialSecurity', 'contract', 'phone'] },
  ])
  const noScan = aPerson({ certificates: [{ number: '1', validUntil: receiptDay, hasScan: false }] })
  expect(codesOf(aRow(), { people: { [xiongId]: noScan } })).toEqual([{ code: 'R20', items: ['scan'] }])
  const expired = aPerson({ certificates: [{ number: '1', validUntil: '2026-11-19' as Day, hasScan: true }] })
  expect(codesOf(aRow(), { people: { [xiongId]: expired } })).toEqual([{ code: 'R20', items: ['certificate'] }])
})

test('R16: the sender may not write for the enterprise', () => {
  expect(saidOf(aRow(), {}, { standingFor: () => 'returnR16' })).toBe('R16')
})

test('every failure of a row is said at once', () => {
  expect(saidOf(aRow({ company: '某某公司', idNumber: '1' }))).toBe('R07+R09')
  const row = aRow({ idNumber: sunId, name: '孙芳' })
  expect(saidOf(row, { enterprises: [anEnterprise({ status: 'pending' })] })).toBe('R08+R10')
  expect(saidOf(aRow(), { people: { [xiongId]: aPerson({ status: 'active', hasPhoto: false }) } })).toBe('R14+R20')
  expect(saidOf(aRow({ company: '', idNumber: '' }))).toBe('R06+R09')
})

test('R16 hides R08, R10, R11, R12, R14 and R20, and not R09', () => {
  const refused = { standingFor: () => 'returnR16' as const }
  const bad = { enterprises: [anEnterprise({ status: 'pending' })], people: { [xiongId]: aPerson({ status: 'active', hasPhoto: false, enterpriseId: 2 }) } } // prettier-ignore
  expect(saidOf(aRow({ name: '别人' }), bad, refused)).toBe('R16')
  expect(saidOf(aRow({ idNumber: sunId }), bad, refused)).toBe('R16')
  expect(saidOf(aRow({ idNumber: '1' }), bad, refused)).toBe('R09+R16')
})

test('R12 hides R11, R14 and R20; R11 hides R14 and R20', () => {
  const people = { [xiongId]: aPerson({ status: 'active', hasPhoto: false, enterpriseId: 2 }) }
  expect(saidOf(aRow({ name: '别人' }), { people })).toBe('R12')
  expect(saidOf(aRow(), { people })).toBe('R11')
})

test('with no registered enterprise, a sender known to some enterprise learns R10 and R12, a stranger nothing', () => {
  const unknown = aRow({ company: '某某公司', idNumber: sunId })
  expect(saidOf(unknown)).toBe('R07+R10')
  expect(saidOf(unknown, {}, { knownSender: false })).toBe('R07')
  expect(saidOf(aRow({ company: '某某公司', name: '别人' }))).toBe('R07+R12')
  const active = { [xiongId]: aPerson({ status: 'active', hasPhoto: false, enterpriseId: 2 }) }
  expect(saidOf(aRow({ company: '某某公司' }), { people: active })).toBe('R07')
})

test('a held sender waits, and learns nothing of the register meanwhile', () => {
  const held = { standingFor: () => 'hold' as const }
  expect(saidOf(aRow(), {}, held)).toBe('hold')
  expect(saidOf(aRow({ idNumber: sunId, name: '孙芳' }), {}, held)).toBe('hold')
  expect(saidOf(aRow(), { people: { [xiongId]: aPerson({ status: 'active' }) } }, held)).toBe('hold')
  expect(saidOf(aRow({ idNumber: '1' }), {}, held)).toBe('R09')
})

test('绑定 is checked for enterprise, ID digit, name and number only', () => {
  const bare = aPerson({ enterpriseId: 2, status: 'active', hasPhoto: false, contract: null, phone: '' })
  const row = aRow({ business: 'bind' })
  expect(saidOf(row, { people: { [xiongId]: bare } })).toBe('pass')
  expect(saidOf(row, { people: { [xiongId]: { ...bare, enterpriseId: null } } })).toBe('pass')
  expect(saidOf({ ...row, name: '别人' }, { people: { [xiongId]: bare } })).toBe('R12')
  expect(saidOf({ ...row, idNumber: '1' }, { people: { [xiongId]: bare } })).toBe('R09')
  expect(saidOf({ ...row, idNumber: sunId }, { people: { [xiongId]: bare } })).toBe('R10')
  expect(saidOf(row, { enterprises: [anEnterprise({ status: 'pending' })], people: { [xiongId]: bare } })).toBe('R08')
})

test("绑定 of a person of one's own enterprise is already done", () => {
  expect(saidOf(aRow({ business: 'bind' }))).toBe('alreadyDone')
})

test('R13: the same person twice with different names or companies, every row of theirs', () => {
  expect(check([aRow(), aRow({ n: 2, name: '熊续' })]).map(said)).toEqual(['R13', 'R12+R13'])
  expect(check([aRow(), aRow({ n: 2, company: '某某公司' })]).map(said)).toEqual(['R13', 'R07+R13'])
})

test('the same person for both businesses is two requests, and no contradiction', () => {
  const people = { [xiongId]: aPerson() }
  expect(check([aRow(), aRow({ n: 2, business: 'bind' })], { people }).map(said)).toEqual(['pass', 'alreadyDone'])
})

test('the same person twice with the same data: the first counts, the later row has its state', () => {
  const rows = [
    aRow({ n: 1 }),
    aRow({ n: 2, remark: '急' }),
    aRow({ n: 3, idNumber: '450100 198703139320', name: ' 熊 旭' }),
  ]
  expect(check(rows).map((row) => [row.n, row.sameAs, said(row)])).toEqual([
    [1, null, 'pass'],
    [2, 1, 'pass'],
    [3, 1, 'pass'],
  ])
})

test('a 15-digit number is turned into 18, then looked up, also as a repeat', () => {
  // The century, and the check digit of the 18.
  const old = '450100870313932'
  const [first, second] = check([aRow({ idNumber: old }), aRow({ n: 2 })])
  expect([first?.id, first?.personId, second?.sameAs]).toEqual([xiongId, 11, 1])
})

test('a company left empty contradicts nothing', () => {
  expect(check([aRow({ company: '' }), aRow({ n: 2 })]).map(said)).toEqual(['R06', 'pass'])
})

test('R02: a business type that says neither, with all that holds for both businesses', () => {
  const unclear = { unclearBusiness: [1] }
  expect(codesOf(aRow(), {}, unclear)).toEqual([{ code: 'R02', why: 'business' }])
  expect(saidOf(aRow({ name: '别人' }), {}, unclear)).toBe('R02+R12')
  expect(saidOf(aRow(), { people: { [xiongId]: aPerson({ status: 'active' }) } }, unclear)).toBe('R02')
})

test('the business licence stands in for the contract of the legal representative only', () => {
  const people = { [xiongId]: aPerson({ contract: { kind: 'licence', complete: true } }) }
  expect(saidOf(aRow(), { people }, { legalRepresentatives: new Set([11]) })).toBe('pass')
  expect(saidOf(aRow(), { people }, { legalRepresentatives: new Set<number>() })).toBe('R20')
})

test('no code carries what another enterprise or the register holds', () => {
  const people = { [xiongId]: aPerson({ enterpriseId: 2, name: '王登记' }) }
  const found = JSON.stringify(
    check([aRow(), aRow({ n: 2, business: 'bind' })], { people }).map(({ outcome }) => outcome),
  )
  expect(found).not.toContain('王登记')
})
