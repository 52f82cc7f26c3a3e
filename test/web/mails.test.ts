/** Mails of every kind are listed for good; what strangers write is shown as text and does nothing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { MailsModel } from '../../web/mails/list-presenter.ts'
import type { MailModel } from '../../web/mails/presenter.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 60_000)
afterAll(() => site.close())

test('each mail has its state, its codes and its rows, and says what came of it', async () => {
  const [good] = await site.goodRows('e00', 1)
  if (good === undefined) throw new Error('e00 has nobody.')
  const wrong = { ...good, name: '张三', idNumber: '450100199001011234' }
  const id = await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:00:00.000Z', rows: [good, wrong] })
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:01:00.000Z', subject: '忘了附件' })
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:02:00.000Z', rows: [good], dmarc: 'fail' })
  const staff = await signIn(site.web, 'staff1')
  const list = (await staff.get('/mails')).body as MailsModel
  expect(list.mails.map((mail) => mail.state)).toEqual(['quarantined', 'returned', 'accepted'])
  const body = (await staff.get(`/mails/${id}`)).body as MailModel
  expect(body.rows).toMatchObject([{ n: 1, outcome: 'queued', rowState: 'live' }, { n: 2, outcome: 'returned', codes: [{ code: 'R09' }] }]) // prettier-ignore
  expect(body.requests).toHaveLength(1)
  const page = visitor(site.web)
  await page.signIn('staff1')
  expect((await page.get(`/mails/${id}`)).text).toContain('R09 身份证号的校验码不对')
  expect((await page.get('/mails?state=returned')).text).toContain('忘了附件')
  // Saved with its ending by any browser, under its own name by those that read it.
  expect((await page.get(`/mails/${id}/attachments/1`)).headers.get('content-disposition')).toBe(`attachment; filename="attachment.xlsx"; filename*=UTF-8''${encodeURIComponent('表格.xlsx')}`) // prettier-ignore
  // Numbers of people are in no list.
  expect(JSON.stringify(list) + JSON.stringify(body)).not.toContain('450100199001011234')
})

test('what a stranger writes is text: subject, body, names', async () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>{{shell.csrf}}'
  const id = await site.arrive({ from: 'office@e01.test', receivedAt: '2026-11-18T02:00:00.000Z', subject: hostile, text: hostile }) // prettier-ignore
  const page = visitor(site.web)
  await page.signIn('staff1')
  for (const path of ['/mails', `/mails/${id}`]) {
    const { text } = await page.get(path)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toContain('<script>alert')
    expect(text).not.toContain('<img src=x')
    expect(text).toContain('{{shell.csrf}}')
  }
})

test('an enterprise sees its own mails only, and of a mail that names others only its own rows', async () => {
  const [mine] = await site.goodRows('e01', 1)
  const [theirs] = await site.goodRows('e03', 1)
  if (mine === undefined || theirs === undefined) throw new Error('Nobody to write for.')
  const { id: e03 } = await site.db.selectFrom('enterprise').select('id').where('name', '=', theirs.company).executeTakeFirstOrThrow() // prettier-ignore
  // One office writes for both.
  await site.db.insertInto('enterprise_address').values({ enterprise_id: e03, address: 'office@e01.test', source: 'confirmed', revoked_at: null }).execute() // prettier-ignore
  const id = await site.arrive({
    from: 'office@e01.test',
    receivedAt: '2026-11-18T03:00:00.000Z',
    rows: [mine, theirs],
  })
  const own = await signIn(site.web, 'e01')
  const body = (await own.get(`/mails/${id}`)).body as MailModel
  expect(body).toMatchObject({ whole: false, answers: [], mail: { text: '', attachments: [] } })
  expect(body.rows.map((row) => row.name)).toEqual([mine.name])
  expect((await own.get(`/mails/${id}/attachments/1`)).status).toBe(403)
  const stranger = await signIn(site.web, 'e04')
  expect(await stranger.get(`/mails/${id}`)).toMatchObject({
    status: 403,
    body: { error: { code: 'otherEnterprise' } },
  })
})
