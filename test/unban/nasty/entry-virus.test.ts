/** #70 on the real services, with a virus scanner that does as it is told. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startApp, type TestApp } from '../../support/app.ts'
import { eicar, startClamd, type FakeClamd } from '../../support/clamd.ts'
import { makeZip } from '../../support/hostile-files.ts'
import { answersIn, answerTo, formOf, send, sendForm, type Sent } from '../../support/mail-program.ts'
import { goodPeopleOfOne, type WorldPerson } from '../../support/world-people.ts'

let app: TestApp
let clamd: FakeClamd
beforeAll(async () => {
  clamd = await startClamd()
  app = await startApp({ env: { CLAMD_URL: clamd.url } })
}, 90_000)
afterAll(async () => {
  await app.stop()
  await clamd.stop()
})

const [first, second] = goodPeopleOfOne(2, 0) as [WorldPerson, WorldPerson]
const mailOf = ({ messageId }: Sent) =>
  app.db.selectFrom('mail').selectAll().where('message_id', '=', messageId.replaceAll(/[<>]/g, '')).executeTakeFirst()

async function until<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 120; tries += 1) {
    const found = await find()
    if (found !== undefined) return found
    await new Promise((resume) => setTimeout(resume, 250))
  }
  throw new Error('It did not come.')
}

test.each([
  ['#70 EICAR beside the form', () => Buffer.from(eicar)],
  ['#70 EICAR in a ZIP', () => makeZip([{ name: 'a.txt', bytes: Buffer.from(eicar) }])],
])('%s: set apart, R18, nobody queued', async (_, content) => {
  const sent = await send(app, { from: first.address, attachments: [await formOf([first]), { filename: 'a.dat', content: content() }] }) // prettier-ignore
  const returned = await answerTo(app, first.address, sent, 'return')
  expect(returned.rows).toBe('0=R18')
  expect(returned.mail.attachments).toEqual([])
  expect(await mailOf(sent)).toMatchObject({ state: 'quarantined', state_reason: 'harmful' })
})

test('#70 clamd down: mails wait with their places, the chief is told, and all goes on by itself', async () => {
  await clamd.stop()
  const waiting = await sendForm(app, [first])
  await new Promise((resume) => setTimeout(resume, 1_100))
  const later = await sendForm(app, [second])
  const stored = () =>
    app.db.selectFrom('mail').select(['id', 'message_id', 'received_at']).where('state', '=', 'stored').where('state_reason', '=', 'scanPending').orderBy('received_at').execute() // prettier-ignore
  const pending = await until(async () => {
    const rows = await stored()
    return rows.length === 2 ? rows : undefined
  })
  expect(await answersIn(app, first.address)).not.toContainEqual(expect.objectContaining({ answersTo: waiting.messageId })) // prettier-ignore
  const told = await app.db.selectFrom('notice').selectAll().where('kind', '=', 'scannerAway').execute()
  expect(told).toMatchObject([{ chief_only: true }])

  await clamd.start()
  expect((await answerTo(app, first.address, waiting, 'ack', 40_000)).rows).toBe('1=queued')
  await answerTo(app, second.address, later, 'ack', 40_000)
  const places = await app.db.selectFrom('request').innerJoin('mail', 'mail.id', 'request.mail_id').select(['mail.message_id', 'request.received_at']).where('mail.id', 'in', pending.map(({ id }) => id)).orderBy('request.received_at').execute() // prettier-ignore
  expect(places).toEqual(pending.map(({ message_id: _unread, received_at }, at) => ({ message_id: [waiting, later][at]?.messageId.replaceAll(/[<>]/g, ''), received_at }))) // prettier-ignore
}, 90_000)

test('#70 a scanner that cannot read a mail: staff see to it, nobody is answered', async () => {
  clamd.mood = 'error'
  const sent = await sendForm(app, [first])
  const mail = await until(async () => {
    const found = await mailOf(sent)
    return found === undefined || found.state === 'stored' ? undefined : found
  })
  clamd.mood = 'works'
  expect(mail).toMatchObject({ state: 'manual', state_reason: 'notScanned' })
})
