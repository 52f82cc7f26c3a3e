/** Temporal away: pages work and say so, what people do is kept in its order, and all goes on by itself. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startEstate, type Estate } from '../support/estate.ts'
import { answerTo, answersIn, sendForm } from '../support/mail-program.ts'
import { answered, signIn } from '../support/staff.ts'
import { goodPeopleOfOne } from '../support/world-people.ts'

let estate: Estate

beforeAll(async () => {
  estate = await startEstate()
}, 120_000)
afterAll(async () => {
  estate.kill('temporal', 'SIGCONT')
  await estate.stop()
}, 60_000)

test('decisions made while the engine is away are kept and take effect when it is back', async () => {
  const people = goodPeopleOfOne(2)
  const [first] = people
  const sent = await sendForm(estate, people)
  await answerTo(estate, first?.address ?? '', sent, 'ack')
  const staff = await signIn(estate.web, 'staff1')
  const id = answered(await staff.post('/queue/next')).requestId ?? 0
  const { rows, version } = answered(await staff.get(`/requests/${id}`))

  estate.kill('temporal', 'SIGSTOP')
  const kinds: string[] = []
  for (const { id: rowId } of rows) {
    const said = await staff.post(`/requests/${id}/rows/${rowId}/decision`, { decision: 'approve', reasons: [], text: '', version }) // prettier-ignore
    kinds.push(answered(said).kind ?? '')
  }
  kinds.push(answered(await staff.post(`/requests/${id}/end`, { version })).kind ?? '')
  expect(kinds).toEqual(['kept', 'kept', 'kept'])
  const queue = await staff.get('/queue')
  expect(queue).toMatchObject({ status: 200, body: { engine: { ok: false } } })
  const mailed = await sendForm(estate, goodPeopleOfOne(1, 1))

  estate.kill('temporal', 'SIGCONT')
  const result = await answerTo(estate, first?.address ?? '', sent, 'result', 90_000)
  expect(result.rows).toBe('1=approved; 2=approved')
  const [other] = goodPeopleOfOne(1, 1)
  await answerTo(estate, other?.address ?? '', mailed, 'ack', 30_000)
  const answers = await answersIn(estate, first?.address ?? '')
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['ack', 'result'])
}, 240_000)
