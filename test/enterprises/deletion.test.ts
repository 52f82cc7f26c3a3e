/** 删除虚假重复身份, 证书查验, 查验网站目录. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { Letter } from '../../domain/unban/answers.ts'
import { registerPerson } from '../../db/write/register/persons.ts'
import type { Day } from '../../domain/brand.ts'
import type { PersonModel } from '../../web/persons/person-model.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn, type Program } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
let staff: Program
beforeAll(async () => {
  site = await startSite()
  staff = await signIn(site.web, 'staff1')
}, 60_000)
afterAll(() => site.close())

const reason = '经核查与真实登记为同一人，号码系伪造'
const password = 'demo-staff1-2026'
const onDisk = (sha: string) => existsSync(join(site.folder, sha.slice(0, 2), sha.slice(2)))
async function person(login: string) {
  const [row] = await site.goodRows(login, 1)
  if (row === undefined) throw new Error(`${login} has nobody.`)
  const key = site.database.vault.lookup('idNumber', row.idNumber)
  const found = await site.db.selectFrom('person').selectAll().where('id_key', '=', key).executeTakeFirstOrThrow()
  return { row, ...found }
}
const rowsOf = (id: number) => site.db.selectFrom('request_row').innerJoin('request', 'request.id', 'request_row.request_id').select(['request_row.state', 'request.state as request', 'request.id']).where('person_id', '=', id).execute() // prettier-ignore
const audit = (id: number) => site.db.selectFrom('audit_log').select(['action', 'detail', 'actor']).where('object', '=', `person:${id}`).where('action', '=', 'person.deleted').execute() // prettier-ignore
const unlock = () => site.db.updateTable('account').set({ failed_tries: 0, locked_until: null }).execute()
beforeEach(unlock)

test('a forged identity goes with its data and files, waiting rows close, the number is free, the enterprise is told', async () => {
  const forged = await person('e01')
  const certificates = await site.db.selectFrom('certificate').select(['id', 'scan_sha']).where('person_id', '=', forged.id).execute() // prettier-ignore
  await site.arrive({ from: 'office@e01.test', receivedAt: '2026-11-18T03:00:00.000Z', rows: [forged.row] })
  expect(await rowsOf(forged.id)).toMatchObject([{ state: 'live', request: 'queued' }])
  expect((await staff.get(`/persons/${forged.id}/deletion`)).body).toMatchObject({ waitingRows: 1, certificates: certificates.length, underReview: false }) // prettier-ignore

  const path = `/persons/${forged.id}/deletion`
  const refusals = [
    [{ reason: '太短', password }, 400, 'reason'],
    [{ reason: `${reason}450100199001011234`, password }, 400, 'reason'],
    [{ reason, password: 'wrong-password-1' }, 403, 'password'],
    [{ reason, password, trueRecord: String(forged.id) }, 400, 'trueRecord'],
  ] as const
  for (const [body, status, field] of refusals) expect(await staff.post(path, body)).toMatchObject({ status, body: { field } }) // prettier-ignore

  const clicks = await Promise.all([staff.post(path, { reason, password }), staff.post(path, { reason, password })])
  expect(clicks.map(({ status }) => status)).toEqual([200, 200])
  expect(clicks.map(({ body }) => (body as { when: string }).when).sort()).toEqual(['before', 'now'])
  // Again: those who may delete learn that it has been done; others learn nothing, nor does a number that was never anybody's.
  const already = { status: 200, body: { deleted: true, personId: forged.id, when: 'before' } }
  expect(await staff.post(path, { reason, password })).toMatchObject(already)
  expect(await staff.get(path)).toMatchObject(already)
  const who = visitor(site.web)
  await who.signIn('staff1')
  expect((await who.get(path)).text).toContain('此人的登记资料此前已删除')
  for (const login of ['e02', 'nanning.reviewer1']) expect((await (await signIn(site.web, login)).get(path)).status).toBe(403) // prettier-ignore
  expect((await staff.get('/persons/999999999/deletion')).status).toBe(404)
  expect(await site.db.selectFrom('person').select('id').where('id', '=', forged.id).execute()).toEqual([])
  expect(await site.db.selectFrom('certificate').select('id').where('person_id', '=', forged.id).execute()).toEqual([])
  expect(await rowsOf(forged.id)).toMatchObject([{ state: 'closed', request: 'closed' }])
  const [{ id: requestId = 0 } = {}] = await rowsOf(forged.id)
  const wishes = await site.db.selectFrom('wish').select(['wanted', 'served']).where('kind', '=', 'request').where('subject', '=', String(requestId)).execute() // prettier-ignore
  expect(wishes[0]?.wanted).toBeGreaterThan(wishes[0]?.served ?? 0)

  const rows = await audit(forged.id)
  expect(rows).toMatchObject([{ detail: { idLast4: forged.id_last4, reason, rowsClosed: 1 } }])
  expect(JSON.stringify(rows)).not.toContain(forged.name)
  expect(JSON.stringify(rows)).not.toContain(forged.row.idNumber)
  const [letter] = await site.db.selectFrom('outgoing_mail').select(['to_address', 'letter_cipher']).where('key', 'like', `deleted-${forged.id}/%`).execute() // prettier-ignore
  const { answer } = JSON.parse(site.database.vault.open(letter?.letter_cipher ?? '')) as Letter
  expect([letter?.to_address, answer]).toEqual(['office@e01.test', expect.objectContaining({ topic: 'personDeleted', reason })]) // prettier-ignore

  // Bytes that nothing else refers to are off the disk; a portrait that another person has stays.
  const shas = [forged.photo_sha, ...certificates.map(({ scan_sha }) => scan_sha)].filter((sha) => sha !== null)
  for (const sha of shas) {
    const used = await site.db.selectFrom('person').select('id').where('photo_sha', '=', sha).execute()
    const scanned = await site.db.selectFrom('certificate').select('id').where('scan_sha', '=', sha).execute()
    expect([sha, onDisk(sha)]).toEqual([sha, used.length + scanned.length > 0])
  }
  expect(await site.db.selectFrom('file_removal').selectAll().execute()).toEqual([])

  // The next mail finds nobody, and the enterprise may enter the number anew.
  const mail = await site.arrive({ from: 'office@e01.test', receivedAt: '2026-11-18T04:00:00.000Z', rows: [forged.row] }) // prettier-ignore
  expect(await site.db.selectFrom('mail_row').select('codes').where('mail_id', '=', mail).execute()).toMatchObject([{ codes: [{ code: 'R10' }] }]) // prettier-ignore
  const again = await site.db.transaction().execute(
    (tx) =>
    registerPerson(tx, site.database.vault, { idNumber: forged.row.idNumber, name: forged.name, postType: '操作人员', post: '塔吊司机', trade: '塔吊司机', phone: '13900001111' }, { actor: 'world', today: '2026-11-21' as Day }), // prettier-ignore
  )
  expect(again).toMatchObject({ ok: true, kind: 'created' })
}, 30_000)

test('not while a row is under review; five wrong passwords lock; only staff of the region', async () => {
  const [one] = [await person('e02')]
  await site.arrive({ from: 'office@e02.test', receivedAt: '2026-11-17T03:00:00.000Z', rows: [one.row] })
  await staff.post('/queue/next')
  const path = `/persons/${one.id}/deletion`
  expect((await rowsOf(one.id))[0]?.state).toBe('locked')
  expect(await staff.post(path, { reason, password })).toMatchObject({ status: 409, body: { error: { sentence: '此人的申请正在审核，审核结束后才能删除。' } } }) // prettier-ignore
  expect(await site.db.selectFrom('person').select('id').where('id', '=', one.id).execute()).toHaveLength(1)
  for (const login of ['e02', 'nanning.reviewer1', 'changji.reviewer1']) expect((await (await signIn(site.web, login)).post(path, { reason, password })).status).toBe(403) // prettier-ignore
  const chief = await signIn(site.web, 'chief')
  for (let n = 0; n < 5; n += 1) await chief.post(path, { reason, password: 'not-the-password' })
  expect(await chief.post(path, { reason, password: 'demo-chief-2026' })).toMatchObject({ status: 403, body: { error: { sentence: expect.stringContaining('已锁定') } } }) // prettier-ignore
})

test('a look-up of a certificate is written down once, with who, where and what; only by staff of the region', async () => {
  const { id } = await person('e03')
  const certificate = await site.db.selectFrom('certificate').select('id').where('person_id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
  const path = `/certificates/${certificate.id}/checks`
  const check = { formId: 'look-up-form-1', site: '45', result: 'agrees', note: '二维码核对一致' }
  expect((await staff.post(path, check)).status).toBe(200)
  expect((await staff.post(path, check)).status).toBe(200)
  expect((await staff.post(path, { ...check, formId: 'look-up-form-2', site: 'emergency-management', result: 'siteAway' })).status).toBe(200) // prettier-ignore
  expect((await staff.post(path, { ...check, note: '450100199001011234' })).status).toBe(400)
  expect((await staff.post(path, { ...check, site: 'nowhere' })).status).toBe(400)
  for (const login of ['e03', 'nanning.reviewer1']) expect((await (await signIn(site.web, login)).post(path, check)).status).toBe(403) // prettier-ignore
  const model = (await staff.get(`/persons/${id}`)).body as PersonModel
  expect(model.lookedUp?.[0]?.checks).toMatchObject([
    { site: 'emergency-management', result: 'siteAway', by: '钟敏' },
    { site: '45', result: 'agrees', note: '二维码核对一致' },
  ])
  expect(((await (await signIn(site.web, 'e03')).get(`/persons/${id}`)).body as PersonModel).lookedUp).toBeNull()
  const page = visitor(site.web)
  await page.signIn('staff1')
  expect((await page.get(`/persons/${id}`)).text).toContain(
    '特种作业操作证及安全生产知识和管理能力考核合格信息查询平台',
  )
})

test('the directory is open to everybody; the chief corrects an entry, once, and never to an address that is no office’s', async () => {
  const page = visitor(site.web)
  const { status, text } = await page.get('/lookup-sites')
  expect([status, text.match(/rel="noreferrer noopener"/g)?.length]).toEqual([200, 35])
  const chief = await signIn(site.web, 'chief')
  const entry = {
    version: 0,
    name: '广西住房城乡建设厅人员查询',
    address: 'https://zjt.gxzf.gov.cn/cx',
    howTo: '按证书编号查询。',
  }
  expect((await staff.post('/lookup-sites/45', entry)).status).toBe(403)
  expect((await chief.post('/lookup-sites/45', { ...entry, address: 'https://evil.test/gov.cn' })).status).toBe(400)
  expect((await chief.post('/lookup-sites/45', entry)).status).toBe(200)
  expect((await chief.post('/lookup-sites/45', entry)).status).toBe(409)
  expect((await page.get('/lookup-sites')).text).toContain('href="https://zjt.gxzf.gov.cn/cx"')
  expect(await site.db.selectFrom('audit_log').select('key').where('action', '=', 'lookupSite.corrected').execute()).toHaveLength(1) // prettier-ignore
  // Not known: said so.
  expect((await chief.post('/lookup-sites/45', { ...entry, version: 1, address: '' })).status).toBe(200)
  expect((await page.get('/lookup-sites')).text).toContain('网址待补充')
})
