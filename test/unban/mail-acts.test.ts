/** 来信办理: the chief's acts on mails that no rule could settle; each once, with a reason, and shown where it concerns. */
import { describe, expect, test } from '@jest/globals'
import type { MailsModel } from '../../web/mails/list-presenter.ts'
import type { MailModel } from '../../web/mails/presenter.ts'
import type { Site } from '../support/site.ts'
import { signIn, type Program } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'
import { letterRows, mailRow, requestRow, whileIntakeActs, withSite } from '../support/with-site.ts'

let site: Site
let chief: Program
withSite(
  (opened) => signIn(opened.web, 'chief'),
  (...opened) => ([site, chief] = opened),
)

let minute = 0
const at = () => new Date(Date.parse('2026-11-18T01:00:00Z') + (minute += 1) * 60_000).toISOString()
const act = (path: string, body: object) => whileIntakeActs(site, chief.post(path, body))
const mailOf = (id: number) => mailRow(site, id)
const requestOf = (mailId: number) => requestRow(site, mailId)
const lettersOf = (mailId: number) => letterRows(site, mailId)
const audits = (mailId: number, action: string) => site.db.selectFrom('audit_log').select('actor').where('object', '=', `mail:${mailId}`).where('action', '=', action).execute() // prettier-ignore
const bulk = async (login: string, rows = 1) => site.arrive({ from: `office@${login}.test`, receivedAt: at(), headers: { Precedence: 'bulk' }, rows: await site.goodRows(login, rows) }) // prettier-ignore

describe('a mail for a person to look at', () => {
  test('accepted: its rows queue at the mail’s own time, its sender is answered; twice is once', async () => {
    const later = await site.arrive({ from: 'office@e03.test', receivedAt: '2026-11-19T01:00:00.000Z', rows: await site.goodRows('e03', 1) }) // prettier-ignore
    const id = await bulk('e00')
    const token = 'accept-token-1'
    const [one, two] = await Promise.all([act(`/mails/${id}/acts`, { act: 'accept', reason: '网关标记，核对过', token }), act(`/mails/${id}/acts`, { act: 'accept', reason: '网关标记，核对过', token })]) // prettier-ignore
    expect([one, two]).toMatchObject([
      { status: 200, body: { kind: 'done' } },
      { status: 200, body: { kind: 'done' } },
    ])
    const [mail, request, behind] = [await mailOf(id), await requestOf(id), await requestOf(later)]
    expect(mail.state).toBe('accepted')
    expect(request).toMatchObject({ state: 'queued', received_at: mail.received_at })
    expect(request?.received_at.localeCompare(behind?.received_at ?? '')).toBeLessThan(0)
    expect((await lettersOf(id)).map(({ kind, rows_header }) => [kind, rows_header])).toEqual([['ack', '1=queued']])
    const account = await site.db.selectFrom('account').select('id').where('login', '=', 'chief').executeTakeFirstOrThrow() // prettier-ignore
    expect(await audits(id, 'mail.accepted')).toEqual([{ actor: `account:${account.id}` }])
    const shown = (await chief.get(`/mails/${id}`)).body as MailModel
    expect(shown.office?.acts).toMatchObject([{ kind: 'accept', outcome: 'done', reason: '网关标记，核对过' }])
    expect(await act(`/mails/${id}/acts`, { act: 'dismiss', reason: '太晚了' })).toMatchObject({ status: 403, body: { error: { code: 'mailSettled' } } }) // prettier-ignore
  })

  test('a forged mail that the chief vouches for queues; one that nobody vouches for is dismissed without an answer', async () => {
    const rows = await site.goodRows('e01', 1)
    const id = await site.arrive({ from: 'office@e01.test', receivedAt: at(), rows, dmarc: 'fail' })
    expect((await mailOf(id)).state).toBe('quarantined')
    await act(`/mails/${id}/acts`, { act: 'accept', reason: '已电话核实' })
    expect(await requestOf(id)).toMatchObject({ state: 'queued' })
    const other = await site.arrive({ from: 'office@e01.test', receivedAt: at(), rows, dmarc: 'fail' })
    await act(`/mails/${other}/acts`, { act: 'dismiss', reason: '确为冒用' })
    expect(await mailOf(other)).toMatchObject({ state: 'dismissed' })
    expect((await lettersOf(other)).filter(({ to_address }) => to_address === 'office@e01.test' ).map(({ kind }) => kind)).toEqual(['note']) // prettier-ignore
  })

  test('a forged mail is not offered: what is known of it stands at the act, and a person is asked twice', async () => {
    const [row] = await site.goodRows('e05', 1)
    if (row === undefined) throw new Error('e05 has nobody.')
    const id = await site.arrive({ from: 'office@e05.test', receivedAt: at(), rows: [row], dmarc: 'fail' })
    const page = visitor(site.web)
    await page.signIn('chief')
    const shown = (await page.get(`/mails/${id}`)).text
    const settle = shown.slice(shown.indexOf('id="settle"'))
    for (const words of ['受理前请核对', 'office@e05.test', '发件人验证失败', '发件人身份验证未通过', `以其名义发送</dt><dd>${row.company}`, '表格.xlsx', 'KB', '尚未读取。受理后逐行读取并核对']) expect(settle).toContain(words) // prettier-ignore
    expect(settle).not.toContain('btn-primary')
    expect(shown).not.toContain(row.name)

    const once = await page.post(`/mails/${id}/acts`, { act: 'accept', reason: '已电话核实' })
    expect(once.status).toBe(200)
    expect(once.text).toContain('要受理 office@e05.test 的来信吗？发件人验证失败；发件人身份验证未通过')
    expect(once.text).toContain('value="已电话核实"')
    expect(once.text).not.toContain('btn-primary')
    expect((await mailOf(id)).state).toBe('quarantined')
    expect(await site.db.selectFrom('mail_act').select('id').where('mail_id', '=', id).execute()).toEqual([])
    // Without a reason nothing is asked twice.
    expect((await page.post(`/mails/${id}/acts`, { act: 'accept', reason: '' })).status).toBe(400)

    const twice = page.post(`/mails/${id}/acts`, { act: 'accept', reason: '已电话核实', confirmed: 'yes' })
    const pulse = setInterval(() => void site.doMailActs().catch(() => undefined), 200)
    expect((await twice.finally(() => clearInterval(pulse))).status).toBe(303)
    expect(await requestOf(id)).toMatchObject({ state: 'queued' })
    const after = (await page.get(`/mails/${id}`)).text
    expect(after).toContain(row.name)
    expect(after).not.toContain('受理前请核对')
  })

  test('returned: the sender gets the code and the chief’s words', async () => {
    const id = await bulk('e04')
    expect(await act(`/mails/${id}/acts`, { act: 'return', reason: '请由经办人邮箱单独发送' })).toMatchObject({ status: 400, body: { field: 'code' } }) // prettier-ignore
    await act(`/mails/${id}/acts`, { act: 'return', reason: '请由经办人邮箱单独发送', code: 'R02' })
    expect((await mailOf(id)).state).toBe('returned')
    const [letter] = await lettersOf(id)
    expect(letter).toMatchObject({ kind: 'return', rows_header: '0=R02', letter: { answer: { words: '请由经办人邮箱单独发送' } } }) // prettier-ignore
  })

  test('what cannot be read is read again after a fix, and stays when it still cannot', async () => {
    const id = await site.arrive({ from: 'office@e06.test', receivedAt: at(), rows: await site.goodRows('e06', 1), unreadable: true }) // prettier-ignore
    expect(await mailOf(id)).toMatchObject({ state: 'manual', state_reason: 'unreadable' })
    await act(`/mails/${id}/acts`, { act: 'rerun', reason: '程序已更新' })
    expect([(await mailOf(id)).state, (await requestOf(id))?.state]).toEqual(['accepted', 'queued'])
    expect((await lettersOf(id)).map(({ kind, rows_header }) => [kind, rows_header])).toEqual([['return', '0=R03'], ['ack', '1=queued']]) // prettier-ignore
    const bare = await site.arrive({ from: 'office@e06.test', receivedAt: at() })
    await site.db
      .updateTable('mail')
      .set({ state: 'manual', state_reason: 'unreadable' })
      .where('id', '=', bare)
      .execute()
    expect(await act(`/mails/${bare}/acts`, { act: 'rerun', reason: '程序已更新' })).toMatchObject({ status: 409, body: { error: { code: 'noForm' } } }) // prettier-ignore
    expect((await mailOf(bare)).state).toBe('manual')
  })

  test('staff see it, and only the chief may settle it; a reason is asked for, and what was typed stays', async () => {
    const id = await bulk('e07')
    const staff = await signIn(site.web, 'staff1')
    expect(await staff.post(`/mails/${id}/acts`, { act: 'accept', reason: '好' })).toMatchObject({ status: 403 })
    expect(((await staff.get(`/mails/${id}`)).body as MailModel).office?.may.settle).toBe(false)
    const page = visitor(site.web)
    await page.signIn('chief')
    const { text } = await page.get(`/mails/${id}`)
    expect(text).toContain('负责人办理')
    expect(text).toContain('不进入排队，也不答复')
    expect(await chief.post(`/mails/${id}/acts`, { act: 'return', reason: '', code: 'R02' })).toMatchObject({ status: 400, body: { field: 'reason' } }) // prettier-ignore
  })

  test('待处理 lists what waits for a person, and nothing else', async () => {
    const { mails } = (await chief.get('/mails?view=todo')).body as MailsModel
    expect(mails.length).toBeGreaterThan(0)
    expect(mails.filter(({ state }) => !['manual', 'quarantined', 'onHold'].includes(state))).toEqual([])
  })
})

describe('a receipt time', () => {
  test('is given only to a mail without a server’s time; both times are told to the sender, and the old one stays', async () => {
    const rows = await site.goodRows('e08', 1)
    const firstSeen = at()
    const id = await site.arrive({ from: 'office@e08.test', receivedAt: firstSeen, rows, withoutServerTime: true })
    const time = '2026-11-17 09:02:11'
    await act(`/mails/${id}/time`, { time, reason: '以发送记录为准' })
    expect(await mailOf(id)).toMatchObject({ received_at: '2026-11-17T01:02:11.000Z', time_source: 'chief', time_before: firstSeen }) // prettier-ignore
    expect(await requestOf(id)).toMatchObject({ received_at: '2026-11-17T01:02:11.000Z', due_on: '2026-11-24' })
    const told = (await lettersOf(id)).find(({ kind }) => kind === 'note')
    expect(told?.letter.answer).toMatchObject({ topic: 'timeGiven', timeBefore: firstSeen, receivedAt: '2026-11-17T01:02:11.000Z', reason: '以发送记录为准' }) // prettier-ignore
    const server = await site.arrive({ from: 'office@e09.test', receivedAt: at(), rows: await site.goodRows('e09', 1) })
    expect(await chief.post(`/mails/${server}/time`, { time, reason: '早了' })).toMatchObject({ status: 403, body: { error: { code: 'hasServerTime' } } }) // prettier-ignore
    expect(await chief.post(`/mails/${id}/time`, { time: '昨天', reason: '早了' })).toMatchObject({ status: 400, body: { field: 'time' } }) // prettier-ignore
  })
})

describe('the signed link', () => {
  test('shows places and masked names without an account, and once revoked the same as an unknown one', async () => {
    const rows = await site.goodRows('e10', 2)
    const id = await site.arrive({ from: 'office@e10.test', receivedAt: at(), rows })
    const [ack] = await lettersOf(id)
    const path = new URL(ack?.letter.answer.statusUrl ?? '').pathname
    const look = () => fetch(site.web + path, { headers: { accept: 'text/html' } })
    const shown = await look()
    expect(shown.status).toBe(200)
    expect(shown.headers.get('x-robots-tag')).toContain('noindex')
    expect(shown.headers.get('referrer-policy')).toBe('no-referrer')
    const text = await shown.text()
    expect(text).toContain('前面')
    for (const { name, idNumber, company } of rows) for (const told of [name, idNumber, idNumber.slice(-4), company]) expect(text).not.toContain(told) // prettier-ignore
    const unknown = await (await fetch(`${site.web}${path.slice(0, -1)}${path.endsWith('0') ? '1' : '0'}`, { headers: { accept: 'application/json' } })).text() // prettier-ignore
    await act(`/mails/${id}/revoke-link`, {})
    const revoked = await fetch(site.web + path, { headers: { accept: 'application/json' } })
    expect([revoked.status, await revoked.text()]).toEqual([404, unknown])
  })
})

describe('somebody wrote in the enterprise’s name', () => {
  test('the enterprise sees that, from which address and when, and nothing of what was written', async () => {
    const rows = await site.goodRows('e11', 1)
    const id = await site.arrive({ from: 'someone@stranger.test', receivedAt: at(), subject: '机密主题', text: '机密正文', rows, dmarc: 'none' }) // prettier-ignore
    const own = await signIn(site.web, 'e11')
    const listed = ((await own.get('/mails')).body as MailsModel).mails.find((mail) => mail.id === id)
    expect(listed).toMatchObject({ from: 'someone@stranger.test', inItsName: true, subject: '' })
    const body = (await own.get(`/mails/${id}`)).body as MailModel
    expect(body).toMatchObject({ whole: false, veiled: { people: 1 }, rows: [], answers: [] })
    expect(JSON.stringify(body)).not.toMatch(/机密/)
    expect((await own.get(`/mails/${id}/raw`)).status).toBe(403)
    const page = visitor(site.web)
    await page.signIn('e11')
    expect((await page.get(`/mails/${id}`)).text).toContain('来信内容不向贵单位显示')
    const stranger = await signIn(site.web, 'e03')
    expect((await stranger.get(`/mails/${id}`)).status).toBe(403)
  })
})

test('撤回 by the enterprise’s own page: the request leaves the queue, once, and another enterprise cannot', async () => {
  const id = await site.arrive({ from: 'office@e12.test', receivedAt: at(), rows: await site.goodRows('e12', 1) })
  const request = await requestOf(id)
  const other = await signIn(site.web, 'e03')
  expect((await other.post(`/requests/${request?.id ?? 0}/withdraw`)).status).toBe(403)
  const own = await signIn(site.web, 'e12')
  const said = await whileIntakeActs(site, own.post(`/requests/${request?.id ?? 0}/withdraw`))
  expect(said).toMatchObject({ status: 200, body: { kind: 'done' } })
  expect(await requestOf(id)).toMatchObject({ state: 'withdrawn', people: 0 })
  expect((await lettersOf(id)).map(({ kind, rows_header }) => [kind, rows_header])).toEqual([['ack', '1=queued'], ['note', '1=withdrawn']]) // prettier-ignore
  expect(await own.post(`/requests/${request?.id ?? 0}/withdraw`)).toMatchObject({ status: 403, body: { error: { code: 'underReview' } } }) // prettier-ignore
})
