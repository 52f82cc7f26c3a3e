import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Day } from '../../domain/brand.ts'
import type { Vault } from '../../db/crypto.ts'
import type { Db, Tx } from '../../db/db.ts'
import { readCalendar } from '../../db/read/calendar.ts'
import { createAccount, hashPassword, verifyPassword } from '../../db/write/accounts.ts'
import { registerAuthority } from '../../db/write/register/authorities.ts'
import { registerEnterprise } from '../../db/write/register/enterprises.ts'
import { registerPerson } from '../../db/write/register/persons.ts'
import { loadTables } from '../../db/write/tables.ts'
import { testDb } from '../support/db.ts'

let t: Awaited<ReturnType<typeof testDb>>
let db: Db
let vault: Vault
beforeAll(async () => {
  t = await testDb()
  ;({ db, vault } = t)
})
afterAll(() => t.close())

const by = { actor: 'account:1', today: '2026-11-21' as Day }
const inTx = <T>(work: (tx: Tx) => Promise<T>) => db.transaction().execute(work)
const audits = async (key: string) =>
  db.selectFrom('audit_log').select(['chain', 'actor', 'action', 'object', 'detail']).where('key', '=', key).execute()

const authority = {
  id: 'gx-association',
  kind: 'association',
  name: '八桂建筑起重机械行业协会',
  regionCode: '450000',
  profile: 'guangxi',
  creditCode: '1145000057Y8J1307A',
  mailbox: 'Unban@association.test',
}
const enterprise = {
  creditCode: '91450100641RPQXTX4',
  name: '南宁宏达建筑机械租赁（南宁）有限公司',
  kind: 'owner',
  regionCode: '450100',
  legalName: '方春',
  legalIdNumber: '450100197205109351',
  contact: '邱斌晓',
  phone: '199 0000 3220',
  address: '南宁市演示路44号',
  emails: [{ address: 'Office@e00.test' }, { address: 'hr@e00.test' }],
  status: 'incomplete',
  missing: [{ item: '安全生产许可证' }],
}
const scan = { sha256: 'b'.repeat(64), name: 'scan.png', size: 2000, type: 'image/png' }
const person = {
  idNumber: '４５０１００１９８７０３１３９３２０',
  name: '买买提•艾力',
  phone: '18000000000',
  enterprise: '91450100641RPQXTX4',
  postType: '操作人员',
  post: '建筑起重司索信号工',
  trade: '建筑起重司索信号工',
  photo: [{ ...scan, sha256: 'a'.repeat(64) }],
  certificates: [
    {
      number: '桂A042022989391',
      kind: '信号工证',
      trade: '建筑起重司索信号工',
      issuer: '南宁市住房和城乡建设局',
      issuedOn: '2024-03-01',
      validUntil: '2027-02-28',
      scan: [scan],
    },
  ],
  socialSecurity: [
    { month: '2026-11', kind: 'personal', payer: enterprise.name, insurances: ['工伤', '养老', '失业'] },
  ],
  contract: [{ kind: 'contract', complete: true }],
}

test('an association is registered once, with its mailbox, in a chain of its own', async () => {
  const register = () => inTx((tx) => registerAuthority(tx, authority, { ...by, mailboxProfile: 'qq' }))
  expect(await register()).toEqual({ ok: true, kind: 'created', id: 'gx-association' })
  expect(await register()).toEqual({ ok: true, kind: 'exists', id: 'gx-association' })
  const mailboxes = await db.selectFrom('mailbox').select(['authority_id', 'address', 'profile']).execute()
  expect(mailboxes).toEqual([{ authority_id: 'gx-association', address: 'unban@association.test', profile: 'qq' }])
  expect(await audits('authority:gx-association/registered')).toMatchObject([
    { chain: 'gx-association', actor: 'account:1' },
  ])
})

test('an authority that is not right is refused with its fields', async () => {
  const wrong = await inTx((tx) =>
    registerAuthority(tx, { ...authority, id: 'GX', mailbox: '', creditCode: '1' }, { ...by, mailboxProfile: 'qq' }),
  )
  expect(wrong).toMatchObject({ ok: false, errors: [{ path: 'creditCode' }] })
})

test('an enterprise is registered once; its first address is the registered one', async () => {
  const first = await inTx((tx) => registerEnterprise(tx, vault, enterprise, by))
  const again = await inTx((tx) => registerEnterprise(tx, vault, { ...enterprise, contact: '别人' }, by))
  expect(first).toMatchObject({ ok: true, kind: 'created' })
  expect(again).toEqual({ ...first, kind: 'exists' })
  const row = await db.selectFrom('enterprise').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    name_key: '南宁宏达建筑机械租赁(南宁)有限公司',
    contact: '邱斌晓',
    phone_last4: '3220',
    legal_id_last4: '9351',
    legal_id_key: vault.lookup('idNumber', '450100197205109351'),
    status: 'incomplete',
    missing: ['安全生产许可证'],
  })
  expect(vault.open(row.phone_cipher)).toBe('19900003220')
  expect(vault.open(row.legal_id_cipher)).toBe('450100197205109351')
  const addresses = await db
    .selectFrom('enterprise_address')
    .select(['address', 'source'])
    .orderBy('confirmed_at')
    .execute()
  expect(addresses).toEqual([
    { address: 'office@e00.test', source: 'record' },
    { address: 'hr@e00.test', source: 'record' },
  ])
  expect(await audits(`enterprise:${row.id}/registered`)).toHaveLength(1)
})

test('two enterprises of one name are refused', async () => {
  const other = { ...enterprise, creditCode: '914501002374L74A3J', name: '南宁宏达建筑机械租赁(南宁)有限公司' }
  expect(await inTx((tx) => registerEnterprise(tx, vault, other, by))).toMatchObject({
    ok: false,
    errors: [{ path: 'name' }],
  })
})

test('a person enters 禁用 with certificates 暂扣, once, and no number stands in clear', async () => {
  const first = await inTx((tx) => registerPerson(tx, vault, person, by))
  expect(first).toMatchObject({ ok: true, kind: 'created' })
  expect(await inTx((tx) => registerPerson(tx, vault, { ...person, name: '别人' }, by))).toEqual({
    ...first,
    kind: 'exists',
  })
  const row = await db.selectFrom('person').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    id_last4: '9320',
    name: '买买提•艾力',
    name_key: '买买提·艾力',
    sex: 'female',
    birth_date: '1987-03-13',
    phone_placeholder: true,
    status: 'disabled',
    photo_sha: 'a'.repeat(64),
    social_security: { month: '2026-11', insurances: ['工伤', '养老', '失业'] },
    contract: { kind: 'contract', complete: true },
  })
  expect(vault.open(row.id_cipher)).toBe('450100198703139320')
  const certificates = await db
    .selectFrom('certificate')
    .select(['number', 'status', 'scan_sha', 'valid_until'])
    .execute()
  expect(certificates).toEqual([
    { number: '桂A042022989391', status: 'held', scan_sha: 'b'.repeat(64), valid_until: '2027-02-28' },
  ])
  expect(await db.selectFrom('stored_file').select(['size', 'type']).execute()).toHaveLength(2)
  const audit = await audits(`person:${row.id}/registered`)
  expect(audit).toHaveLength(1)
  const clear = JSON.stringify([row, audit])
  expect([clear.includes('450100198703139320'), clear.includes('18000000000')]).toEqual([false, false])
})

test('a certificate number is recorded once', async () => {
  const other = { ...person, idNumber: '450100198605119131' }
  const outcome = await inTx((tx) => registerPerson(tx, vault, other, by))
  expect(outcome).toMatchObject({ ok: false, errors: [{ path: 'certificates[0].number' }] })
})

test('a person of an unknown enterprise, or with a wrong number, is refused', async () => {
  const stranger = { ...person, idNumber: '450100198605119131', certificates: [], enterprise: '914501002374L74A3J' }
  expect(await inTx((tx) => registerPerson(tx, vault, stranger, by))).toMatchObject({
    ok: false,
    errors: [{ path: 'enterprise' }],
  })
  const wrong = { ...person, idNumber: '450100198605119132' }
  expect(await inTx((tx) => registerPerson(tx, vault, wrong, by))).toMatchObject({
    ok: false,
    errors: [{ path: 'idNumber' }],
  })
})

test('an account is created once, with its password hashed', async () => {
  const account = {
    login: 'e00',
    password: 'four words in a row',
    name: '钟敏',
    phone: '19900005290',
    email: 'e00@accounts.test',
    roles: ['enterprise'],
    enterprise: enterprise.creditCode,
  }
  const create = (change = {}) =>
    inTx((tx) => createAccount(tx, vault, { ...account, ...change }, { actor: 'account:1' }))
  const first = await create()
  expect(first).toMatchObject({ ok: true, kind: 'created' })
  expect(await create({ password: 'another one altogether' })).toEqual({ ...first, kind: 'exists' })
  const row = await db.selectFrom('account').selectAll().where('login', '=', 'e00').executeTakeFirstOrThrow()
  expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(row.password_hash, 'four words in a row')).toBe(true)
  expect(await verifyPassword(row.password_hash, 'four words in a Row')).toBe(false)
  expect(await db.selectFrom('account_enterprise').selectAll().execute()).toHaveLength(1)
  expect(await create({ login: 'e01', password: 'password1234' })).toMatchObject({ errors: [{ path: 'password' }] })
  expect(await create({ login: 'e01', enterprise: '914501002374L74A3J' })).toMatchObject({
    errors: [{ path: 'enterprise' }],
  })
  expect(await create({ login: 'e01', roles: ['staff'], authorityId: 'none' })).toMatchObject({
    errors: [{ path: 'authorityId' }],
  })
})

test('a password in full width is the same password', async () => {
  expect(await verifyPassword(await hashPassword('four words in a row'), 'ｆｏｕｒ words in a row')).toBe(true)
})

test('the tables of the field load as often as one likes, and give the calendar', async () => {
  const counts = async () => [
    await db.selectFrom('region').select(db.fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
    await db.selectFrom('holiday').select(db.fn.countAll<number>().as('n')).executeTakeFirstOrThrow(),
  ]
  await loadTables(db)
  const once = await counts()
  await db.updateTable('region').set({ name: '别处' }).where('code', '=', '450103').execute()
  await loadTables(db)
  expect(await counts()).toEqual(once)
  const region = await db.selectFrom('region').select('name').where('code', '=', '450103').executeTakeFirstOrThrow()
  expect(region.name).toBe('青秀区')
  const calendar = await readCalendar(db)
  expect(calendar.coveredThrough).toBe('2026-12-31')
  expect([calendar.special.get('2026-10-10' as Day), calendar.special.get('2026-10-01' as Day)]).toEqual([
    'work',
    'rest',
  ])
})
