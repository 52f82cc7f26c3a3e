/** 新增人员 and 修改人员 as forms: what is kept, what is refused, and who was first. */
import { beforeAll, describe, expect, test } from '@jest/globals'
import { drawCertificateScan } from '../../scripts/world/certificate-scan.ts'
import { drawPortrait } from '../../scripts/world/portrait.ts'
import { gif, hugePng } from '../support/hostile-files.ts'
import { signIn } from '../support/staff.ts'
import type { Site } from '../support/site.ts'
import { withSite } from '../support/with-site.ts'
import { entrant, savedPerson, somebody, type Entrant } from '../support/entrant.ts'

let site: Site
let e00: Entrant
withSite(
  (opened) => entrant(opened, 'e00'),
  (...opened) => ([site, e00] = opened),
)

const scan = (number: string) => drawCertificateScan({ number, issuedOn: '2024-01-01', validUntil: '2028-01-01' })

test('a person is entered whole, stands 禁用 with the certificate 暂扣, and nothing is missing', async () => {
  const saved = await e00.add(
    e00.whole({ idNumber: '110101199003070353', number: '桂A062026000001' }),
    e00.wholeFiles(),
  )
  expect(saved.location).toMatch(/^\/persons\/\d+\?notice=saved$/)
  const id = savedPerson(saved)
  const person = await site.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(person).toMatchObject({
    name: '钟离春',
    sex: 'male',
    birth_date: '1990-03-07',
    status: 'disabled',
    version: 1,
  })
  expect(person).toMatchObject({ post_type: '操作人员', post: '建筑起重司索信号工', trade: '建筑起重司索信号工' })
  const [certificate] = await site.db.selectFrom('certificate').selectAll().where('person_id', '=', id).execute()
  expect(certificate).toMatchObject({ number: '桂A062026000001', status: 'held' })
  const page = await e00.visitor.get(`/persons/${id}`)
  expect(page.text).toContain('资料齐全')
  const model = (await e00.json(`/persons/${id}`)) as { checks: { ok: boolean }[]; papers: unknown[] } // prettier-ignore
  expect([model.checks.every(({ ok }) => ok), model.papers.length]).toEqual([true, 2])
  const audit = await site.db.selectFrom('audit_log').select(['action', 'detail', 'acting_for']).where('object', '=', `person:${id}`).execute() // prettier-ignore
  expect(audit).toMatchObject([{ action: 'person.entered', acting_for: `enterprise:${e00.enterpriseId}` }])
})

test('a record may be saved incomplete, and says what is missing', async () => {
  const saved = await e00.add({ idNumber: '110101199003074514', name: '半全' })
  const page = await e00.visitor.get(saved.location ?? '')
  expect(page.text).toContain('没有照片')
  expect(page.text).toContain('没有社保证明')
})

test('wrong values are refused at their fields, and what was typed stays', async () => {
  const wrong = await e00.add({ idNumber: '110101199003074515', name: '错误', phone: '123', sex: 'female' })
  expect(wrong.status).toBe(400)
  expect(wrong.text).toContain('校验码不对')
  expect(wrong.text).toContain('value="错误"')
  const sex = await e00.add({ idNumber: '110101199003077037', name: '错误', phone: '18000000000', sex: 'female', birthDate: '1990-03-08' }) // prettier-ignore
  expect(sex.text).toContain('性别与身份证号不一致')
  expect(sex.text).toContain('出生日期与身份证号不一致')
  expect(sex.text).toContain('18000000000是绑定时的占位号码')
})

test('post type, post and trade that do not fit the certificate are refused with what it allows', async () => {
  const typed = e00.whole({ idNumber: '110101199003077037', number: '桂A062026000009' })
  const wrong = await e00.add({ ...typed, postType: '安拆人员', post: '塔司', trade: '塔司' })
  expect(wrong.text).toContain('信号工证对应的岗位类型为操作人员，岗位为建筑起重司索信号工')
})

test('a certificate number that anybody has is refused without saying who', async () => {
  const others = await site.db.selectFrom('certificate').innerJoin('person', 'person.id', 'person_id').select('number').where('enterprise_id', '!=', e00.enterpriseId).executeTakeFirstOrThrow() // prettier-ignore
  const refused = await e00.add(e00.whole({ idNumber: '110101199003077037', number: others.number }))
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('该证书号已登记，请修改原记录')
})

test('an ID number that is known gets one of three answers, and never whose it is', async () => {
  const of = async (where: 'own' | 'other' | 'nobody') => {
    const { idNumber, company } = await somebody(site, e00, where)
    return { answer: await e00.add({ idNumber, name: '重复' }), owner: company ?? '' }
  }
  const own = await of('own')
  expect(own.answer.status).toBe(409)
  expect(own.answer.text).toContain('此人已在贵单位名下')
  const other = await of('other')
  expect(other.answer.text).toContain('归属其他单位')
  expect(other.answer.text).toContain('/help/request-form.xlsx')
  expect(other.answer.text).not.toContain(other.owner)
  const nobody = await of('nobody')
  expect(nobody.answer.text).toContain('目前无归属单位')
})

test('a double click of save enters one person', async () => {
  const form = e00.newForm()
  const typed = { idNumber: '110101199003072893', name: '双击' }
  const both = await Promise.all([e00.add(typed, {}, form), e00.add(typed, {}, form)])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  expect(both[0]?.location).toBe(both[1]?.location)
  const again = await e00.add({ ...typed, name: '双击之后' }, {}, form)
  expect(again.text).toContain('此人已在贵单位名下')
  const audit = await site.db.selectFrom('audit_log').select('key').where('action', '=', 'person.entered').where('key', 'like', `%${form}%`).execute() // prettier-ignore
  expect(audit).toHaveLength(1)
})

async function active(): Promise<number> {
  const { id } = await site.db
    .selectFrom('person')
    .select('id')
    .where('enterprise_id', '=', e00.enterpriseId)
    .where('status', '=', 'active')
    .where('phone_placeholder', '=', false)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  return id
}

test('any change disables the person and holds the certificates in one audit row; no change changes nothing', async () => {
  const id = await active()
  const same = await e00.change(id, {})
  expect(same.location).toBe(`/persons/${id}?notice=unchanged`)
  const still = await site.db.selectFrom('person').select(['status', 'version']).where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
  expect(still.status).toBe('active')
  const changed = await e00.change(id, { phone: '19900001234' })
  expect(changed.location).toBe(`/persons/${id}?notice=saved`)
  const person = await site.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect([person.status, person.version, person.phone_last4]).toEqual(['disabled', still.version + 1, '1234'])
  const held = await site.db.selectFrom('certificate').select('status').where('person_id', '=', id).execute()
  expect(new Set(held.map(({ status }) => status))).toEqual(new Set(['held']))
  const audit = await site.db.selectFrom('audit_log').select('detail').where('object', '=', `person:${id}`).where('action', '=', 'person.changed').execute() // prettier-ignore
  expect(audit).toMatchObject([{ detail: { changed: ['phone'] } }])
})

test('of two editors the second learns who was first, keeps what was typed and sees the difference', async () => {
  const id = await active()
  const one = await e00.openForm(id)
  const two = await e00.openForm(id)
  await e00.sendForm(id, { ...one, phone: '19900002222' })
  const second = await e00.sendForm(id, { ...two, name: '后来者' })
  expect(second.status).toBe(409)
  expect(second.text).toContain('邱斌晓已于')
  expect(second.text).toContain('与现登记不同的内容')
  expect(second.text).toContain('value="后来者"')
  const version = /name="version" value="(\d+)"/.exec(second.text)?.[1] ?? ''
  const form = /name="formId" value="([^"]+)"/.exec(second.text)?.[1] ?? ''
  const third = await e00.sendForm(id, { ...two, name: '后来者', version, formId: form })
  expect(third.location).toBe(`/persons/${id}?notice=saved`)
  const person = await site.db.selectFrom('person').select(['name', 'phone_last4']).where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
  expect(person).toEqual({ name: '后来者', phone_last4: '2222' })
})

test('an edit while a request waits keeps its place; under review the record is locked', async () => {
  const [row] = await site.goodRows('e00', 1)
  if (row === undefined) throw new Error('nobody')
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:02:11.000Z', rows: [row] })
  const person = await site.db.selectFrom('person').select('id').where('id_key', '=', site.database.vault.lookup('idNumber', row.idNumber)).executeTakeFirstOrThrow() // prettier-ignore
  const before = await site.db.selectFrom('request').selectAll().executeTakeFirstOrThrow()
  expect((await e00.change(person.id, { phone: '19900003333' })).location).toBe(`/persons/${person.id}?notice=saved`)
  expect(await site.db.selectFrom('request').selectAll().executeTakeFirstOrThrow()).toEqual(before)
  const form = await e00.openForm(person.id)
  await (await signIn(site.web, 'staff1')).post('/queue/next')
  const refused = await e00.sendForm(person.id, { ...form, phone: '19900004444' })
  expect(refused.location).toBe(`/persons/${person.id}?notice=locked`)
  expect((await e00.visitor.get(`/persons/${person.id}`)).text).toContain('审核中')
  const closed = await e00.visitor.get(`/persons/${person.id}/edit`)
  expect(closed.status).toBe(403)
  expect(closed.text).toContain('<h1>资料已锁定，审核结束后可修改</h1>')
  expect(closed.text).toContain(`href="/persons/${person.id}">回到该人员</a>`)
  const kept = await site.db.selectFrom('person').select('phone_last4').where('id', '=', person.id).executeTakeFirstOrThrow() // prettier-ignore
  expect(kept.phone_last4).toBe('3333')
})

test.each([
  ['a GIF named .jpg', 'upload:photo', gif(), '照片只接受PNG、JPEG格式的图片'],
  ['a blank photo', 'upload:photo', hugePng(295, 413), '照片是空白的'],
  ['a bomb of 900 million points', 'upload:photo', hugePng(30_000, 30_000), '照片尺寸过大'],
  ['a scan of 3 MB', 'upload:certificates[0].scan', Buffer.concat([scan('x'), Buffer.alloc(3 * 1024 * 1024)]), '证书扫描件每个文件不能超过2 MB'], // prettier-ignore
  ['a program as a contract', 'upload:contract[0].pages', Buffer.from('MZ\u0090\u0000 program'), '合同文件只接受'],
])('%s is refused with its sentence, and nothing else is lost', async (_, field, bytes, sentence) => {
  const typed = { idNumber: '110101199003074813', name: '上传者', 'certificates[0].number': '桂A1', 'certificates[0].kind': '信号工证' } // prettier-ignore
  const form = e00.newForm()
  const answer = await e00.add(typed, { [field]: [bytes], ...(field === 'upload:photo' ? {} : { 'upload:photo': [drawPortrait('上传者', false)] }) }, form) // prettier-ignore
  expect(answer.status).toBe(400)
  expect(answer.text).toContain(sentence)
  expect(answer.text).toContain('value="上传者"')
  expect(answer.text).toContain('value="桂A1"')
  if (field !== 'upload:photo') expect(answer.text).toMatch(/name="photo" value="[0-9a-f]{64}"/)
  const restored = await e00.visitor.get(`/persons/new?form=${form}`)
  expect(restored.text).toContain('value="上传者"')
  const saved = await site.db.selectFrom('person').select('id').where('name', '=', '上传者').execute()
  expect(saved).toEqual([])
})

test('a file of another enterprise can neither be seen nor named', async () => {
  const e01 = await entrant(site, 'e01')
  const sha = await e01.upload('upload:photo', drawPortrait('别家', true))
  expect((await e01.visitor.get(`/persons/uploads/${sha}`)).status).toBe(200)
  expect((await e00.visitor.get(`/persons/uploads/${sha}`)).status).toBe(404)
  const saved = await e00.add({ idNumber: '110101199003071997', name: '借图', photo: sha })
  const id = savedPerson(saved)
  const person = await site.db.selectFrom('person').select('photo_sha').where('id', '=', id).executeTakeFirstOrThrow()
  expect(person.photo_sha).toBeNull()
})

test('drafts are sealed, survive a lost session and are there after signing in again', async () => {
  const lost = await entrant(site, 'e00')
  const form = lost.newForm()
  await lost.visitor.get(`/persons/new?form=${form}`)
  await site.db.updateTable('session').set({ expires_at: '2020-01-01T00:00:00Z' }).execute()
  const away = await lost.add({ idNumber: '110101199003075832', name: '会话丢失', enterpriseId: String(lost.enterpriseId) }, {}, form) // prettier-ignore
  expect(away.location).toContain('/sign-in')
  expect(away.location).toContain('why=kept')
  await lost.visitor.signIn('e00')
  const back = await lost.visitor.get(`/persons/new?form=${form}`)
  expect(back.text).toContain('value="会话丢失"')
  expect(back.text).toContain('已恢复您')
  const drafts = await site.db.selectFrom('draft').selectAll().execute()
  expect(JSON.stringify(drafts)).not.toContain('会话丢失')
  expect((await lost.visitor.get('/persons')).text).toContain('会话丢失')
  expect(site.logged.join('')).not.toContain('110101199003075832')
})

test('what was typed is kept, and said to be, when one has signed out in another tab', async () => {
  const lost = await entrant(site, 'e00')
  const form = lost.newForm()
  await lost.visitor.get(`/persons/new?form=${form}`)
  const { csrf } = lost.visitor
  const { location } = await lost.visitor.post('/sign-out')
  await lost.visitor.get(location ?? '')
  const typed = { idNumber: '110101199003075832', name: '另页退出', enterpriseId: String(lost.enterpriseId) }
  const stranger = await lost.add({ ...typed, csrf: 'x'.repeat(43) }, {}, form)
  expect(stranger.location).not.toContain('why=')
  const away = await lost.add({ ...typed, csrf }, {}, form)
  expect(away.location).toContain('why=kept')
  const said = await lost.visitor.get(away.location ?? '')
  expect(said.text).toContain('登录已失效；刚才填写的内容已保存，登录后可继续。')
  await lost.visitor.signIn('e00')
  expect((await lost.visitor.get(`/persons/new?form=${form}`)).text).toContain('value="另页退出"')
})

describe('an unfinished person is one whose form has not been saved', () => {
  // The sessions of before have ended.
  beforeAll(async () => {
    e00 = await entrant(site, 'e00')
  })
  const unfinished = async () => {
    const { unfinished } = (await e00.json('/persons')) as { unfinished: { formId: string }[] }
    return unfinished.map(({ formId }) => formId)
  }
  const typing = (formId: string, name: string) => e00.visitor.post('/persons/drafts', { formId, name })

  test('it goes with the save, also after an error page and by a second click', async () => {
    const form = e00.newForm()
    const typed = { idNumber: '110101199003072375', name: '改正之后' }
    await typing(form, '改')
    expect((await e00.add({ ...typed, phone: '123' }, {}, form)).status).toBe(400)
    expect(await unfinished()).toContain(form)
    expect((await e00.add(typed, {}, form)).status).toBe(303)
    expect(await unfinished()).not.toContain(form)
    expect((await e00.add(typed, {}, form)).status).toBe(303)
    expect(await unfinished()).not.toContain(form)
  })

  test('one more character after the save, or the answer that the person is theirs, does not bring it back', async () => {
    const form = e00.newForm()
    const typed = { idNumber: '110101199003078291', name: '退回再写' }
    expect((await e00.add(typed, {}, form)).status).toBe(303)
    await typing(form, '退回再写一')
    expect((await e00.add({ ...typed, name: '退回再写一' }, {}, form)).status).toBe(409)
    expect(await unfinished()).not.toContain(form)
    const drafts = await site.db.selectFrom('draft').select('subject').where('subject', 'like', `%${form}`).execute()
    expect(drafts).toEqual([])
    // The next person gets a form that keeps what is typed.
    const next = await e00.visitor.get(`/persons/new?form=${form}`)
    expect(next.location).toMatch(/^\/persons\/new\?form=/)
    expect(next.location).not.toContain(form)
    const other = e00.newForm()
    await typing(other, '退回再写')
    expect(await unfinished()).toContain(other)
    expect((await e00.add(typed, {}, other)).status).toBe(409)
    expect(await unfinished()).not.toContain(other)
  })
})
