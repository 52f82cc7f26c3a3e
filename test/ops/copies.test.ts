/** startApp: a whole copy of the program for one test; copies do not see each other. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Client, Connection } from '@temporalio/client'
import { createTransport } from 'nodemailer'
import { ImapFlow } from 'imapflow'
import { startApp, type TestApp } from '../support/app.ts'

let one: TestApp
let other: TestApp

beforeAll(async () => {
  ;[one, other] = await Promise.all([startApp(), startApp({ world: null })])
}, 60_000)
afterAll(async () => {
  await Promise.all([one.stop(), other.stop()])
})

const accounts = (app: TestApp) =>
  app.db
    .selectFrom('account')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()

test('each has its own pages and its own database', async () => {
  for (const app of [one, other]) expect((await fetch(`${app.web}/healthz`)).status).toBe(200)
  expect(Number((await accounts(one)).count)).toBeGreaterThan(10)
  expect(Number((await accounts(other)).count)).toBe(0)
})

test('each has its own mailboxes', async () => {
  await createTransport({ ...one.smtp, ignoreTLS: true }).sendMail({ from: 'a@x.test', to: 'unread@nobody.test', text: 'x' }) // prettier-ignore
  const count = async (app: TestApp) => {
    const client = new ImapFlow({ ...app.imap, secure: false, doSTARTTLS: false, logger: false, auth: { user: 'unread@nobody.test', pass: app.mailPassword } }) // prettier-ignore
    await client.connect()
    const status = await client.status('INBOX', { messages: true })
    await client.logout()
    return status && status.messages
  }
  expect(await count(one)).toBe(1)
  expect(await count(other)).toBe(0)
})

test('each has its own cases: a namespace that takes them at once', async () => {
  const connection = await Connection.connect({ address: one.temporal.address })
  const started = await Promise.all(
    [one, other].map(
      ({ temporal }) =>
      new Client({ connection, namespace: temporal.namespace }).workflow.start('nothing', { workflowId: 'same', taskQueue: 'unused' }), // prettier-ignore
    ),
  )
  expect(new Set(started.map(({ firstExecutionRunId }) => firstExecutionRunId)).size).toBe(2)
  await connection.close()
})

test('a part that was killed comes back when it is started, with its mails', async () => {
  await one.kill('web')
  await expect(fetch(`${one.web}/healthz`)).rejects.toThrow()
  await one.start('web')
  expect((await fetch(`${one.web}/healthz`)).status).toBe(200)
  await one.restart('mail')
  await createTransport({ ...one.smtp, ignoreTLS: true }).sendMail({ from: 'a@x.test', to: 'unread@nobody.test', text: 'x' }) // prettier-ignore
})
