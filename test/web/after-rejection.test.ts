/** 驳回之后: who rejected is known to colleagues by name and to nobody else; why, to the enterprise wherever it looks next. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { finishReview } from '../../db/write/review/finish.ts'
import type { RequestFormRow } from '../../io/excel/request-form.ts'
import { startSite, type Site } from '../support/site.ts'
import { answered, signIn, type Program } from '../support/staff.ts'
import { visitor, type Visitor } from '../support/visitor.ts'

let site: Site
let staff1: Program
let staff2: Program
let enterprise: Visitor
let rows: RequestFormRow[]
beforeAll(async () => {
  site = await startSite()
  rows = await site.goodRows('e00', 2)
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:02:11.000Z', rows })
  ;[staff1, staff2] = await Promise.all([signIn(site.web, 'staff1'), signIn(site.web, 'staff2')])
  enterprise = visitor(site.web)
  await enterprise.signIn('e00')
}, 120_000)
afterAll(() => site.close())

const nameOf = async (login: string) => (await site.db.selectFrom('account').select('name').where('login', '=', login).executeTakeFirstOrThrow()).name // prettier-ignore

test('a person is rejected: colleagues read the whole name of the reviewer, the enterprise reads why, and nothing before the end', async () => {
  const id = answered(await staff1.post('/queue/next')).requestId ?? 0
  const request = answered(await staff1.get(`/requests/${id}`))
  const [first, second] = request.rows
  const decide = async (row: number, version: number, body: object) =>
    answered(await staff1.post(`/requests/${id}/rows/${row}/decision`, { version, ...body })).version
  let version = await decide(first?.id ?? 0, request.version, { decision: 'reject', reasons: ['photoUnclear'], text: '背景有水印' }) // prettier-ignore
  version = await decide(second?.id ?? 0, version, { decision: 'approve' })

  const reviewer = await nameOf('staff1')
  expect(reviewer.length).toBeGreaterThan(1)
  expect(await staff2.get('/queue')).toMatchObject({
    body: { requests: [{ reviewer: { name: reviewer, you: false } }] },
  })
  expect(await staff2.get(`/requests/${id}`)).toMatchObject({ body: { reviewer: { name: reviewer } } })
  const person = `/persons/${first?.person.id}`
  const before = (await enterprise.get(person)).text
  expect(before).not.toContain('背景有水印')
  expect((await enterprise.get(`/requests/${id}`)).text).not.toContain(reviewer)

  await staff1.post(`/requests/${id}/end`, { version })
  await site.db
    .updateTable('request')
    .set({ undo_until: new Date(0).toISOString() })
    .where('id', '=', id)
    .execute()
  await finishReview(site.db, site.database.vault, { requestId: id, claimNo: 1, key: `test/${id}`, baseUrl: 'http://127.0.0.1' }) // prettier-ignore

  const { text } = await enterprise.get(person)
  expect(text).toMatch(/申请被驳回 · \d{4}-\d{2}-\d{2} \d{2}:\d{2}/)
  expect(text).toContain('照片不清晰或不是一寸彩色证件照')
  expect(text).toContain('背景有水印')
  expect(text).toContain('请先按上面的原因修改资料')
  expect(text).not.toContain('即可申请解禁')
  expect(text).not.toContain(reviewer)
  expect((await enterprise.get('/persons')).text).toContain('未通过审核，请按理由更正后重新申请')
  expect((await enterprise.get(`/persons/${second?.person.id}`)).text).not.toContain('被驳回')
})

test('the self-check says what was rejected the last time, to the enterprise and to staff', async () => {
  const form = rows.map((row) => [row.name, row.idNumber, row.company, row.business].join('\t'))
  const text = ['姓名\t身份证号\t所属公司\t业务类型', form[0]].join('\n')
  await enterprise.get('/self-check')
  const page = (await enterprise.post('/self-check', { text })).text
  expect(page).toMatch(/上次申请于 \d{4}-\d{2}-\d{2} 驳回，发送前请确认以下各项已更正：/)
  expect(page).toContain('背景有水印')
  const checked = await (await signIn(site.web, 'e00')).post('/self-check', { text })
  expect(checked).toMatchObject({ body: { rows: [{ outcome: 'queued', rejected: { reasons: ['photoUnclear'], text: '背景有水印' } }] } }) // prettier-ignore
  // Of other enterprises' people nothing is said.
  const other = await (await signIn(site.web, 'e01')).post('/self-check', { text })
  expect(other).toMatchObject({ body: { rows: [{ outcome: 'onHold', rejected: null }] } })
})

test('once it is sent again the person’s page says that it waits', async () => {
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-19T01:02:11.000Z', rows: rows.slice(0, 1) })
  const { person_id: id } = await site.db.selectFrom('request_row').select('person_id').where('state', '=', 'rejected').executeTakeFirstOrThrow() // prettier-ignore
  const { text } = await enterprise.get(`/persons/${id}`)
  expect(text).not.toContain('申请被驳回')
  expect(text).toContain('正在排队或审核')
  expect(text).toContain('背景有水印')
})
