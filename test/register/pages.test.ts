/** 人员库 as an enterprise sees it: the list, the three answers, and what programs get. */
import { expect, test } from '@jest/globals'
import { inventedId } from '../support/invented-id.ts'
import { entrant, somebody, type Entrant } from '../support/entrant.ts'
import type { Site } from '../support/site.ts'
import { signIn } from '../support/staff.ts'
import { withSite } from '../support/with-site.ts'

let site: Site
let e00: Entrant
withSite(
  (opened) => entrant(opened, 'e00'),
  (...opened) => ([site, e00] = opened),
)

interface List {
  readonly persons: readonly { id: number; name: string; toDo: string; missing: string[]; status: string; waiting: { place: number } | null }[] // prettier-ignore
  readonly counts: Readonly<Record<string, number>>
  readonly people: number
}

test('the list is sorted by what needs doing, and agrees with the entry checks', async () => {
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:02:11.000Z', rows: await site.goodRows('e00', 1) }) // prettier-ignore
  const list = (await e00.json('/persons')) as List
  const order = ['waitingIncomplete', 'incomplete', 'ready', 'expiring', 'waiting', 'underReview', 'done']
  const places = list.persons.map(({ toDo }) => order.indexOf(toDo))
  expect(places).toEqual([...places].sort((one, other) => one - other))
  expect(list.persons.filter(({ toDo }) => toDo === 'waiting').map(({ waiting }) => waiting?.place)).toEqual([1])
  expect(list.persons.filter(({ toDo }) => toDo === 'incomplete').every(({ missing }) => missing.length > 0)).toBe(true)

  // What the list says of each is what a mail would be answered.
  const disabled = list.persons.filter(({ toDo }) => toDo === 'incomplete' || toDo === 'ready')
  const rows = await Promise.all(
    disabled.map(async ({ id }) => {
      const person = await site.db.selectFrom('person').innerJoin('enterprise', 'enterprise.id', 'enterprise_id').select(['person.name', 'id_cipher', 'enterprise.name as company']).where('person.id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
      return { name: person.name, idNumber: site.database.vault.open(person.id_cipher), company: person.company, business: '解禁' as const } // prettier-ignore
    }),
  )
  const mail = await site.arrive({ from: 'office@e00.test', receivedAt: new Date().toISOString(), rows })
  const answers = await site.db.selectFrom('mail_row').select(['outcome', 'codes']).where('mail_id', '=', mail).orderBy('n').execute() // prettier-ignore
  expect(answers.map(({ outcome, codes }) => [outcome, codes.flatMap(({ items }) => items ?? [])])).toEqual(
    disabled.map(({ toDo, missing }) => [toDo === 'ready' ? 'queued' : 'returned', missing]),
  )
})

test('the list is filtered by what there is to do, by name and by status', async () => {
  const all = (await e00.json('/persons')) as List
  const some = (await e00.json('/persons?toDo=done')) as List
  expect(some.persons.length).toBe(all.counts['done'])
  const [first] = all.persons
  expect(((await e00.json(`/persons?q=${encodeURIComponent(first?.name ?? '')}`)) as List).persons.map(({ id }) => id)).toContain(first?.id) // prettier-ignore
  expect(new Set(((await e00.json('/persons?status=active')) as List).persons.map(({ status }) => status))).toEqual(new Set(['active'])) // prettier-ignore
})

test('an enterprise without people is told what to do first', async () => {
  await site.db.updateTable('person').set({ enterprise_id: null }).where('enterprise_id', '=', (await entrant(site, 'e01')).enterpriseId).execute() // prettier-ignore
  const e01 = await entrant(site, 'e01')
  expect((await e01.visitor.get('/persons')).text).toContain('还没有人员')
})

test('a look-up gives one of three answers by ID number, and never whose the person is', async () => {
  const lookUp = async (q: string) => {
    await e00.visitor.get('/persons/lookup')
    return e00.visitor.post('/persons/lookup', { q })
  }
  const own = await somebody(site, e00, 'own')
  const other = await somebody(site, e00, 'other')
  const nobody = await somebody(site, e00, 'nobody')
  expect((await lookUp(inventedId(900))).text).toContain('查无此人')
  expect((await lookUp(own.idNumber)).text).toContain('已登记，属贵单位')
  const outside = await lookUp(other.idNumber)
  expect(outside.text).toContain('已登记，属其他单位')
  expect([outside.text.includes(other.company ?? '?'), outside.text.includes(other.name)]).toEqual([false, false])
  expect((await lookUp(nobody.idNumber)).text).toContain('已登记，无归属单位')
  expect((await lookUp(other.name)).text).toContain('属其他单位')
  expect((await lookUp('110101199003070354')).text).toContain('校验码不对')
  expect((await lookUp('王')).status).toBe(400)
})

test('a program enters a person by JSON with an API’s words for what is wrong and missing', async () => {
  const program = await signIn(site.web, 'e00')
  const wrong = await program.post('/persons/new', { idNumber: '1', name: '程序' })
  expect([wrong.status, (wrong.body as { errors: { path: string }[] }).errors.map(({ path }) => path)]).toEqual([400, ['idNumber']]) // prettier-ignore
  const certificate = { kind: '信号工证', number: '桂A0620261234', trade: '建筑起重司索信号工', issuer: '南宁市', issuedOn: '2024-01-01', validUntil: '2028-01-01' } // prettier-ignore
  const made = await program.post('/persons/new', { idNumber: inventedId(501), name: '程序', certificates: [certificate] }) // prettier-ignore
  const { personId } = made.body as { personId: number }
  expect(made.status).toBe(200)
  const form = (await program.get(`/persons/${personId}/edit`)).body as { version: number; missing: { check: string }[] } // prettier-ignore
  expect(form.missing.map(({ check }) => check)).toEqual(['photo', 'scans', 'socialSecurity', 'contract', 'phone'])
  const stale = await program.post(`/persons/${personId}/edit`, { version: form.version + 1, name: '程序二' })
  expect(stale.status).toBe(409)
})

test('of people whom an enterprise does not own the form cannot be opened', async () => {
  const other = await somebody(site, e00, 'other')
  expect((await e00.visitor.get(`/persons/${other.id}/edit`)).status).toBe(403)
  const staff = await signIn(site.web, 'staff1')
  expect([(await staff.get('/persons/new')).status, (await staff.get(`/persons/${other.id}/edit`)).status]).toEqual([403, 403]) // prettier-ignore
})
