/** 待处理: questions by mail, refused withdrawals and files that were set apart; who is told, who sees them, when they go. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Letter } from '../../domain/unban/answers.ts'
import { renderLetter } from '../../io/smtp/render.ts'
import type { HomeModel } from '../../web/home/model.ts'
import type { MailsModel } from '../../web/mails/list-presenter.ts'
import type { MailModel } from '../../web/mails/presenter.ts'
import type { NoticesModel } from '../../web/notices/presenter.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn, type Program } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'
import { whileIntakeActs } from '../support/with-site.ts'

let site: Site
let staff: Program
let chief: Program
beforeAll(async () => {
  site = await startSite()
  ;[staff, chief] = await Promise.all([signIn(site.web, 'staff1'), signIn(site.web, 'chief')])
}, 60_000)
afterAll(() => site.close())

let minute = 0
const at = () => new Date(Date.parse('2026-11-18T01:00:00Z') + (minute += 1) * 60_000).toISOString()
const ackOf = async (mailId: number) => (await site.db.selectFrom('outgoing_mail').select('message_id').where('mail_id', '=', mailId).where('kind', '=', 'ack').executeTakeFirstOrThrow()).message_id // prettier-ignore
const toDo = async (who: Program) => ((await who.get('/')).body as HomeModel).staff?.mailsToDo
const listed = async (who: Program) =>
  ((await who.get('/mails?view=todo')).body as MailsModel).mails.map(({ id }) => id)
const noticesOf = (kind: 'mailReturned' | 'withdrawalRefused' | 'mailForPerson') => site.db.selectFrom('notice').select(['enterprise_id', 'facts']).where('kind', '=', kind).orderBy('id').execute() // prettier-ignore
const audits = (mailId: number, action: string) => site.db.selectFrom('audit_log').select(['actor', 'detail']).where('object', '=', `mail:${mailId}`).where('action', '=', action).execute() // prettier-ignore

async function applied(login: string, count = 1) {
  const rows = await site.goodRows(login, count)
  const mailId = await site.arrive({ from: `office@${login}.test`, receivedAt: at(), rows })
  const request = await site.db.selectFrom('request').select(['id', 'case_no', 'enterprise_id']).where('mail_id', '=', mailId).executeTakeFirstOrThrow() // prettier-ignore
  return { rows, mailId, request, ack: await ackOf(mailId) }
}
const reply = (from: string, inReplyTo: string, text: string, subject = '回复：受理') => site.arrive({ from, receivedAt: at(), inReplyTo, text, subject }) // prettier-ignore

describe('a question by mail', () => {
  test('#66 it waits for staff with subject and age, on the first page, in the list and in the menu, until somebody has seen to it', async () => {
    const { ack } = await applied('e00')
    const id = await reply('office@e00.test', ack, '请问还要补什么材料？', '回复：请问补什么')
    expect(await toDo(staff)).toMatchObject({ mails: 1, oldest: [{ id, kind: 'replyWithoutForm', subject: '回复：请问补什么', from: 'office@e00.test' }] }) // prettier-ignore
    expect(await listed(chief)).toEqual([id])
    expect(await noticesOf('mailForPerson')).toMatchObject([{ facts: { mailId: id } }])
    const page = visitor(site.web)
    await page.signIn('staff1')
    const home = (await page.get('/')).text
    expect(home).toContain('来信待处理')
    // How long it waits, with the moment behind it; the message names the mail, its facts do not.
    expect(home).toMatch(/<span title="2026-11-18 09:\d\d">\d+ (天|小时|分钟)<\/span>/)
    expect(home).toContain('来信“回复：请问补什么”需要人工处理。')
    expect(home).toContain('回复：请问补什么')
    expect(home).toContain('来信 <b class="badge-count">1<span')
    expect((await page.get(`/mails/${id}`)).text).toContain('这封来信待处理')

    const unread = async (who: Program) => ((await who.get('/notices')).body as NoticesModel).notices.filter(({ kind, read }) => kind === 'mailForPerson' && !read).length // prettier-ignore
    expect([await unread(staff), await unread(chief)]).toEqual([1, 1])

    expect((await page.post(`/mails/${id}/handled`, { remark: '已电话答复' })).status).toBe(303)
    // Nobody of the office needs to read any more that it waits, and the top of the mail says who has seen to it.
    expect([await unread(staff), await unread(chief)]).toEqual([0, 0])
    expect((await page.get('/')).text).not.toContain('来信“回复：请问补什么”需要人工处理。')
    expect((await page.get(`/mails/${id}`)).text).toMatch(/<dt>状态<\/dt>.*已处理<\/span> <small>[^<]+ · 20\d\d-\d\d-\d\d \d\d:\d\d/) // prettier-ignore
    expect(await toDo(staff)).toEqual({ mails: 0, oldest: [] })
    expect(await listed(staff)).toEqual([])
    expect((await page.get('/')).text).not.toContain('badge-count">1<span class="visually-hidden"> 封待处理')
    expect(((await chief.get(`/mails/${id}`)).body as MailModel).office?.handled).toMatchObject({
      remark: '已电话答复',
    })
    expect(await audits(id, 'mail.handled')).toHaveLength(1)
    // 已处理 is one word: the filter finds it, and none that still waits or was settled otherwise.
    const waits = await reply('office@e00.test', ack, '再问一下')
    const found = ((await staff.get('/mails?state=dismissed')).body as MailsModel).mails
    expect(found.map((mail) => mail.id)).toEqual([id])
    expect(((await staff.get('/mails?state=note')).body as MailsModel).mails.map((mail) => mail.id)).toEqual([
      waits,
      id,
    ])
    await page.post(`/mails/${waits}/handled`, { remark: '' })
    // Another who was too late learns so; an enterprise may not at all.
    expect(await chief.post(`/mails/${id}/handled`)).toMatchObject({ status: 403, body: { error: { code: 'mailSettled' } } }) // prettier-ignore
    expect(await audits(id, 'mail.handled')).toHaveLength(1)
    expect((await (await signIn(site.web, 'e00')).post(`/mails/${id}/handled`)).status).toBe(403)
  })
})

describe('撤回 by somebody who may not', () => {
  test('#67 nothing is withdrawn, the registered address and the app tell the enterprise, staff see it', async () => {
    const { ack, request } = await applied('e01', 2)
    const id = await reply('someone@stranger.test', ack, '撤回')
    const [letter, ...more] = await site.db.selectFrom('outgoing_mail').select(['to_address', 'kind', 'letter_cipher']).where('mail_id', '=', id).execute() // prettier-ignore
    expect(more).toEqual([])
    expect(letter).toMatchObject({ to_address: 'office@e01.test', kind: 'note' })
    const { text, subject } = renderLetter(JSON.parse(site.database.vault.open(letter?.letter_cipher ?? '')) as Letter)
    expect(subject).toContain('有人要求撤回贵单位的申请，没有办理')
    expect(text).toContain('someone@stranger.test')
    expect(text).toContain(request.case_no)
    expect(await noticesOf('withdrawalRefused')).toEqual([{ enterprise_id: request.enterprise_id, facts: { mailId: id, requests: 1, caseNo: request.case_no } }]) // prettier-ignore
    expect((await toDo(staff))?.oldest).toMatchObject([{ id, kind: 'withdrawalRefused' }])
    // The enterprise sees that it came, and nothing of what was written.
    const own = visitor(site.web)
    await own.signIn('e01')
    const shown = (await own.get(`/mails/${id}`)).text
    expect(shown).toContain('该邮箱来信要求撤回贵单位的申请，没有办理。')
    expect(shown).not.toContain('mail-text')
    expect((await own.get('/notices')).text).toContain(`有人来信要求撤回贵单位的申请 ${request.case_no}`)
  })

  test('by the case number in a new mail as well: a note, not a return', async () => {
    const { request } = await applied('e03')
    const id = await site.arrive({ from: 'someone@stranger.test', receivedAt: at(), subject: `撤回 ${request.case_no}`, text: '撤回' }) // prettier-ignore
    expect(await site.db.selectFrom('mail').select(['state', 'state_reason']).where('id', '=', id).executeTakeFirstOrThrow()).toEqual({ state: 'note', state_reason: 'withdrawalRefused' }) // prettier-ignore
    expect(await site.db.selectFrom('request').select('state').where('id', '=', request.id).executeTakeFirstOrThrow()).toEqual({ state: 'queued' }) // prettier-ignore
    expect(await site.db.selectFrom('outgoing_mail').select(['to_address', 'kind']).where('mail_id', '=', id).execute()).toEqual([{ to_address: 'office@e03.test', kind: 'note' }]) // prettier-ignore
  })
})

describe('a mail of which rows were returned', () => {
  test('the list says how many queued and how many came back with which codes; the enterprise hears of rows without a company too', async () => {
    const [good, next] = await site.goodRows('e04', 2)
    if (good === undefined || next === undefined) throw new Error('e04 has too few people.')
    const wrong = { ...good, name: '张三', idNumber: '450100199001011234' }
    const homeless = { ...next, company: '没有登记的公司' }
    const id = await site.arrive({ from: 'office@e04.test', receivedAt: at(), rows: [good, wrong, homeless] })
    const item = ((await staff.get('/mails')).body as MailsModel).mails.find((mail) => mail.id === id)
    expect(item?.rows).toEqual([
      { outcome: 'queued', rowState: 'live', people: 1, codes: [] },
      { outcome: 'returned', rowState: null, people: 2, codes: ['R07', 'R09'] },
    ])
    const page = visitor(site.web)
    await page.signIn('staff1')
    expect((await page.get('/mails')).text).toContain('1 人已排队 · 2 人退回（R07、R09）')
    const { enterprise_id: enterpriseId } = await site.db.selectFrom('request').select('enterprise_id').where('mail_id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
    expect(await noticesOf('mailReturned')).toEqual([{ enterprise_id: enterpriseId, facts: { mailId: id, people: 2 } }])
    // The enterprise, whose mail it is alone, sees the same.
    const own = ((await (await signIn(site.web, 'e04')).get('/mails')).body as MailsModel).mails
    expect(own.find((mail) => mail.id === id)?.rows).toEqual(item?.rows)
  })

  test('what a stranger or another enterprise wrote in its name is no message to correct it: the registered address is told, and the mail is listed and opens without its content', async () => {
    const [person] = await site.goodRows('e06', 1)
    const [others] = await site.goodRows('e09', 1)
    if (person === undefined || others === undefined) throw new Error('Nobody to write for.')
    const wrong = { ...person, name: '张三', idNumber: '450100199001011234' }
    const own = await signIn(site.web, 'e06')
    const page = visitor(site.web)
    await page.signIn('e06')
    const before = await noticesOf('mailReturned')
    const mails = [
      { from: 'someone@stranger.test', rows: [wrong] },
      { from: 'hr@e09.test', rows: [others, wrong] },
      // None of it proves who sent it (R16).
      { from: 'someone@unproven.test', rows: [wrong], dmarc: 'none' as const },
    ]
    for (const mail of mails) {
      const id = await site.arrive({ ...mail, receivedAt: at(), subject: '代办名单', text: '见附件' })
      expect(await site.db.selectFrom('outgoing_mail').select('kind').where('mail_id', '=', id).where('to_address', '=', 'office@e06.test').execute()).toEqual([{ kind: 'note' }]) // prettier-ignore
      const item = ((await own.get('/mails')).body as MailsModel).mails.find((listed) => listed.id === id)
      expect(item).toMatchObject({ from: mail.from, inItsName: true, subject: '', rows: [] })
      const shown = await own.get(`/mails/${id}`)
      expect(shown).toMatchObject({ status: 200, body: { whole: false, rows: [], answers: [], mail: { subject: '', text: '', attachments: [] } } }) // prettier-ignore
      for (const told of [others.name, others.company, wrong.name, wrong.idNumber.slice(-4), '代办名单']) expect(JSON.stringify(shown.body)).not.toContain(told) // prettier-ignore
      expect((await page.get(`/mails/${id}`)).text).toContain('该邮箱以贵单位名义发来人员办理表格')
    }
    expect(await noticesOf('mailReturned')).toEqual(before)
  })

  test('of a mail of which some rows wait for its word it hears once, by the mail that asks', async () => {
    const [good, next] = await site.goodRows('e10', 2)
    if (good === undefined || next === undefined) throw new Error('e10 has too few people.')
    const before = await noticesOf('mailReturned')
    const id = await site.arrive({ from: 'someone@stranger.test', receivedAt: at(), rows: [good, { ...next, idNumber: '450100199001011234' }] }) // prettier-ignore
    expect(await site.db.selectFrom('sender_hold').select('mail_id').where('mail_id', '=', id).execute()).toHaveLength(1) // prettier-ignore
    expect(await site.db.selectFrom('outgoing_mail').select('kind').where('mail_id', '=', id).where('to_address', '=', 'office@e10.test').execute()).toEqual([{ kind: 'note' }]) // prettier-ignore
    expect(await noticesOf('mailReturned')).toEqual(before)
  })

  test('a sender for whom the chief answers: the enterprise hears of its rows, and may open the mail', async () => {
    const [good, next] = await site.goodRows('e11', 2)
    if (good === undefined || next === undefined) throw new Error('e11 has too few people.')
    const rows = [good, { ...next, idNumber: '450100199001011234' }]
    const id = await site.arrive({ from: 'someone@stranger.test', receivedAt: at(), rows, headers: { Precedence: 'bulk' } }) // prettier-ignore
    await whileIntakeActs(site, chief.post(`/mails/${id}/acts`, { act: 'accept', reason: '已电话核实' }))
    expect((await noticesOf('mailReturned')).at(-1)).toMatchObject({ facts: { mailId: id, people: 1 } })
    expect(await (await signIn(site.web, 'e11')).get(`/mails/${id}`)).toMatchObject({ status: 200, body: { veiled: null } }) // prettier-ignore
  })

  test('a row that was moved leads to the request of the last mail', async () => {
    const first = await applied('e05')
    const second = await site.arrive({ from: 'office@e05.test', receivedAt: at(), rows: first.rows })
    const third = await site.arrive({ from: 'office@e05.test', receivedAt: at(), rows: first.rows })
    const last = await site.db.selectFrom('request').select(['id', 'case_no']).where('mail_id', '=', third).executeTakeFirstOrThrow() // prettier-ignore
    for (const id of [first.mailId, second]) {
      expect(((await staff.get(`/mails/${id}`)).body as MailModel).rows).toMatchObject([{ rowState: 'moved', requestId: last.id, caseNo: last.case_no }]) // prettier-ignore
    }
  })
})

describe('files that were set apart', () => {
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(510), Buffer.from('PE\0\0'), Buffer.alloc(600)])
  const hostile = () =>
    site.arrive({
      from: 'office@e07.test',
      receivedAt: at(),
      raw: Buffer.from(
        [
          'Received: from client by mail.hoistway.test; x',
          'Authentication-Results: mail.hoistway.test; dmarc=pass header.from=e07.test',
          'From: office@e07.test', 'To: x@y.test', 'Subject: list', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
          '--b', 'Content-Type: text/plain', '', 'see attached', '--b',
          'Content-Type: application/octet-stream; name=list.xlsx', 'Content-Transfer-Encoding: base64',
          'Content-Disposition: attachment; filename=list.xlsx', '', program.toString('base64'), '--b--', '',
        ].join('\r\n'),
      ),
    }) // prettier-ignore

  test('only the chief takes them out, each time with an audit row; others see the name and why, also once it is dismissed', async () => {
    const id = await hostile()
    const paths = [`/mails/${id}/attachments/1`, `/mails/${id}/raw`]
    for (const who of [staff, chief]) for (const path of paths) expect((await who.get(path)).status).toBe(403)
    expect((await staff.post(`/mails/${id}/quarantined`, { n: 1 })).status).toBe(403)
    expect(await audits(id, 'mail.quarantineOpened')).toEqual([])
    const page = visitor(site.web)
    await page.signIn('staff1')
    const shown = (await page.get(`/mails/${id}`)).text
    expect(shown).toContain('list.xlsx')
    expect(shown).toContain('附件已隔离：含有程序或有害内容，只有负责人可以取出。')
    expect(shown).not.toContain(`/mails/${id}/attachments/1`)
    expect(shown).not.toContain(`/mails/${id}/raw`)
    expect(shown).not.toContain(`/mails/${id}/quarantined`)

    const boss = visitor(site.web)
    await boss.signIn('chief')
    expect((await boss.get(`/mails/${id}`)).text).toContain('请勿在办公电脑上直接打开')
    const file = await boss.post(`/mails/${id}/quarantined`, { n: '1' })
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toContain('list.xlsx.quarantined')
    expect((await boss.post(`/mails/${id}/quarantined`)).headers.get('content-disposition')).toContain(
      '.eml.quarantined',
    )
    expect((await audits(id, 'mail.quarantineOpened')).map(({ detail }) => detail)).toEqual([{ file: 1 }, { file: 'whole' }]) // prettier-ignore

    // Oldest first by the mails' time, whatever they wait for.
    const times = ((await toDo(staff))?.oldest ?? []).map(({ receivedAt }) => receivedAt)
    expect(times).toEqual([...times].sort())

    // A virus stays one.
    await site.db.updateTable('mail').set({ state: 'dismissed' }).where('id', '=', id).execute()
    for (const path of paths) expect((await staff.get(path)).status).toBe(403)
    expect((await (await signIn(site.web, 'e07')).get(paths[0] ?? '')).status).toBe(403)
  })
})

test('人数 of an enterprise’s first page are those that its requests hold', async () => {
  const rows = await site.goodRows('e08', 3)
  const [one, ...others] = rows
  if (one === undefined || others.length < 2) throw new Error('e08 has too few people.')
  await site.arrive({ from: 'office@e08.test', receivedAt: at(), rows })
  await site.arrive({ from: 'office@e08.test', receivedAt: at(), rows: [one] })
  const { enterprise } = (await (await signIn(site.web, 'e08')).get('/')).body as HomeModel
  expect(enterprise?.requests.map(({ people }) => people)).toEqual([1, 2])
  expect(enterprise?.people.waiting).toBe(3)
})
