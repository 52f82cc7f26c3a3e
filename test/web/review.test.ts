/** The queue and the review, by page and by program: in order, one holder, nothing lost, nothing twice. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { finishReview } from '../../db/write/review/finish.ts'
import { settleKept } from '../../db/write/web/kept.ts'
import { renderLetter } from '../../io/smtp/render.ts'
import { startSite, type Site } from '../support/site.ts'
import type { HomeModel } from '../../web/home/model.ts'
import type { QueueModel } from '../../web/queue/model.ts'
import type { OwnRequestModel, ReviewModel } from '../../web/request/model.ts'
import { signIn, type Json, type Program } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
let staff1: Program
let staff2: Program
beforeAll(async () => {
  site = await startSite()
  staff1 = await signIn(site.web, 'staff1')
  staff2 = await signIn(site.web, 'staff2')
}, 60_000)
afterAll(() => site.close())

/** Emptied before each test, what points at others first. */
const tablesOfMails = [
  'kept_update', 'put_aside', 'request_note', 'reason_usage', 'delivery_event', 'outgoing_mail', 'mail_row', 'request_row', 'request', 'attachment', 'mail', 'draft', 'wish',
] as const // prettier-ignore

interface Said {
  readonly kind: string
  readonly version: number
  readonly requestId: number
  readonly error: { readonly code: string }
}
const said = ({ body }: Json): Said => body as Said
const queueOf = async (program: Program, path = '/queue') => (await program.get(path)).body as QueueModel
const reviewOf = async (program: Program, id: number) => (await program.get(`/requests/${id}`)).body as ReviewModel
const rowOf = (request: ReviewModel, at: number) => {
  const row = request.rows[at]
  if (row === undefined) throw new Error(`The request has no row ${at}.`)
  return row
}

/** Three requests wait, in the order e00, e01, e03. */
beforeEach(async () => {
  site.engine.away = false
  for (const table of tablesOfMails) await site.db.deleteFrom(table).execute()
  await site.arrive({
    from: 'office@e00.test',
    receivedAt: '2026-11-18T01:02:11.000Z',
    rows: await site.goodRows('e00', 2),
  })
  await site.arrive({
    from: 'office@e01.test',
    receivedAt: '2026-11-18T01:02:40.000Z',
    rows: await site.goodRows('e01', 1),
  })
  await site.arrive({
    from: 'office@e03.test',
    receivedAt: '2026-11-18T02:00:00.000Z',
    rows: await site.goodRows('e03', 3),
  })
})

const take = async (program: Program): Promise<number> => said(await program.post('/queue/next')).requestId
const decide = (program: Program, id: number, row: number, body: object) => program.post(`/requests/${id}/rows/${row}/decision`, body) // prettier-ignore

test('the queue is in the order of the last mail, with places, people and figures', async () => {
  const body = await queueOf(staff1)
  expect(body.requests.map((row) => [row.place, row.people])).toEqual([[1, 2], [2, 1], [3, 3]]) // prettier-ignore
  expect(body.figures).toMatchObject({ requests: 3, people: 6, queued: 3, oldestAt: '2026-11-18T01:02:11.000Z' })
  const name = body.requests[2]?.enterprise.name ?? ''
  const filtered = await queueOf(staff1, `/queue?enterprise=${encodeURIComponent(name)}`)
  expect(filtered.requests).toMatchObject([{ place: 3 }])
})

test('a resend goes to the back, and the list says so', async () => {
  const [first] = await site.goodRows('e00', 1)
  await site.arrive({
    from: 'office@e00.test',
    receivedAt: '2026-11-19T01:00:00.000Z',
    rows: first === undefined ? [] : [first],
  })
  const body = await queueOf(staff1)
  expect(body.requests.map((row) => [row.people, row.resent])).toEqual([[1, false], [1, false], [3, false], [1, true]]) // prettier-ignore
})

test('staff take the head, each another one, and get back what they hold', async () => {
  const body = await queueOf(staff1)
  const order = body.requests.map((row) => row.id)
  expect(await take(staff1)).toBe(order[0])
  expect(await take(staff2)).toBe(order[1])
  expect(await take(staff1)).toBe(order[0])
  expect((await staff2.post(`/requests/${order[2]}/claim`)).status).toBe(404)
})

test('a program reviews a request from the queue to its end', async () => {
  const id = await take(staff1)
  let request = await reviewOf(staff1, id)
  expect(request.rows).toHaveLength(2)
  expect(request.rows[0]).toMatchObject({ mayApprove: true, decision: null, person: { sameIdNumber: true } })
  const first = await decide(staff1, id, rowOf(request, 0).id, {
    decision: 'approve',
    reasons: [],
    text: '',
    version: request.version,
  })
  expect(first).toMatchObject({ status: 200, body: { kind: 'done' } })
  const second = await decide(staff1, id, rowOf(request, 1).id, {
    decision: 'reject',
    reasons: ['photoUnclear'],
    text: '背景有水印',
    version: said(first).version,
  })
  const ended = await staff1.post(`/requests/${id}/end`, { version: said(second).version })
  expect(said(ended).kind).toBe('done')
  request = await reviewOf(staff1, id)
  expect(request).toMatchObject({ state: 'ending', may: { undoEnd: { allowed: true }, decide: { allowed: false } } })
  const undone = await staff1.post(`/requests/${id}/undo`, { version: request.version })
  expect(said(undone).kind).toBe('done')
  const released = await staff1.post(`/requests/${id}/release`, { version: said(undone).version })
  expect(said(released).kind).toBe('done')
  // The draft decisions are still there for the next holder.
  expect(await take(staff2)).toBe(id)
  request = await reviewOf(staff2, id)
  expect(request.rows.map((row) => row.decision)).toEqual(['approve', 'reject'])
})

test('what is refused says why, and programs get a code', async () => {
  const id = await take(staff1)
  const request = await reviewOf(staff1, id)
  const row = rowOf(request, 0).id
  const cases = [
    [staff2, { decision: 'approve', version: request.version }, 403, 'claimedByOther'],
    [staff1, { decision: 'approve', version: request.version + 5 }, 409, 'stale'],
    [staff1, { decision: 'reject', version: request.version }, 400, 'reasonMissing'],
    [staff1, { decision: 'reject', reasons: ['other'], text: ' ', version: request.version }, 400, 'reasonMissing'],
    [staff1, { decision: 'reject', reasons: ['photoUnclear', 'other'], text: ' ', version: request.version }, 400, 'reasonMissing'], // prettier-ignore
    [staff1, { decision: 'maybe', version: request.version }, 400, 'badInput'],
  ] as const
  for (const [program, body, status, code] of cases) {
    expect(await decide(program, id, row, body)).toMatchObject({ status, body: { error: { code } } })
  }
  expect(await staff1.post(`/requests/${id}/end`, { version: request.version })).toMatchObject({ status: 409, body: { error: { code: 'undecidedRows' } } }) // prettier-ignore
})

test('two clicks are one act', async () => {
  const id = await take(staff1)
  const request = await reviewOf(staff1, id)
  const same = { decision: 'approve', version: request.version, updateId: 'a3c7e3f0-0000-4000-8000-000000000001' }
  const both = await Promise.all([1, 2].map(() => decide(staff1, id, rowOf(request, 0).id, same)))
  expect(both.map((one) => said(one).version)).toEqual([request.version + 1, request.version + 1])
  // The same form sent again with another decision is not taken for the first.
  const other = await decide(staff1, id, rowOf(request, 0).id, {
    ...same,
    decision: 'reject',
    reasons: ['photoUnclear'],
  })
  expect(said(other).error.code).toBe('stale')
})

test('all the rest pass at once, but nobody with a failing check', async () => {
  const id = await take(staff1)
  let request = await reviewOf(staff1, id)
  await site.db.updateTable('person').set({ photo_sha: null }).where('id', '=', rowOf(request, 0).person.id).execute()
  const rest = await staff1.post(`/requests/${id}/approve-rest`, { version: request.version })
  expect(rest.body).toMatchObject({ kind: 'done', approved: [rowOf(request, 1).id], left: [rowOf(request, 0).id] })
  request = await reviewOf(staff1, id)
  expect(request.rows[0]).toMatchObject({ mayApprove: false, decision: null })
  const refused = await decide(staff1, id, rowOf(request, 0).id, {
    decision: 'approve',
    version: request.version,
  })
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'checkFails' } } })
})

test('without script the page decides, keeps what was typed, and goes on to the next person', async () => {
  const reviewer = visitor(site.web)
  await reviewer.signIn('staff1')
  const taken = await reviewer.post('/queue/next')
  const here = taken.location ?? ''
  const field = (text: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''
  const action = (text: string) => /action="(\/requests\/\d+\/rows\/\d+\/decision)"/.exec(text)?.[1] ?? ''
  let { text } = await reviewer.get(here)
  const form = () => ({ version: field(text, 'version'), updateId: field(text, 'updateId') })
  const refused = await reviewer.post(action(text), { ...form(), decision: 'reject', reasons: ['other'], text: '' })
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('驳回须说明原因')
  expect(refused.text).toMatch(/value="other" data-reason="9" checked/)
  const beside = await reviewer.post(action(text), { ...form(), decision: 'reject', reasons: ['photoUnclear', 'other'], text: '' }) // prettier-ignore
  expect(beside.status).toBe(400)
  expect(beside.text).toMatch(/id="text-error">.*驳回须说明原因/)
  const first = action(text)
  expect(await reviewer.post(first, { ...form(), decision: 'approve' })).toMatchObject({ status: 303, location: here })
  text = (await reviewer.get(here)).text
  expect(action(text)).not.toBe(first)
  expect(text).toContain('还有 1 人未作决定')
})

test('what was typed when the session ended is there after signing in again', async () => {
  const reviewer = visitor(site.web)
  await reviewer.signIn('staff1')
  const here = (await reviewer.post('/queue/next')).location ?? ''
  const { text } = await reviewer.get(here)
  const action = /action="(\/requests\/\d+\/rows\/\d+\/decision)"/.exec(text)?.[1] ?? ''
  const version = /name="version" value="(\d+)"/.exec(text)?.[1] ?? ''
  await sql`update session set expires_at = now()`.execute(site.db)
  const lost = await reviewer.post(action, {
    version,
    decision: 'reject',
    reasons: 'contractIncomplete',
    text: '合同缺第 3 页',
  })
  expect(lost).toMatchObject({ status: 303, location: `/sign-in?next=${encodeURIComponent(here)}&why=kept` })
  await reviewer.signIn('staff1')
  const again = (await reviewer.get(here)).text
  expect(again).toContain('合同缺第 3 页</textarea>')
  expect(again).toMatch(/value="contractIncomplete" data-reason="2" checked/)
  // Sealed where it is kept.
  const kept = await site.db.selectFrom('draft').select('body_cipher').execute()
  expect(JSON.stringify(kept)).not.toContain('合同')
  staff1 = await signIn(site.web, 'staff1')
  staff2 = await signIn(site.web, 'staff2')
})

test('while the engine is away pages are read, acts are kept, and both is said', async () => {
  const id = await take(staff1)
  const request = await reviewOf(staff1, id)
  site.engine.away = true
  const reviewer = visitor(site.web)
  await reviewer.signIn('staff1')
  expect((await reviewer.get('/queue')).text).toContain('流程引擎暂时不可用')
  const kept = await decide(staff1, id, rowOf(request, 0).id, { decision: 'approve', version: request.version })
  expect(kept).toMatchObject({ status: 200, body: { kind: 'kept' } })
  expect((await reviewer.get(`/requests/${id}`)).text).toContain('已记下您的操作')
  const [act] = await site.db.selectFrom('kept_update').select('update_id').execute()
  await settleKept(site.db, act?.update_id ?? '', 'done')
  // Submitted: what the address once said is not said any more.
  expect((await reviewer.get(`/requests/${id}?notice=kept`)).text).not.toContain('已记下您的操作')
})

test('an enterprise sees where its own request stands, no draft decision, and nobody else’s', async () => {
  const id = await take(staff1)
  const request = await reviewOf(staff1, id)
  await decide(staff1, id, rowOf(request, 0).id, {
    decision: 'reject',
    reasons: ['photoUnclear'],
    text: '草稿里的话',
    version: request.version,
  })
  const own = await signIn(site.web, 'e00')
  const seen = (await own.get(`/requests/${id}`)).body as OwnRequestModel
  expect(seen).toMatchObject({
    state: 'claimed',
    place: { place: 1, peopleAhead: 0 },
    rows: [{ state: 'locked', reasons: [] }, {}],
  })
  expect(JSON.stringify(seen)).not.toContain('草稿里的话')
  expect(JSON.stringify(seen)).not.toContain('reviewer')
  const stranger = await signIn(site.web, 'e01')
  expect(await stranger.get(`/requests/${id}`)).toMatchObject({
    status: 403,
    body: { error: { code: 'otherEnterprise' } },
  })
  expect((await stranger.get('/queue')).status).toBe(403)
  const home = await own.get('/')
  expect((home.body as HomeModel).enterprise?.requests).toMatchObject([
    { id, place: 1, peopleAhead: 0, reviewer: null },
  ])
})

// --- 搁置 ----------------------------------------------------------------------------------------------------------------

const aside = (program: Program, id: number, version: number, more: object = {}) =>
  program.post(`/requests/${id}/put-aside`, { version, reason: 'lookup', ...more })

test('a request put aside keeps its place, is nobody’s to take, and says why and until when', async () => {
  const id = await take(staff1)
  const request = await reviewOf(staff1, id)
  expect(request.may.putAside.allowed).toBe(true)
  const done = await aside(staff1, id, request.version, { text: '桂建网维护中' })
  expect(said(done)).toMatchObject({ kind: 'done', version: request.version + 1 })
  const body = await queueOf(staff1)
  expect(body.requests[0]).toMatchObject({ id, place: 1, state: 'putAside', reviewer: null, aside: { reason: 'lookup', text: '桂建网维护中' } }) // prettier-ignore
  // The next in order is the head.
  expect(await take(staff1)).toBe(body.requests[1]?.id)
  const letters = await site.db.selectFrom('outgoing_mail').select(['kind', 'rows_header']).where('request_id', '=', id).where('kind', '=', 'note').execute() // prettier-ignore
  expect(letters).toEqual([{ kind: 'note', rows_header: '1=queued; 2=queued' }])
  const page = visitor(site.web)
  await page.signIn('staff2')
  expect((await page.get(`/requests/${id}`)).text).toContain('证书查验网站暂时无法查询：桂建网维护中')
})

test('what was put aside is taken back by whoever did it or by the chief, and is the head again', async () => {
  const chief = await signIn(site.web, 'chief')
  const id = await take(staff1)
  const { version } = await reviewOf(staff1, id)
  const { version: now } = said(await aside(staff1, id, version))
  expect(await staff2.post(`/requests/${id}/take-back`, { version: now })).toMatchObject({ status: 403, body: { error: { code: 'asideByOther' } } }) // prettier-ignore
  expect(said(await chief.post(`/requests/${id}/take-back`, { version: now })).kind).toBe('done')
  // The second click of the same hand learns that it is done.
  expect(said(await chief.post(`/requests/${id}/take-back`, { version: now })).kind).toBe('done')
  expect(await take(staff2)).toBe(id)
  const span = await site.db.selectFrom('put_aside').select(['ended_by', 'ended_at']).where('request_id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
  expect(span.ended_at).not.toBeNull()
})

test('when the two working days are used up putting aside is not offered, and refused', async () => {
  const id = await take(staff1)
  const { version } = await reviewOf(staff1, id)
  const account = await site.db.selectFrom('account').select('id').where('login', '=', 'staff1').executeTakeFirstOrThrow() // prettier-ignore
  await site.db
    .insertInto('put_aside')
    .values({
      request_id: id,
      reason: 'chief',
      by_account: account.id,
      at: sql<string>`now() - interval '20 days'`,
      until: sql<string>`now() - interval '10 days'`,
      ended_at: sql<string>`now() - interval '10 days'`,
    })
    .execute()
  expect((await reviewOf(staff1, id)).may.putAside).toEqual({ allowed: false, why: 'asideUsedUp' })
  expect(await aside(staff1, id, version)).toMatchObject({ status: 403, body: { error: { code: 'asideUsedUp' } } })
})

test('a reason is asked for; with “other” in words of one’s own, at the field', async () => {
  const id = await take(staff1)
  const { version } = await reviewOf(staff1, id)
  const refused = await aside(staff1, id, version, { reason: 'other', text: ' ' })
  expect(refused).toMatchObject({ status: 400, body: { error: { fields: [{ field: 'text' }] } } })
  const page = visitor(site.web)
  await page.signIn('staff1')
  const shown = await page.post(`/requests/${id}/put-aside`, { version: String(version), reason: 'other', text: '' })
  expect(shown.text).toContain('<a href="#aside-text">')
  expect(shown.text).toMatch(/id="aside-text"[^>]*aria-invalid="true"/)
})

// --- 占用 ----------------------------------------------------------------------------------------------------------------

test('the chief takes back an idle claim with a reason; the drafts stay, and colleagues read why', async () => {
  const chief = await signIn(site.web, 'chief')
  const id = await take(staff1)
  let request = await reviewOf(staff1, id)
  await decide(staff1, id, rowOf(request, 0).id, { decision: 'approve', version: request.version })
  request = await reviewOf(chief, id)
  const revoke = () => chief.post(`/requests/${id}/revoke-claim`, { version: request.version, reason: '休假' })
  expect(await revoke()).toMatchObject({ status: 403, body: { error: { code: 'notIdle' } } })
  await site.db.updateTable('request').set({ claim_until: sql<string>`now() + interval '9 minutes'` }).where('id', '=', id).execute() // prettier-ignore
  expect((await queueOf(staff2)).requests[0]?.reviewer).toMatchObject({ you: false, idleMinutes: 11 })
  expect(await staff2.post(`/requests/${id}/revoke-claim`, { version: request.version, reason: '休假' })).toMatchObject({ status: 403 }) // prettier-ignore
  expect(said(await revoke()).kind).toBe('done')
  expect(await take(staff2)).toBe(id)
  const taken = await reviewOf(staff2, id)
  expect(taken.rows.map((row) => row.decision)).toEqual(['approve', null])
  expect(taken.notes).toMatchObject([{ kind: 'claimRevoked', text: '休假' }])
  const audit = await site.db.selectFrom('audit_log').select('action').where('object', '=', `request:${id}`).where('action', '=', 'request.claimRevoked').execute() // prettier-ignore
  expect(audit).toHaveLength(1)
})

// --- what was first ------------------------------------------------------------------------------------------------------

test('of two endings without an id the second learns that it has ended; an undo of nothing is refused', async () => {
  const id = await take(staff1)
  let request = await reviewOf(staff1, id)
  expect(await staff1.post(`/requests/${id}/undo`, { version: request.version })).toMatchObject({ status: 403, body: { error: { code: 'notEnding' } } }) // prettier-ignore
  await staff1.post(`/requests/${id}/approve-rest`, { version: request.version })
  request = await reviewOf(staff1, id)
  const end = () => staff1.post(`/requests/${id}/end`, { version: request.version })
  const both = await Promise.all([end(), end()])
  expect(both.map(said)).toMatchObject(Array(2).fill({ kind: 'done', version: request.version + 1 }))
  const undo = () => staff1.post(`/requests/${id}/undo`, { version: request.version + 1 })
  expect(said(await undo()).kind).toBe('done')
  expect(said(await undo()).kind).toBe('done')
  const audit = await site.db.selectFrom('audit_log').select('action').where('object', '=', `request:${id}`).where('action', 'like', 'request.ending%').orderBy('seq').execute() // prettier-ignore
  expect(audit.map(({ action }) => action)).toEqual(['request.ending', 'request.endingUndone'])
})

test('what cannot be read in a decision is named in words', async () => {
  const id = await take(staff1)
  const request = await reviewOf(staff1, id)
  const wrong = await decide(staff1, id, rowOf(request, 0).id, { decision: 'reject', reasons: ['nonsense'], version: request.version }) // prettier-ignore
  expect(wrong.status).toBe(400)
  expect(JSON.stringify(wrong.body)).toContain('驳回原因')
  expect(JSON.stringify(wrong.body)).not.toContain('reasons.0')
})

// --- what stands beside the review ---------------------------------------------------------------------------------------

test('the letter on the page is the letter that goes out', async () => {
  const id = await take(staff1)
  let request = await reviewOf(staff1, id)
  expect(request.letter).toBeNull()
  const first = await decide(staff1, id, rowOf(request, 0).id, { decision: 'reject', reasons: ['photoUnclear'], text: '背景有水印', version: request.version }) // prettier-ignore
  await decide(staff1, id, rowOf(request, 1).id, { decision: 'approve', version: said(first).version })
  request = await reviewOf(staff1, id)
  expect(request.letter?.subject).toContain('1 人通过，1 人未通过')
  expect(request.letter?.text).toContain('背景有水印')
  await staff1.post(`/requests/${id}/end`, { version: request.version })
  await site.db
    .updateTable('request')
    .set({ undo_until: sql<string>`now()` })
    .where('id', '=', id)
    .execute()
  await finishReview(site.db, site.database.vault, { requestId: id, claimNo: 1, key: `test/${id}`, baseUrl: 'http://127.0.0.1' }) // prettier-ignore
  const sent = await site.db.selectFrom('outgoing_mail').select('letter_cipher').where('request_id', '=', id).where('kind', '=', 'result').executeTakeFirstOrThrow() // prettier-ignore
  const rendered = renderLetter(JSON.parse(site.database.vault.open(sent.letter_cipher)) as Parameters<typeof renderLetter>[0]) // prettier-ignore
  const withoutTime = (text: string) => text.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} 审核完毕/, '审核完毕')
  expect(withoutTime(request.letter?.text ?? '')).toBe(withoutTime(rendered.text))
  const usage = await site.db.selectFrom('reason_usage').select(['code', 'times']).execute()
  expect(usage).toEqual([{ code: 'photoUnclear', times: 1 }])
})

test('A → B: the chain tells who moved, who was added and who stayed behind, and every mail that named a person', async () => {
  const [one, two, three] = await site.goodRows('e00', 3)
  if (one === undefined || two === undefined || three === undefined) throw new Error('e00 has three good people.')
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-19T01:00:00.000Z', rows: [{ ...one, remark: '换了照片' }, three] }) // prettier-ignore
  const { requests } = await queueOf(staff1)
  const later = await reviewOf(staff1, requests.at(-1)?.id ?? 0)
  expect(later.chain).toMatchObject([
    { here: false, moved: [], added: [] },
    {
      here: true,
      moved: [one.name],
      added: [three.name],
      stayed: [two.name],
      remarks: [{ before: '', now: '换了照片' }],
    },
  ])
  expect(later.rows[0]?.named.map(({ caseNo }) => caseNo)).toEqual(later.chain.map(({ caseNo }) => caseNo))
})

test('a resend while the request is under review is shown, and counts when the review has ended', async () => {
  const id = await take(staff1)
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-19T01:00:00.000Z', rows: await site.goodRows('e00', 1) }) // prettier-ignore
  const request = await reviewOf(staff1, id)
  expect(request.resends).toMatchObject([{ rowIds: [rowOf(request, 0).id] }])
  expect(request.rows.map(({ sentAgain }) => sentAgain)).toEqual([true, false])
  const page = visitor(site.web)
  await page.signIn('staff1')
  const shown = (await page.get(`/requests/${id}`)).text
  expect(shown).toContain('有重发，等本次审核结束后生效')
  expect(shown).toContain(
    '<span class="check check-warn"><span aria-hidden="true">▲</span> 此人有重发的申请，排在本次审核之后</span>',
  )
  expect(shown).not.toContain('没有其他待审申请')
})

test('notes are the staff’s: kept once, never the enterprise’s to see', async () => {
  const id = await take(staff1)
  const note = () => staff1.post(`/requests/${id}/notes`, { text: '已电话联系', updateId: 'one-click' })
  await note()
  await note()
  expect((await reviewOf(staff2, id)).notes).toMatchObject([{ kind: 'note', text: '已电话联系' }])
  const own = await signIn(site.web, 'e00')
  expect(JSON.stringify((await own.get(`/requests/${id}`)).body)).not.toContain('已电话联系')
  expect((await own.post(`/requests/${id}/notes`, { text: 'x' })).status).toBe(403)
})

test('a case is opened by its number or its last digits', async () => {
  const { requests } = await queueOf(staff1)
  const { id = 0, caseNo = '' } = requests[0] ?? {}
  for (const typed of [caseNo, caseNo.toLowerCase(), String(Number(caseNo.slice(-6)))]) {
    expect(await staff1.get(`/requests/find?caseNo=${encodeURIComponent(typed)}`)).toMatchObject({ status: 200, body: { requestId: id } }) // prettier-ignore
  }
  expect((await staff1.get('/requests/find?caseNo=GX-1999-000001')).status).toBe(404)
})

test('the list is exported as a workbook after the password was given again, and that is recorded', async () => {
  expect(await staff1.post('/queue/export', { password: 'wrong' })).toMatchObject({ status: 403, body: { error: { code: 'passwordWrong' } } }) // prettier-ignore
  const page = visitor(site.web)
  await page.signIn('staff1')
  const file = await page.post('/queue/export', { password: 'demo-staff1-2026', view: 'waiting', enterprise: '' })
  expect(file.headers.get('content-type')).toContain('spreadsheetml')
  expect(file.text.startsWith('PK')).toBe(true)
  const audit = await site.db.selectFrom('audit_log').select('detail').where('action', '=', 'queue.exported').execute()
  expect(audit).toEqual([{ detail: { rows: 3 } }])
  const own = await signIn(site.web, 'e00')
  expect((await own.post('/queue/export', { password: 'demo-e00-2026' })).status).toBe(403)
})
