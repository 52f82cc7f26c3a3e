/** One mail, all the way: form → acknowledgement → queue → review → result, on the real services. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.ts'
import { answerTo, sendForm } from '../support/mail-program.ts'
import { signIn } from '../support/staff.ts'
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
  console.log(ack.mail.subject, '\n', ack.mail.text)
  expect(ack.rows).toBe('1=queued; 2=queued')
  expect(ack.mail.text).toContain('第 1 份')

  const staff = await signIn(app.web, 'staff1')
  const queue = await staff.get('/queue')
  expect(queue.status).toBe(200)
  const next = await staff.post('/queue/next')
  const requestId = next.body.requestId as number
  let request = (await staff.get(`/requests/${requestId}`)).body
  console.log(JSON.stringify(request).slice(0, 3000))
  for (const row of request.rows) {
    const decided = await staff.post(`/requests/${requestId}/rows/${row.id}/decision`, {
      decision: row.n === 1 ? 'approve' : 'reject',
      reasons: row.n === 1 ? [] : ['photoUnclear'],
      text: '',
      version: request.version,
    })
    console.log(decided.status, JSON.stringify(decided.body))
    request = (await staff.get(`/requests/${requestId}`)).body
  }
  const ended = await staff.post(`/requests/${requestId}/end`, { version: request.version })
  console.log(ended.status, JSON.stringify(ended.body))
  const result = await answerTo(app, first?.address ?? '', sent, 'result', 45_000)
  console.log(result.mail.subject, '\n', result.mail.text)
  expect(result.rows).toBe('1=approved; 2=rejected')
}, 120_000)
