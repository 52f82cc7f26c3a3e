/** 临期与超期: whom the record reminds, once, and only in working hours. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { datesForWaiting, remindOf } from '../../db/write/deadline-reminders.ts'
import { signIn, type Program } from '../support/staff.ts'
import { startSite, type Site } from '../support/site.ts'

let site: Site
let staff1: Program
let chief: Program
const baseUrl = 'http://127.0.0.1'
/** A moment on a Shanghai clock. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`).toISOString()
const remind = (text: string) => remindOf(site.db, site.database.vault, { now: at(text), baseUrl })
const notices = async (who: Program) => ((await who.get('/notices')).body as { notices: { kind: string; facts: object }[] }).notices // prettier-ignore
const mails = async () => (await site.db.selectFrom('outgoing_mail').select(['to_address', 'key']).where('key', 'like', 'overdue-%').orderBy('id').execute()) // prettier-ignore

/** As enterprises would have uploaded them by then. */
const proofsOfDecember = () => sql`update person set social_security = jsonb_set(social_security, '{month}', '"2026-12"') where social_security ? 'month'`.execute(site.db) // prettier-ignore

beforeAll(async () => {
  site = await startSite()
  ;[staff1, chief] = await Promise.all([signIn(site.web, 'staff1'), signIn(site.web, 'chief')])
  // Both due on 25 November; the third on 31 December, the last beyond the published year.
  await site.arrive({
    from: 'office@e00.test',
    receivedAt: at('2026-11-18 09:00'),
    rows: await site.goodRows('e00', 1),
  })
  await site.arrive({
    from: 'office@e01.test',
    receivedAt: at('2026-11-18 10:00'),
    rows: await site.goodRows('e01', 1),
  })
  await site.arrive({
    from: 'office@e02.test',
    receivedAt: at('2026-12-24 10:00'),
    rows: await site.goodRows('e02', 1),
  })
}, 60_000)
afterAll(async () => {
  await site.close()
})

test('nobody is reminded at night, on a free day, or while nothing is near', async () => {
  expect(await remind('2026-11-24 18:00')).toEqual({ near: 0, over: 0 })
  expect(await remind('2026-11-22 10:00')).toEqual({ near: 0, over: 0 })
  expect(await remind('2026-11-23 10:05')).toEqual({ near: 0, over: 0 })
  expect(await notices(staff1)).toEqual([])
})

test('on the working day before, staff are told once, together', async () => {
  expect(await remind('2026-11-24 09:05')).toEqual({ near: 2, over: 0 })
  expect(await remind('2026-11-24 10:05')).toEqual({ near: 0, over: 0 })
  expect(await remind('2026-11-25 09:05')).toEqual({ near: 0, over: 0 })
  expect(await notices(staff1)).toMatchObject([{ kind: 'deadlineNear', facts: { requests: 2, estimated: false } }])
  expect(await mails()).toEqual([])
})

test('past the deadline they are told every working day, and the chief gets one mail a day', async () => {
  expect(await remind('2026-11-26 09:05')).toEqual({ near: 0, over: 2 })
  expect(await remind('2026-11-26 10:05')).toEqual({ near: 0, over: 0 })
  expect(await remind('2026-11-27 09:05')).toEqual({ near: 0, over: 2 })
  expect((await notices(chief)).filter(({ kind }) => kind === 'deadlineOver')).toHaveLength(2)
  const sent = await mails()
  expect(sent.map(({ to_address }) => to_address)).toEqual(['chief@accounts.test', 'chief@accounts.test'])
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2)
})

test('two workers that remind at once say it once', async () => {
  const both = await Promise.all([remind('2026-11-30 09:05'), remind('2026-11-30 09:05')])
  expect(both.map(({ over }) => over).sort()).toEqual([0, 2])
  expect(await mails()).toHaveLength(3)
})

test('beyond the published year, Monday to Friday are assumed and the reminder says that it is an estimate', async () => {
  await proofsOfDecember()
  const [, another] = await site.goodRows('e01', 2)
  await site.arrive({ from: 'office@e01.test', receivedAt: at('2026-12-29 10:00'), rows: another === undefined ? [] : [another] }) // prettier-ignore
  // Day 0 is 29 December; by Monday to Friday the fifth working day after it is 5 January.
  expect(await remind('2027-01-02 10:05')).toEqual({ near: 0, over: 0 })
  expect((await remind('2027-01-04 09:05')).near).toBe(1)
  const [newest] = (await notices(staff1)).filter(({ kind }) => kind === 'deadlineNear')
  expect(newest).toMatchObject({ facts: { requests: 1, estimated: true } })
  const page = await staff1.get('/notices')
  expect(page.status).toBe(200)
})

test('when a newer file of holidays covers more, what waited without a day gets one, once', async () => {
  await site.db.updateTable('calendar_cover').set({ covered_through: '2027-12-31' }).execute()
  expect(await datesForWaiting(site.db, site.database.vault, baseUrl)).toBe(1)
  expect(await datesForWaiting(site.db, site.database.vault, baseUrl)).toBe(0)
  const told = await site.db.selectFrom('outgoing_mail').select('to_address').where('key', 'like', 'cover-2027-12-31-%').execute() // prettier-ignore
  expect(told).toEqual([{ to_address: 'office@e01.test' }])
})

test('messages: a count in the head, opening one leads to it and marks it, all at once are marked up to what was seen', async () => {
  const person = await fetch(`${site.web}/notices`, { headers: { accept: 'application/json' } })
  expect(person.status).toBe(401)
  const before = (await staff1.get('/notices')).body as { notices: { id: number; read: boolean }[] }
  const [first, second] = before.notices
  expect(before.notices.every(({ read }) => !read)).toBe(true)
  expect((await staff1.post(`/notices/${first?.id ?? 0}`)).status).toBe(200)
  const after = (await staff1.get('/notices')).body as { notices: { read: boolean }[] }
  expect(after.notices.map(({ read }) => read).slice(0, 2)).toEqual([true, false])
  await staff1.post('/notices/read', { through: second?.id ?? 0 })
  const all = (await staff1.get('/notices')).body as { notices: { read: boolean }[] }
  expect(all.notices.every(({ read }) => read)).toBe(true)
  // The chief's own count is another.
  expect(((await chief.get('/notices')).body as { notices: { read: boolean }[] }).notices[0]?.read).toBe(false)
})

test('an enterprise sees its own messages and nobody else’s', async () => {
  const e00 = await signIn(site.web, 'e00')
  const own = ((await e00.get('/notices')).body as { notices: { kind: string }[] }).notices
  expect(own.filter(({ kind }) => kind.startsWith('deadlineO') || kind.startsWith('deadlineN'))).toEqual([])
  const [staffs] = ((await chief.get('/notices')).body as { notices: { id: number }[] }).notices
  expect((await e00.post(`/notices/${staffs?.id ?? 0}`)).status).toBe(404)
  expect((await (await signIn(site.web, 'nanning.reviewer1')).get('/notices')).status).toBe(403)
})
