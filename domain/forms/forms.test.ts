import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import { accountForm } from './account-form.ts'
import { authorityForm } from './authority-form.ts'
import { check } from './check.ts'
import type { FormShape } from './define-form.ts'
import { enterpriseForm } from './enterprise-form.ts'
import type { Fields } from './fields.ts'
import { changePersonForm, newPersonForm } from './person-entry-form.ts'
import { personForm } from './person-form.ts'
import { revealForm } from './reveal-form.ts'
import { signInForm } from './sign-in-form.ts'
import { tokenForm } from './token-form.ts'

const today = '2026-11-21' as Day
const all: readonly FormShape[] = [signInForm, tokenForm, revealForm, authorityForm, enterpriseForm, accountForm, personForm, newPersonForm, changePersonForm] // prettier-ignore

test('every form, field and column is named in both languages, and no two forms share a name', () => {
  const named = (fields: Fields): boolean =>
    Object.values(fields).every(
      (field) => field.label.zh !== '' && field.label.en !== '' && (field.kind !== 'rows' || named(field.columns)),
    )
  expect(all.filter((form) => !named(form.fields) || form.title.en === '')).toEqual([])
  expect(new Set(all.map((form) => form.name)).size).toBe(all.length)
})

test('signing in takes any password, choosing one does not', () => {
  expect(check(signInForm, { login: 'staff1', password: 'short' })).toEqual({
    ok: true,
    values: { login: 'staff1', password: 'short' },
  })
  expect(check(signInForm, { login: 'staff1', password: 'x'.repeat(300) }).ok).toBe(false)
})

test('a token has a name and lasts a year at most', () => {
  expect(check(tokenForm, { name: '报表', days: '90' })).toEqual({ ok: true, values: { name: '报表', days: 90 } })
  expect(check(tokenForm, { name: '报表', days: '366' })).toMatchObject({ errors: [{ path: 'days' }] })
  expect(check(tokenForm, { name: '报表', days: '1.5' })).toMatchObject({ errors: [{ path: 'days' }] })
})

test('an account’s roles ask for where they are held', () => {
  const account = {
    login: 'staff9',
    password: 'demo-staff9-2026',
    name: '钟敏',
    phone: '19900005290',
    email: 'staff9@accounts.test',
  }
  expect(check(accountForm, { ...account, roles: ['staff'], authorityId: 'gx-association' }).ok).toBe(true)
  expect(check(accountForm, { ...account, roles: ['staff'] })).toMatchObject({ errors: [{ path: 'authorityId' }] })
  expect(check(accountForm, { ...account, roles: ['enterprise'] })).toMatchObject({ errors: [{ path: 'enterprise' }] })
  expect(check(accountForm, { ...account, login: 'Staff 9', roles: ['systemAdmin'] })).toMatchObject({
    errors: [{ path: 'login' }],
  })
})

test('a person’s certificates end after they begin, and none is entered twice', () => {
  const certificate = {
    number: '桂A062023415820',
    kind: '司机证',
    trade: '司机',
    issuer: '南宁市',
    issuedOn: '2024-01-01',
    validUntil: '2027-01-01',
  }
  const person = { idNumber: '450100199003079317', name: '张三', postType: '操作人员', post: '司机', trade: '司机' }
  expect(check(personForm, { ...person, certificates: [certificate] }, today).ok).toBe(true)
  expect(check(personForm, { ...person, certificates: [certificate, certificate] }, today)).toMatchObject({
    errors: [{ path: 'certificates' }],
  })
  expect(check(personForm, { ...person, certificates: [{ ...certificate, validUntil: '2023-01-01' }] }, today).ok).toBe(
    false,
  )
})
