/** One mail, all the way: form → acknowledgement → queue → review → result, on the real services. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.ts'
import { answerTo, sendForm } from '../support/mail-program.ts'
import { answered, signIn } from '../support/staff.ts'
import { goodPeopleOfOne } from '../support/world-people.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
}, 60_000)
afterAll(async () => {
  await app.stop()
})

test('people sent by mail are reviewed in order, answered once, and active with their certificates', async () => {
  const people = goodPeopleOfOne(2)
  const [first] = people
  const sent = await sendForm(app, people)
  const ack = await answerTo(app, first?.address ?? '', sent, 'ack')
  expect(ack.rows).toBe('1=queued; 2=queued')
  expect(ack.mail.text).toContain('第 1 份')

  const staff = await signIn(app.web, 'staff1')
  expect(answered(await staff.get('/queue')).requests).toHaveLength(1)
  const id = answered(await staff.post('/queue/next')).requestId ?? 0
  const look = async () => answered(await staff.get(`/requests/${id}`))
  for (const row of (await look()).rows) {
    const decision = row.n === 1 ? 'approve' : 'reject'
    const { version } = await look()
    await staff.post(`/requests/${id}/rows/${row.id}/decision`, { decision, reasons: row.n === 1 ? [] : ['photoUnclear'], text: '', version }) // prettier-ignore
  }
  const ended = await staff.post(`/requests/${id}/end`, { version: (await look()).version })
  expect(ended.body).toMatchObject({ kind: 'done' })
  const result = await answerTo(app, first?.address ?? '', sent, 'result', 45_000)
  expect(result.rows).toBe('1=approved; 2=rejected')
  const persons = await app.db.selectFrom('request_row').innerJoin('person', 'person.id', 'person_id').innerJoin('certificate', 'certificate.person_id', 'person.id').select(['person.status', 'certificate.status as certificate']).where('request_id', '=', id).orderBy('n').execute() // prettier-ignore
  expect(persons).toEqual([
    { status: 'active', certificate: 'active' },
    { status: 'disabled', certificate: 'held' },
  ])
}, 120_000)
