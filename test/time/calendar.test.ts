/** 公布日历: preview, publication in one transaction, twice, two chiefs, correction; and who may. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { loadTables } from '../../db/write/tables.ts'
import type { HomeModel } from '../../web/home/model.ts'
import { signIn, type Program } from '../support/staff.ts'
import { startSite, type Site } from '../support/site.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
let chief: Program
let staff1: Program
let enterprise: Program

/** An arrangement for 2027 that nobody has announced: that of 2026, a year later, without make-up days. */
const rows2027 = readFileSync(new URL('../../db/data/holidays.csv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('2026-') && line.includes(',rest,'))
  .map((line) => line.replace('2026-', '2027-').replace(/,http.*$/, ',测试用通知'))
  .join('\n')

interface Preview {
  readonly key: string
  readonly version: number
  readonly moved: readonly { readonly caseNo: string; readonly dueOn: string | null; readonly dueTo: string | null }[]
  readonly coveredThrough: string
}
const year = { what: 'year', year: '2027', rows: rows2027 }
const preview = async (who: Program, body: object) => (await who.post('/calendar/preview', body)).body as Preview
const publish = async (who: Program, body: object, { key, version }: { key: string; version: number }) => who.post('/calendar/publish', { ...body, key, version }) // prettier-ignore
const dueOf = async () => (await site.db.selectFrom('request').select(['due_on', 'due_at']).orderBy('received_at').execute()).map(({ due_on }) => due_on) // prettier-ignore

beforeAll(async () => {
  site = await startSite()
  ;[chief, staff1, enterprise] = await Promise.all([signIn(site.web, 'chief'), signIn(site.web, 'staff1'), signIn(site.web, 'e01')]) // prettier-ignore
  // The proofs of December, as enterprises would have uploaded them by then.
  await sql`update person set social_security = jsonb_set(social_security, '{month}', '"2026-12"') where social_security ? 'month'`.execute(site.db) // prettier-ignore
  // Due on 31 December; and beyond what is published.
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-12-24T01:00:00.000Z', rows: await site.goodRows('e00', 1) }) // prettier-ignore
  await site.arrive({ from: 'office@e01.test', receivedAt: '2026-12-29T01:00:00.000Z', rows: await site.goodRows('e01', 1) }) // prettier-ignore
}, 60_000)
afterAll(async () => {
  await site.close()
})

test('beyond the covered year no day is promised', async () => {
  expect(await dueOf()).toEqual(['2026-12-31', null])
})

test('only the chief previews and publishes; everybody reads the calendar', async () => {
  for (const who of [staff1, enterprise]) {
    expect((await who.post('/calendar/preview', year)).status).toBe(403)
    expect((await who.post('/calendar/publish', { ...year, key: crypto.randomUUID(), version: 0 })).status).toBe(403)
    expect((await who.get('/calendar')).status).toBe(200)
  }
  const nobody = await fetch(`${site.web}/calendar?year=2026`, { headers: { accept: 'application/json' } })
  expect(await nobody.json()).toMatchObject({
    year: 2026,
    coveredThrough: '2026-12-31',
    mayPublish: false,
    changes: [],
  })
})

test('the preview says which deadlines move, and writes nothing', async () => {
  const shown = await preview(chief, year)
  expect(shown).toMatchObject({ version: 0, coveredThrough: '2027-12-31' })
  expect(shown.moved.map(({ dueOn, dueTo }) => [dueOn, dueTo])).toEqual([[null, '2027-01-06']])
  expect(await dueOf()).toEqual(['2026-12-31', null])
})

test('wrong rows come back with every line named and what was typed kept', async () => {
  const person = visitor(site.web)
  await person.signIn('chief')
  const shown = await person.post('/calendar/preview', { ...year, rows: `${rows2027}\n2027-13-01,rest,元旦,x\n乱写` })
  expect(shown.status).toBe(400)
  const line = rows2027.split('\n').length
  expect(shown.text).toContain(`第 ${line + 1} 行：“2027-13-01”不是日期`)
  expect(shown.text).toContain(`第 ${line + 2} 行：应有 4 列`)
  expect(shown.text).toContain('2027-13-01,rest,元旦,x\n乱写</textarea>')
  expect(shown.text).toMatch(/<a href="#rows">/)
})

/** What the first page of the enterprise says of its one request. */
const dueAtHome = async () => ((await enterprise.get('/')).body as HomeModel).enterprise?.requests[0]?.due

test('two chiefs publish at once: one does, the other learns who was first; the next page says the new days', async () => {
  expect(await dueAtHome()).toMatchObject({ on: null, workingDaysLeft: null })
  const shown = await preview(chief, year)
  const keys = [crypto.randomUUID(), crypto.randomUUID()]
  const answers = await Promise.all(keys.map((key) => publish(chief, year, { key, version: shown.version })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const first = answers.findIndex(({ status }) => status === 200)
  expect(answers[first]?.body).toEqual({ kind: 'published', version: 1, moved: 1 })
  expect(answers[1 - first]?.body).toMatchObject({ error: { code: 'changedMeanwhile', sentence: expect.stringContaining('韦* 已于') } }) // prettier-ignore
  const twice = await publish(chief, year, { key: keys[first] ?? '', version: shown.version })
  expect(twice.body).toEqual({ kind: 'repeat', version: 1, moved: 1 })
  expect(await dueAtHome()).toMatchObject({ on: '2027-01-06', workingDaysLeft: expect.any(Number) })
  expect(await dueOf()).toEqual(['2026-12-31', '2027-01-06'])
})

test('the waiting workflow is woken, the enterprise told once by mail and in the app, and one audit row says what was', async () => {
  const { id } = await site.db.selectFrom('request').select('id').where('due_on', '=', '2027-01-06').executeTakeFirstOrThrow() // prettier-ignore
  const woken = await site.db.selectFrom('wish').select('wanted').where('kind', '=', 'request').where('subject', '=', String(id)).executeTakeFirstOrThrow() // prettier-ignore
  expect(woken.wanted).toBe(2)
  const notes = await site.db.selectFrom('outgoing_mail').select(['to_address', 'key']).where('key', 'like', 'calendar-%').execute() // prettier-ignore
  expect(notes).toEqual([{ to_address: 'office@e01.test', key: expect.stringMatching(/^calendar-1-e\d+\/note\/1$/) }])
  const { notices } = (await enterprise.get('/notices')).body as { notices: { kind: string; facts: object }[] }
  expect(notices[0]).toMatchObject({ kind: 'deadlineSet', facts: { requests: 1, dueOn: '2027-01-06' } })
  const audit = await site.db.selectFrom('audit_log').select(['chain', 'detail']).where('action', '=', 'calendar.published').execute() // prettier-ignore
  expect(audit).toHaveLength(1)
  expect(audit[0]).toMatchObject({ chain: 'gx-association', detail: { coveredFrom: '2026-12-31', coveredThrough: '2027-12-31', moved: 1 } }) // prettier-ignore
  const moves = await site.db.selectFrom('deadline_move').selectAll().execute()
  expect(moves).toEqual([{ version: 1, request_id: id, due_from: null, due_to: '2027-01-06' }])
})

test('a mail that arrives afterwards is promised a day of the new year', async () => {
  await site.arrive({ from: 'office@e02.test', receivedAt: '2027-01-05T01:00:00.000Z', rows: await site.goodRows('e02', 1) }) // prettier-ignore
  expect((await dueOf()).at(-1)).toBe('2027-01-12')
})

test('one day corrected moves what runs over it; the reason is kept; the next start does not take it back', async () => {
  const day = { what: 'day', day: '2027-01-04', kind: 'rest', holiday: '元旦', notice: '更正通知', reason: '补休一天' }
  expect((await chief.post('/calendar/preview', { ...day, reason: '' })).status).toBe(400)
  const shown = await preview(chief, day)
  expect(shown.moved.map(({ dueOn, dueTo }) => [dueOn, dueTo])).toEqual([['2027-01-06', '2027-01-07']])
  expect((await publish(chief, day, shown)).body).toEqual({ kind: 'published', version: 2, moved: 1 })
  await loadTables(site.db)
  expect((await chief.get('/calendar?year=2027')).body).toMatchObject({
    changes: [{ kind: 'day', day: '2027-01-04', reason: '补休一天', changes: [{ from: 'plain', to: 'rest' }], moved: 1 }, { kind: 'year' }],
  }) // prettier-ignore
  expect(await dueOf()).toEqual(['2026-12-31', '2027-01-07', '2027-01-12'])
  // A day of the file that is corrected stays corrected, too.
  const ordinary = { ...day, day: '2026-12-30', kind: 'rest' }
  const second = await preview(chief, ordinary)
  expect(second.moved).toHaveLength(2)
  await publish(chief, ordinary, second)
  const back = { ...ordinary, kind: 'plain' }
  await publish(chief, back, await preview(chief, back))
  await loadTables(site.db)
  expect((await dueOf()).slice(0, 2)).toEqual(['2026-12-31', '2027-01-07'])
})

test('a year that is published, and one that leaves a gap, are refused with the way out', async () => {
  const said = async (wanted: string) => JSON.stringify((await chief.post('/calendar/preview', { ...year, year: wanted, rows: rows2027.replaceAll('2027-', `${wanted}-`) })).body) // prettier-ignore
  expect(await said('2027')).toContain('2027 年已公布')
  expect(await said('2029')).toContain('请先公布 2028 年')
})
