/** Two staff at work: whose turn it is, what twice does, what a resend during a review comes to. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.ts'
import { answerTo, answersIn, formOf, sendForm } from '../support/mail-program.ts'
import { answered, signIn, withToken, type Program } from '../support/staff.ts'
import { goodPeopleOfOne, type WorldPerson } from '../support/world-people.ts'

let app: TestApp
let staff1: Program
let staff2: Program

beforeAll(async () => {
  app = await startApp()
  staff1 = await signIn(app.web, 'staff1')
  staff2 = await signIn(app.web, 'staff2')
}, 60_000)
afterAll(async () => {
  await app.stop()
})

const of = (index: number, count = 1) => goodPeopleOfOne(count, index)
const addressOf = (people: readonly WorldPerson[]) => people[0]?.address ?? ''
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100))

async function queued(people: readonly WorldPerson[], more: Parameters<typeof sendForm>[2] = {}) {
  const sent = await sendForm(app, people, more)
  await answerTo(app, addressOf(people), sent, 'ack')
  return sent
}
const requestOf = async (staff: Program, id: number) => answered(await staff.get(`/requests/${id}`))
const take = async (staff: Program) => answered(await staff.post('/queue/next')).requestId ?? 0
const firstRow = async (staff: Program, id: number) => {
  const { rows, version } = await requestOf(staff, id)
  const [row] = rows
  if (row === undefined) throw new Error('The request has no row.')
  return { row, version }
}

async function decideAll(staff: Program, id: number, decision: 'approve' | 'reject'): Promise<void> {
  for (const { id: rowId } of (await requestOf(staff, id)).rows) {
    const { version } = await requestOf(staff, id)
    const said = await staff.post(`/requests/${id}/rows/${rowId}/decision`, { decision, reasons: decision === 'reject' ? ['photoUnclear'] : [], text: '', version }) // prettier-ignore
    expect(said.body).toMatchObject({ kind: 'done' })
  }
}
async function end(staff: Program, id: number) {
  const { version } = await requestOf(staff, id)
  return staff.post(`/requests/${id}/end`, { version })
}

test('two staff taking the next at once get two different requests, in order; nobody can take another', async () => {
  const first = of(0)
  const second = of(1)
  await queued(first)
  await aSecond()
  await queued(second)
  const taken = await Promise.all([take(staff1), take(staff2)])
  expect([...taken].sort()).toEqual([1, 2])
  expect(await take(staff1)).toBe(taken[0])
  const empty = await signIn(app.web, 'chief')
  expect(await take(empty)).toBe(0)
  const other = taken[1] ?? 0
  const { row, version } = await firstRow(staff1, other)
  const refused = await staff1.post(`/requests/${other}/rows/${row.id}/decision`, {
    decision: 'approve',
    reasons: [],
    text: '',
    version,
  })
  expect(refused.status).toBe(403)
  for (const [index, staff] of [staff1, staff2].entries()) {
    const id = taken[index] ?? 0
    await staff.post(`/requests/${id}/release`, { version: (await requestOf(staff, id)).version })
  }
  expect(await take(staff2)).toBe(1)
  await staff2.post('/requests/1/release', { version: (await requestOf(staff2, 1)).version })
})

test('two clicks on a decision are one', async () => {
  const id = await take(staff1)
  const { row, version } = await firstRow(staff1, id)
  const updateId = crypto.randomUUID()
  const click = () =>
    staff1.post(`/requests/${id}/rows/${row.id}/decision`, {
      decision: 'approve',
      reasons: [],
      text: '',
      version,
      updateId,
    })
  const answers = await Promise.all([click(), click()])
  expect(answers.map(({ body }) => body)).toEqual([
    { kind: 'done', version: version + 1 },
    { kind: 'done', version: version + 1 },
  ])
  const audit = await app.db
    .selectFrom('audit_log')
    .select('key')
    .where('object', '=', `request:${id}`)
    .where('action', '=', 'request.row.approve')
    .execute()
  expect(audit).toHaveLength(1)
  await staff1.post(`/requests/${id}/release`, { version: version + 1 })
  expect((await firstRow(staff1, id)).row.decision).toBe('approve')
})

test('characters that no keyboard makes are refused with a sentence, and the request goes on', async () => {
  const id = await take(staff1)
  const { row, version } = await firstRow(staff1, id)
  const path = `/requests/${id}/rows/${row.id}/decision`
  const refused = await staff1.post(path, { decision: 'reject', reasons: [], text: 'a\u0000b', version })
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'badInput' } } })
  const said = await staff1.post(path, { decision: 'reject', reasons: [], text: '照片不清', version })
  expect(said.body).toEqual({ kind: 'done', version: version + 1 })
  await staff1.post(`/requests/${id}/release`, { version: version + 1 })
  for (const address of ['/queue?enterprise=%00', '/mails?q=%00', '/persons?q=%00']) {
    expect((await staff1.get(address)).status).toBe(400)
  }
})

test('passing is refused while a check fails, and rejecting needs a reason', async () => {
  const id = await take(staff1)
  const { row, version } = await firstRow(staff1, id)
  await app.db.updateTable('person').set({ photo_sha: null }).where('id', '=', row.person.id).execute()
  const passed = await staff1.post(`/requests/${id}/rows/${row.id}/decision`, {
    decision: 'approve',
    reasons: [],
    text: '',
    version,
  })
  expect(passed).toMatchObject({ status: 409, body: { error: { code: 'checkFails' } } })
  const rejected = await staff1.post(`/requests/${id}/rows/${row.id}/decision`, {
    decision: 'reject',
    reasons: [],
    text: '',
    version,
  })
  expect(rejected.body).toMatchObject({ error: { code: 'reasonMissing' } })
  expect((await end(staff1, id)).status).toBe(200)
})

test('a resend during the review waits for it: rejected and unchanged, it ends with the same reason', async () => {
  await waitForEmptyHands()
  const people = of(2)
  const first = await queued(people)
  await drainTo(people)
  const id = await take(staff1)
  const again = await sendForm(app, people)
  expect((await answerTo(app, addressOf(people), again, 'ack')).rows).toBe('1=R15')
  await decideAll(staff1, id, 'reject')
  await end(staff1, id)
  await answerTo(app, addressOf(people), first, 'result', 45_000)
  const rows = await app.db.selectFrom('request_row').select(['state', 'reasons']).where('enterprise_id', '=', await enterpriseOf(people)).orderBy('id').execute() // prettier-ignore
  expect(rows).toEqual([
    { state: 'rejected', reasons: ['photoUnclear'] },
    { state: 'rejected', reasons: ['photoUnclear'] },
  ])
  const answers = await answersIn(app, addressOf(people))
  expect(answers.filter(({ kind }) => kind === 'result')).toHaveLength(1)
}, 120_000)

test('a resend during the review takes effect at its own time when the claim is given back', async () => {
  const people = of(3)
  await queued(people)
  const id = await take(staff1)
  await aSecond()
  const again = await sendForm(app, people)
  await answerTo(app, addressOf(people), again, 'ack')
  await staff1.post(`/requests/${id}/release`, { version: (await requestOf(staff1, id)).version })
  const rows = await app.db.selectFrom('request_row').select('state').where('enterprise_id', '=', await enterpriseOf(people)).orderBy('id').execute() // prettier-ignore
  expect(rows).toEqual([{ state: 'moved' }, { state: 'live' }])
  expect((await app.db.selectFrom('request').select('state').where('id', '=', id).executeTakeFirst())?.state).toBe(
    'superseded',
  )
})

test('结束审核 undone within thirty seconds changes nobody; by token, as another program would', async () => {
  const made = await staff2.post('/account/tokens', { name: 'test', days: 1 })
  const program = withToken(app.web, answered(made).token)
  const id = await take(program)
  await decideAll(program, id, 'approve')
  expect((await end(program, id)).body).toMatchObject({ kind: 'done' })
  const { version } = await requestOf(program, id)
  expect((await program.post(`/requests/${id}/undo`, { version })).body).toMatchObject({ kind: 'done' })
  expect((await requestOf(program, id)).state).toBe('claimed')
  const person = await app.db.selectFrom('request_row').innerJoin('person', 'person.id', 'request_row.person_id').select('person.status').where('request_id', '=', id).executeTakeFirst() // prettier-ignore
  expect(person?.status).toBe('disabled')
  await program.post(`/requests/${id}/release`, { version: version + 1 })
})

test('绑定: the person moves with the placeholder phone, 禁用 and 暂扣, and the former enterprise is told', async () => {
  const [person] = of(5)
  const to = of(6)
  if (person === undefined) throw new Error('nobody')
  // The former enterprise's own request for them, which the binding closes.
  await queued([person])
  const sent = await sendForm(app, to, { attachments: [await formOf([person], '绑定', to[0]?.company ?? '')] })
  await answerTo(app, addressOf(to), sent, 'ack')
  const id = await takeRequestOf(await enterpriseOf(to))
  await decideAll(staff1, id, 'approve')
  await end(staff1, id)
  expect((await answerTo(app, addressOf(to), sent, 'result', 45_000)).rows).toBe('1=approved')
  const now = await app.db.selectFrom('person').selectAll().where('name', '=', person.name).where('enterprise_id', '=', await enterpriseOf(to)).executeTakeFirstOrThrow() // prettier-ignore
  expect(now).toMatchObject({ status: 'disabled', phone_placeholder: true, phone_last4: '0000' })
  const former = await app.db.selectFrom('request').select('state').where('enterprise_id', '=', await enterpriseOf([person])).executeTakeFirst() // prettier-ignore
  expect(former?.state).toBe('closed')
  await waitForAllSent()
  const notes = (await answersIn(app, person.address)).filter(({ kind }) => kind === 'note')
  expect(notes).toHaveLength(1)
}, 120_000)

async function enterpriseOf(people: readonly WorldPerson[]): Promise<number> {
  const row = await app.db.selectFrom('enterprise').select('id').where('name', '=', people[0]?.company ?? '').executeTakeFirstOrThrow() // prettier-ignore
  return row.id
}

async function waitForEmptyHands(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const busy = await app.db
      .selectFrom('request')
      .select('id')
      .where('state', 'in', ['claimed', 'ending'])
      .executeTakeFirst()
    if (busy === undefined) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function waitForAllSent(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const left = await app.db.selectFrom('outgoing_mail').select('id').where('state', 'in', ['pending', 'sending', 'retry', 'uncertain']).executeTakeFirst() // prettier-ignore
    if (left === undefined) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Everything before these people is put out of the way, as if it had been decided. */
async function drainTo(people: readonly WorldPerson[]): Promise<void> {
  const enterprise = await enterpriseOf(people)
  const before = await app.db.selectFrom('request').select('id').where('state', '=', 'queued').where('enterprise_id', '!=', enterprise).execute() // prettier-ignore
  for (const { id } of before) {
    await app.db.updateTable('request_row').set({ state: 'withdrawn' }).where('request_id', '=', id).where('state', '=', 'live').execute() // prettier-ignore
    await app.db.updateTable('request').set({ state: 'withdrawn', people: 0 }).where('id', '=', id).execute()
  }
}

async function takeRequestOf(enterpriseId: number): Promise<number> {
  const row = await app.db.selectFrom('request').select('id').where('enterprise_id', '=', enterpriseId).where('state', '=', 'queued').executeTakeFirstOrThrow() // prettier-ignore
  // Only the head can be taken: those before it wait until this test is over.
  await app.db
    .updateTable('request')
    .set({ people: 0 })
    .where('id', '!=', row.id)
    .where('state', '=', 'queued')
    .execute()
  expect(await take(staff1)).toBe(row.id)
  return row.id
}
