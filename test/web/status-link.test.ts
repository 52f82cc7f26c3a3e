/** 进度链接: how long it shows something, how often one address may look, and that it shows nothing of anybody else. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { statusUrl } from '../../db/read/status-token.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn } from '../support/staff.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 60_000)
afterAll(() => site.close())

let minute = 0
const at = () => new Date(Date.parse('2026-11-18T01:00:00Z') + (minute += 1) * 60_000).toISOString()
const pathOf = (mailId: number) => new URL(statusUrl(site.database.vault, 'http://127.0.0.1', mailId)).pathname
async function look(path: string) {
  const response = await fetch(site.web + path, { headers: { accept: 'application/json' } })
  return { status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') }
}
async function applied(login: string, count = 1) {
  const rows = await site.goodRows(login, count)
  const id = await site.arrive({ from: `office@${login}.test`, receivedAt: at(), rows })
  const request = await site.db.selectFrom('request').select(['id', 'case_no']).where('mail_id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
  return { id, rows, request, path: pathOf(id) }
}
/** As if everything about the mail and its request had happened so many days ago: the audit log is its owner's alone. */
async function age(of: { id: number; request: { id: number } }, days: number): Promise<void> {
  const objects = [`mail:${of.id}`, `request:${of.request.id}`]
  const owner = new pg.Client({ connectionString: site.database.ownerUrl })
  await owner.connect()
  try {
    // Nobody may change the log: not even its owner, while its triggers watch.
    await owner.query('set session_replication_role = replica')
    await owner.query('update audit_log set at = now() - make_interval(days => $1) where object = any($2)', [days, objects]) // prettier-ignore
  } finally {
    await owner.end()
  }
}
const end = (requestId: number, state: 'answered' | 'withdrawn') => site.db.updateTable('request').set({ state, people: 0 }).where('id', '=', requestId).execute() // prettier-ignore

test('it shows its own mail without an account: masked names and the place, and nobody else’s rows or cases', async () => {
  const first = await applied('e00', 2)
  const other = await applied('e01', 1)
  const shown = await look(first.path)
  expect(shown.status).toBe(200)
  const body = JSON.parse(shown.text) as { rows: { n: number; name: string }[]; requests: object[] }
  expect(body.rows.map(({ n, name }) => [n, name.slice(1).replaceAll('*', '')])).toEqual([
    [1, ''],
    [2, ''],
  ])
  expect(body.requests).toMatchObject([{ caseNo: first.request.case_no, place: { place: 1, peopleAhead: 0 } }])
  expect(shown.text).not.toContain(other.request.case_no)
  for (const { name, idNumber, company } of [...first.rows, ...other.rows]) {
    for (const told of [name, idNumber, idNumber.slice(-4), company]) expect(shown.text).not.toContain(told)
  }
  expect(JSON.parse((await look(other.path)).text)).toMatchObject({ requests: [{ place: { place: 2, peopleAhead: 2 } }] }) // prettier-ignore
})

test('a link with another proof, another number, or no form at all says what an unknown one says', async () => {
  const { path, id } = await applied('e03')
  const unknown = await look(`/status/${(999_999).toString(36)}-${'0'.repeat(32)}`)
  expect(unknown.status).toBe(404)
  const [, proof = ''] = path.split('-')
  const wrong = [`/status/${(id + 1).toString(36)}-${proof}`, `${path.slice(0, -1)}${path.endsWith('0') ? '1' : '0'}`, `/status/${id}`, '/status/x'] // prettier-ignore
  for (const one of wrong) expect(await look(one)).toMatchObject({ status: 404, text: unknown.text })
})

test('it shows a request that is over for seven days, and a waiting one for as long as it waits', async () => {
  const waiting = await applied('e04')
  const over = await applied('e06')
  await age(waiting, 40)
  expect((await look(waiting.path)).status).toBe(200)
  await end(over.request.id, 'answered')
  await age(over, 6)
  expect((await look(over.path)).status).toBe(200)
  await age(over, 8)
  expect((await look(over.path)).status).toBe(404)
})

const textOf = async (path: string) => (await fetch(site.web + path, { headers: { accept: 'text/html' } })).text()
const waitsText = '正在办理的人员请不要重复发送'
/** As a review leaves them. */
const decided = async (of: { request: { id: number } }, states: readonly ('approved' | 'rejected')[]) => {
  const rows = await site.db.selectFrom('request_row').select('id').where('request_id', '=', of.request.id).orderBy('n').execute() // prettier-ignore
  for (const [at, { id }] of rows.entries()) await site.db.updateTable('request_row').set({ state: states[at] ?? 'approved' }).where('id', '=', id).execute() // prettier-ignore
  await end(of.request.id, 'answered')
}

test('a mail that was returned: nobody of it queues, why in a few words, and to send it again', async () => {
  const bare = pathOf(await site.arrive({ from: 'office@e08.test', receivedAt: at(), subject: '忘了附件' }))
  const text = await textOf(bare)
  for (const words of ['R01 没有表格', '没有人员进入排队', '请更正后重新发送表格']) expect(text).toContain(words)
  expect(text).not.toContain(waitsText)
  expect(JSON.parse((await look(bare)).text)).toMatchObject({ state: 'returned', codes: [{ code: 'R01' }] })

  const [row] = await site.goodRows('e08', 1)
  if (row === undefined) throw new Error('e08 has nobody.')
  const wrong = pathOf(await site.arrive({ from: 'office@e08.test', receivedAt: at(), rows: [{ ...row, idNumber: '450100199001011234' }] })) // prettier-ignore
  const shown = await textOf(wrong)
  expect(shown).toContain('没有人员进入排队')
  expect(shown).not.toContain(waitsText)
  for (const told of [row.name, row.company, '1234']) expect(shown).not.toContain(told)
})

test('why a mail was returned is said without the names of its files', async () => {
  const id = await site.arrive({ from: 'office@e08.test', receivedAt: at() })
  await site.db.updateTable('mail').set({ codes: JSON.stringify([{ code: 'R19', items: ['贾鑫超身份证.jpg'] }]) }).where('id', '=', id).execute() // prettier-ignore
  for (const text of [await textOf(pathOf(id)), (await look(pathOf(id))).text]) {
    expect(text).toContain('R19')
    expect(text).not.toContain('贾鑫超')
  }
})

test('not to send again is said while somebody waits; afterwards whom to correct, or that all is done', async () => {
  const of = await applied('e09', 2)
  expect(await textOf(of.path)).toContain(waitsText)
  await decided(of, ['approved', 'rejected'])
  const rejected = await textOf(of.path)
  expect(rejected).toContain('未通过的人员，原因见审核结果邮件；请更正后重新发送表格')
  expect(rejected).not.toContain(waitsText)
  await decided(of, ['approved', 'approved'])
  const done = await textOf(of.path)
  expect(done).toContain('来信中的人员已全部办结。')
  for (const words of [waitsText, '重新发送']) expect(done).not.toContain(words)
})

test('of a mail of which some queue and some were returned both are said', async () => {
  const [good, next] = await site.goodRows('e10', 2)
  if (good === undefined || next === undefined) throw new Error('e10 has too few people.')
  const id = await site.arrive({ from: 'office@e10.test', receivedAt: at(), rows: [good, { ...next, idNumber: '450100199001011234' }] }) // prettier-ignore
  const text = await textOf(pathOf(id))
  for (const words of [waitsText, '“未审核退回”的人员没有排队']) expect(text).toContain(words)
})

test('a note that staff write for themselves does not bring a dead link back', async () => {
  const over = await applied('e07')
  await end(over.request.id, 'withdrawn')
  await age(over, 8)
  const staff = await signIn(site.web, 'staff1')
  expect((await staff.post(`/requests/${over.request.id}/notes`, { text: '企业来电询问' })).status).toBeLessThan(400)
  const notes = await site.db.selectFrom('audit_log').select('action').where('object', '=', `request:${over.request.id}`).where('action', '=', 'request.noted').execute() // prettier-ignore
  expect(notes).toHaveLength(1)
  expect((await look(over.path)).status).toBe(404)
})

test('one address may look a hundred and twenty times in a quarter of an hour; then it is told when to come again', async () => {
  const own = await startSite()
  try {
    const answers: number[] = []
    for (let n = 0; n < 121; n += 1) answers.push((await fetch(`${own.web}/status/x`, { headers: { accept: 'application/json' } })).status) // prettier-ignore
    expect([...new Set(answers.slice(0, 120)), answers[120]]).toEqual([404, 429])
    const refused = await fetch(`${own.web}/status/x`, { headers: { accept: 'application/json' } })
    expect(refused.headers.get('retry-after')).not.toBeNull()
  } finally {
    await own.close()
  }
}, 60_000)
