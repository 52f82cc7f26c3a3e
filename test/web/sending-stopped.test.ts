/** 停发 on the pages: who sees it and who may end it; and the phone of whoever an answer did not reach. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { startSite, type Site } from '../support/site.ts'
import { signIn } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 60_000)
afterAll(() => site.close())

const banner = '邮箱已停止发信'
const during = async <T>(said: Promise<T>): Promise<T> => {
  const pulse = setInterval(() => void site.doMailActs().catch(() => undefined), 200)
  try {
    return await said
  } finally {
    clearInterval(pulse)
  }
}
const stop = () =>
  site.db
    .updateTable('mailbox')
    .set({ sending_stopped_at: sql<string>`now()` })
    .execute()
const stoppedAt = async () => (await site.db.selectFrom('mailbox').select('sending_stopped_at').executeTakeFirstOrThrow()).sending_stopped_at // prettier-ignore
const resumed = () => site.db.selectFrom('audit_log').select('actor').where('action', '=', 'sending.resumed').execute()
const pages = async (login: string) => {
  const page = visitor(site.web)
  await page.signIn(login)
  return page
}

test('stopped: every page of the chief says so and leads to the button; nobody else is shown either', async () => {
  const [chief, staff, enterprise] = [await pages('chief'), await pages('staff1'), await pages('e00')]
  expect((await chief.get('/queue')).text).not.toContain(banner)
  await stop()
  for (const path of ['/', '/queue', '/persons', '/overview']) {
    const { text } = await chief.get(path)
    expect(text).toContain(banner)
    expect(text).toContain('href="/mails">查看并恢复发送')
  }
  const mails = (await chief.get('/mails')).text
  expect(mails).not.toContain(banner)
  expect(mails).toContain('恢复发送</button>')
  expect((await staff.get('/queue')).text).not.toContain(banner)
  expect((await staff.get('/mails')).text).not.toContain('恢复发送</button>')
  expect((await enterprise.get('/mails')).text).not.toMatch(/停止发送|停止发信/)
})

test('恢复发送 is the chief’s alone; two clicks let it go on once', async () => {
  await stop()
  for (const login of ['staff1', 'e00']) expect((await (await signIn(site.web, login)).post('/mails/sending')).status).toBe(403) // prettier-ignore
  expect(await stoppedAt()).not.toBeNull()
  const chief = await signIn(site.web, 'chief')
  const token = 'go-on-token-1'
  const said = await during(Promise.all([chief.post('/mails/sending', { token }), chief.post('/mails/sending', { token })])) // prettier-ignore
  expect(said.map(({ status }) => status)).toEqual([200, 200])
  expect([await stoppedAt(), (await resumed()).length]).toEqual([null, 1])
  const page = await pages('chief')
  expect((await page.get('/queue')).text).not.toContain(banner)
})

test('电话: audited each time; only while the answer has not arrived, and never for another office or the enterprise', async () => {
  const rows = await site.goodRows('e01', 1)
  const mailId = await site.arrive({ from: 'office@e01.test', receivedAt: '2026-11-18T01:00:00.000Z', rows })
  const { id, to_address: to } = await site.db.selectFrom('outgoing_mail').select(['id', 'to_address']).where('mail_id', '=', mailId).executeTakeFirstOrThrow() // prettier-ignore
  const enterprise = await site.db.selectFrom('enterprise').innerJoin('request', 'request.enterprise_id', 'enterprise.id').select(['enterprise.id', 'enterprise.name', 'enterprise.phone_cipher']).where('mail_id', '=', mailId).executeTakeFirstOrThrow() // prettier-ignore
  const phone = site.database.vault.open(enterprise.phone_cipher)
  const path = `/letters/${id}/phone`
  const staff = await signIn(site.web, 'staff1')
  const audits = () => site.db.selectFrom('audit_log').select(['actor', 'detail']).where('action', '=', 'enterprise.phoneRevealed').where('object', '=', `enterprise:${enterprise.id}`).orderBy('seq').execute() // prettier-ignore

  expect(await staff.post(path)).toMatchObject({ status: 403, body: { error: { code: 'notUndelivered' } } })
  expect(await audits()).toEqual([])
  await site.db.updateTable('outgoing_mail').set({ state: 'bounced' }).where('id', '=', id).execute()
  const page = JSON.stringify((await staff.get(`/mails/${mailId}`)).body)
  expect(page).not.toContain(phone)
  for (const login of ['e01', 'e00', 'nanning.reviewer1', 'admin']) {
    const other = await signIn(site.web, login).catch(() => null)
    if (other !== null) expect((await other.post(path)).status).toBe(403)
  }
  expect((await fetch(site.web + path, { method: 'POST', headers: { accept: 'application/json' } })).status).toBeGreaterThanOrEqual(401) // prettier-ignore
  expect(await audits()).toEqual([])

  const [one, two] = [await staff.post(path), await staff.post(path)]
  expect([one, two]).toMatchObject([{ status: 200, body: { enterprise: enterprise.name, phone } }, { status: 200 }])
  const account = await site.db.selectFrom('account').select('id').where('login', '=', 'staff1').executeTakeFirstOrThrow() // prettier-ignore
  const entry = { actor: `account:${account.id}`, detail: { reason: 'undelivered', letter: id } }
  expect(await audits()).toEqual([entry, entry])
  expect(site.logged.join('\n')).not.toContain(phone)

  // Sent again, it is nobody's to call any more.
  expect((await during(staff.post(`/letters/${id}/resend`))).status).toBe(200)
  expect(await staff.post(path)).toMatchObject({ status: 403, body: { error: { code: 'notUndelivered' } } })
  expect(to).toBe('office@e01.test')
})

test('电话 of a letter that may be two enterprises’: nobody’s is shown', async () => {
  const rows = [...(await site.goodRows('e03', 1)), ...(await site.goodRows('e04', 1))]
  const e04 = await site.db.selectFrom('account_enterprise').innerJoin('account', 'account.id', 'account_enterprise.account_id').select('enterprise_id').where('login', '=', 'e04').executeTakeFirstOrThrow() // prettier-ignore
  await site.db.insertInto('enterprise_address').values({ enterprise_id: e04.enterprise_id, address: 'office@e03.test', source: 'confirmed' }).execute() // prettier-ignore
  const mailId = await site.arrive({ from: 'office@e03.test', receivedAt: '2026-11-18T02:00:00.000Z', rows })
  const { id } = await site.db.selectFrom('outgoing_mail').select('id').where('mail_id', '=', mailId).where('kind', '=', 'ack').executeTakeFirstOrThrow() // prettier-ignore
  await site.db.updateTable('outgoing_mail').set({ state: 'bounced' }).where('id', '=', id).execute()
  const staff = await signIn(site.web, 'staff1')
  const before = await site.db.selectFrom('audit_log').select('seq').where('action', '=', 'enterprise.phoneRevealed').execute() // prettier-ignore
  expect((await staff.post(`/letters/${id}/phone`)).status).toBe(404)
  expect(await site.db.selectFrom('audit_log').select('seq').where('action', '=', 'enterprise.phoneRevealed').execute()).toEqual(before) // prettier-ignore
})
