/** 企业资料: kept by the enterprise, approved by the office; and what an approval does to the next mail. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { EnterpriseModel } from '../../web/enterprises/model.ts'
import type { EnterprisesModel } from '../../web/enterprises/list-presenter.ts'
import type { Letter } from '../../domain/unban/answers.ts'
import { drawCertificateScan } from '../../scripts/world/certificate-scan.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn, type Program } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'
import { gif } from '../support/hostile-files.ts'

let site: Site
let staff: Program
beforeAll(async () => {
  site = await startSite()
  staff = await signIn(site.web, 'staff1')
}, 60_000)
afterAll(() => site.close())

const scan = (number: string) => drawCertificateScan({ number, issuedOn: '2024-01-01', validUntil: '2030-01-01' })
async function own(login: string): Promise<{ program: Program; id: number; path: string }> {
  const program = await signIn(site.web, login)
  const { enterpriseId: id } = (await program.get('/enterprises/own')).body as { enterpriseId: number }
  return { program, id, path: `/enterprises/${id}` }
}
const profile = async (program: Program, path: string) => (await program.get(path)).body as EnterpriseModel
const fieldsOf = (model: EnterpriseModel) => ({
  version: model.version, name: model.name, creditCode: model.creditCode, legalName: model.legalName, contact: model.contact,
  address: model.address,
}) // prettier-ignore
/** As a browser sends it: multipart, with cookie and token. */
async function upload(login: string, path: string, paper: string, bytes: Buffer, type = 'image/png') {
  const page = visitor(site.web)
  await page.signIn(login)
  const form = new FormData()
  form.set('csrf', page.csrf)
  form.set('paper', paper)
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), '王小明的材料.png')
  const cookie = [...page.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(`${site.web}${path}/files`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, accept: 'text/html' } }) // prettier-ignore
  return { status: response.status, location: response.headers.get('location'), text: await response.text() }
}
const letters = async (about: string) => {
  const rows = await site.db.selectFrom('outgoing_mail').select(['to_address', 'letter_cipher']).where('key', 'like', `${about}%`).execute() // prettier-ignore
  return rows.map((row) => ({ to: row.to_address, answer: (JSON.parse(site.database.vault.open(row.letter_cipher)) as Letter).answer })) // prettier-ignore
}
const audits = (object: string, action: string) => site.db.selectFrom('audit_log').selectAll().where('object', '=', object).where('action', '=', action).execute() // prettier-ignore

test('an incomplete enterprise completes its profile, is approved, and its next mail queues', async () => {
  const { program, id, path } = await own('e32')
  const { persons } = (await staff.get('/persons?q=%E9%BC%8E%E5%8A%9B')).body as { persons: { id: number }[] }
  expect(persons.length).toBeGreaterThan(0)
  const rows = await site.goodRows('e32', 1)
  const codes = async (receivedAt: string) => {
    const mail = await site.arrive({ from: 'office@e32.test', receivedAt, rows })
    const found = await site.db
      .selectFrom('mail_row')
      .select(['outcome', 'codes'])
      .where('mail_id', '=', mail)
      .execute()
    return found.map((row) => [
      row.outcome,
      ...row.codes.map(({ code, items }) => `${code} ${(items ?? []).join('、')}`),
    ])
  }
  const before = await profile(program, path)
  expect(before).toMatchObject({ status: 'incomplete', missing: [{ zh: '安全生产许可证' }, { zh: '授权委托书' }], mayEdit: true, mayReview: false }) // prettier-ignore
  // The page names what the mail names.
  if (rows.length > 0) expect(await codes('2026-11-18T01:00:00.000Z')).toEqual([['returned', expect.stringContaining('R08 安全生产许可证、授权委托书')]]) // prettier-ignore
  expect(await program.post(`${path}/submit`)).toMatchObject({ status: 409, body: { error: { code: 'missing' } } })

  for (const paper of ['safetyPermit', 'authorisation']) {
    expect(await upload('e32', path, paper, scan(paper))).toMatchObject({
      status: 303,
      location: `${path}?notice=added`,
    })
  }
  expect((await profile(program, path)).missing).toEqual([])
  const submits = await Promise.all([program.post(`${path}/submit`), program.post(`${path}/submit`)])
  expect(submits.map(({ body }) => (body as { outcome: string }).outcome).sort()).toEqual([
    'alreadySubmitted',
    'submitted',
  ])
  expect(await audits(`enterprise:${id}`, 'enterprise.submitted')).toHaveLength(1)

  // The waiting ones stand first in the office's list.
  const list = (await staff.get('/enterprises')).body as EnterprisesModel
  expect(list.enterprises.slice(0, 2).map(({ status }) => status)).toEqual(['pending', 'pending'])
  expect(list.waiting).toBe(2)
  const seen = await profile(staff, path)
  expect(seen).toMatchObject({ status: 'pending', mayReview: true, mayEdit: false })
  const [file] = seen.papers.flatMap(({ files }) => files)
  expect((await fetch(`${site.web}${file?.href ?? ''}`, { headers: { accept: 'application/json' } })).status).toBe(401)

  const page = visitor(site.web)
  await page.signIn('staff1')
  expect((await page.get(path)).text).toContain(`src="${file?.href ?? ''}"`)
  expect((await page.get(file?.href ?? '')).headers.get('content-type')).toBe('image/png')

  // Two clicks of one reviewer are one; the second reviewer learns who was first.
  const approve = { version: seen.version, outcome: 'approved' }
  const clicks = await Promise.all([staff.post(`${path}/review`, approve), staff.post(`${path}/review`, approve)])
  expect(clicks.map(({ status }) => status)).toEqual([200, 200])
  const second = await (await signIn(site.web, 'chief')).post(`${path}/review`, { version: seen.version, outcome: 'sentBack', reasons: ['other'], text: '晚了' }) // prettier-ignore
  expect([second.status, JSON.stringify(second.body)]).toEqual([409, expect.stringContaining('钟敏 已于')])
  expect(await audits(`enterprise:${id}`, 'enterprise.approved')).toHaveLength(1)
  expect(await letters(`profile-${id}`)).toMatchObject([{ to: 'office@e32.test', answer: { topic: 'profileReviewed', approved: true } }]) // prettier-ignore
  if (rows.length > 0) expect(await codes('2026-11-18T02:00:00.000Z')).toEqual([['queued']])
})

test('a profile is sent back with reasons, which its page shows; the second of two reviewers is told who was first', async () => {
  const { program, id, path } = await own('e33')
  const { version } = await profile(staff, path)
  expect(await staff.post(`${path}/review`, { version, outcome: 'sentBack' })).toMatchObject({ status: 400, body: { fields: [{ path: 'text', sentence: '请至少选择一项退回原因，或写明意见。' }] } }) // prettier-ignore
  const [one, other] = await Promise.all([
    staff.post(`${path}/review`, { version, outcome: 'sentBack', reasons: ['nameDiffers'], text: '请补盖公章。' }),
    (await signIn(site.web, 'staff2')).post(`${path}/review`, { version, outcome: 'approved' }),
  ])
  expect([one.status, other.status].sort()).toEqual([200, 409])
  const loser = one.status === 409 ? one : other
  expect(JSON.stringify(loser.body)).toMatch(/钟(敏|喆) 已于 .* (退回|通过)这份资料/)
  expect(
    await site.db.selectFrom('enterprise_review').selectAll().where('enterprise_id', '=', id).execute(),
  ).toHaveLength(1)
  if (one.status === 200) {
    const model = await profile(program, path)
    expect(model).toMatchObject({ status: 'incomplete', reviews: [{ outcome: 'sentBack', reasons: ['nameDiffers'], text: '请补盖公章。', by: null }] }) // prettier-ignore
    expect(await letters(`profile-${id}`)).toMatchObject([{ answer: { approved: false, reasons: ['企业名称与营业执照不一致，请按营业执照填写。', '请补盖公章。'] } }]) // prettier-ignore
    const page = visitor(site.web)
    await page.signIn('e33')
    expect((await page.get(path)).text).toContain('企业名称与营业执照不一致')
  }
})

test('a change of the contact keeps the approval, a change of an essential puts it to approval again', async () => {
  const { program, path } = await own('e00')
  const before = await profile(program, path)
  const contact = { ...fieldsOf(before), contact: '新联系人', phone: '13900001234' }
  expect((await program.post(`${path}/profile`, contact)).body).toEqual({ outcome: 'saved' })
  // The same form again is one act.
  expect((await program.post(`${path}/profile`, contact)).body).toEqual({ outcome: 'unchanged' })
  const after = await profile(program, path)
  expect(after).toMatchObject({
    status: 'approved',
    contact: '新联系人',
    phoneLast4: '1234',
    legalIdLast4: before.legalIdLast4,
  })
  // The second of two windows is told, and keeps what it typed.
  const stale = await program.post(`${path}/profile`, { ...fieldsOf(before), contact: '另一人' })
  expect([stale.status, JSON.stringify(stale.body)]).toEqual([409, expect.stringContaining('刚被本企业的其他人修改过')])
  const renamed = { ...fieldsOf(after), name: '南宁宏达建筑机械集团有限公司' }
  expect((await program.post(`${path}/profile`, renamed)).body).toEqual({ outcome: 'savedPending' })
  expect(await profile(program, path)).toMatchObject({ status: 'pending' })
  // The new name finds it; nothing of a number is in the audit log.
  expect((await staff.get('/search?q=%E6%9C%BA%E6%A2%B0%E9%9B%86%E5%9B%A2')).body).toMatchObject({ enterprises: [{ name: renamed.name }] }) // prettier-ignore
  const log = await site.db.selectFrom('audit_log').select('detail').where('action', 'like', 'enterprise.%').execute()
  expect(JSON.stringify(log)).not.toMatch(/13900001234|新联系人/)
})

test('a name or a code that another enterprise has is refused without saying whose; wrong values stand at their fields', async () => {
  const { program, path } = await own('e03')
  const model = await profile(program, path)
  const taken = await program.post(`${path}/profile`, { ...fieldsOf(model), creditCode: '914501002374L74A3J' })
  expect(taken).toMatchObject({ status: 409, body: { fields: [{ path: 'creditCode' }] } })
  expect(JSON.stringify(taken.body)).not.toContain('鑫源')
  const page = visitor(site.web)
  await page.signIn('e03')
  const wrong = await page.post(`${path}/profile`, { ...fieldsOf(model), version: String(model.version), creditCode: '914501002374L74A3X', contact: '' }) // prettier-ignore
  expect(wrong.status).toBe(400)
  for (const text of ['统一社会信用代码的校验码不对', '请填写联系人', 'href="#creditCode"', 'value="914501002374L74A3X"']) expect(wrong.text).toContain(text) // prettier-ignore
})

test('addresses: registered, twice is once, revoked, and never the last registered one', async () => {
  const { program, path } = await own('e04')
  expect((await program.post(`${path}/addresses`, { address: ' New@E04.test ' })).body).toEqual({
    outcome: 'addressAdded',
  })
  expect((await program.post(`${path}/addresses`, { address: 'new@e04.test' })).body).toEqual({
    outcome: 'addressAlready',
  })
  expect((await program.post(`${path}/addresses`, { address: 'no address' })).status).toBe(400)
  const revoke = async (address: string) => (await program.post(`${path}/addresses/revoke`, { address })).body
  expect(await revoke('new@e04.test')).toEqual({ outcome: 'addressRevoked' })
  expect(await revoke('new@e04.test')).toEqual({ outcome: 'addressGone' })
  await revoke('hr@e04.test')
  expect(await revoke('office@e04.test')).toMatchObject({ error: { code: 'lastRegistered' } })
  expect((await profile(program, path)).addresses.map(({ address }) => address)).toEqual(['office@e04.test'])

  // Nobody's addresses change in silence: each that could write before a change was told of it, once.
  const told = await site.db.selectFrom('outgoing_mail').select(['to_address as to', 'message_id as id']).where('message_id', 'like', 'unban.addresses-%').orderBy('id').execute() // prettier-ignore
  const byChange = [...Map.groupBy(told, ({ id }) => id.split('.')[1]).values()].map((letters) => letters.map(({ to }) => to).sort()) // prettier-ignore
  expect(byChange).toEqual([['hr@e04.test', 'office@e04.test'], ['hr@e04.test', 'new@e04.test', 'office@e04.test'], ['hr@e04.test', 'office@e04.test']]) // prettier-ignore
  const { address } = await site.db.selectFrom('mailbox').select('address').executeTakeFirstOrThrow()
  const own2 = await program.post(`${path}/addresses`, { address })
  expect([own2.status, JSON.stringify(own2.body)]).toEqual([400, expect.stringContaining('协会收件的邮箱')])
})

test('papers by their content: a GIF named .png, nothing at all and too much are refused, and the rest stays', async () => {
  const { program, path } = await own('e05')
  expect((await upload('e05', path, 'licence', gif())).text).toContain('扫描件只接受PNG、JPEG、PDF文件')
  expect((await upload('e05', path, 'licence', Buffer.alloc(0))).text).toContain('请先选择要上传的文件')
  expect((await upload('e05', path, 'licence', Buffer.alloc(20 * 1024 * 1024 + 1, 1))).text).toContain('不能超过 20 MB')
  expect((await upload('e05', path, 'nonsense', scan('x'))).text).toContain('没有这项材料')
  expect((await profile(program, path)).papers.flatMap(({ files }) => files)).toEqual([])
  // A new licence of an approved enterprise is looked at again.
  expect((await upload('e05', path, 'licence', scan('y'))).status).toBe(303)
  expect((await upload('e05', path, 'licence', scan('y'))).location).toBe(`${path}?notice=addedAlready`)
  const model = await profile(program, path)
  expect(model).toMatchObject({ status: 'pending', papers: [{ paper: 'licence', onRecord: true, files: [{ type: 'image/png' }] }, {}, {}] }) // prettier-ignore
  expect(site.logged.join('\n')).not.toContain('王小明')
  expect(JSON.stringify(await site.db.selectFrom('enterprise_file').selectAll().execute())).not.toContain('王小明')
})

test('nobody sees or keeps another’s profile', async () => {
  const { path } = await own('e06')
  const stranger = await signIn(site.web, 'e07')
  expect(await stranger.get(path)).toMatchObject({ status: 403, body: { error: { code: 'otherEnterprise' } } })
  expect((await stranger.post(`${path}/submit`)).status).toBe(403)
  expect((await stranger.get('/enterprises')).status).toBe(403)
  expect((await staff.post(`${path}/submit`)).status).toBe(403)
  expect((await (await signIn(site.web, 'changji.reviewer1')).get(path)).status).toBe(403)
  expect((await (await signIn(site.web, 'nanning.reviewer1')).get('/enterprises')).status).toBe(200)
})
