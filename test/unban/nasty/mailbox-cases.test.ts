/** What happens to a mail in the mailbox never happens to its case (email.md 14). The whole program, as it runs. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ImapFlow } from 'imapflow'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import nodemailer from 'nodemailer'
import { startApp, type TestApp } from '../../support/app.ts'
import { answersIn, answerTo, association, formOf, send, sendForm } from '../../support/mail-program.ts'
import { goodPeople } from '../../support/world-people.ts'
import type { WorldPerson } from '../../support/world-people.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ env: { MAIL_JUNK_SECONDS: '1', MAIL_MOVE_SECONDS: 'off' } })
}, 120_000)
afterAll(async () => {
  await app.stop()
})

/** Two people of the n-th enterprise that has any. */
function peopleOf(n: number): WorldPerson[] {
  const companies = [...new Set(goodPeople.map(({ company }) => company))]
  return goodPeople.filter(({ company }) => company === companies[n]).slice(0, 2)
}
const addressOf = (people: readonly WorldPerson[]): string => people[0]?.address ?? ''

async function asStaff<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({ ...app.imap, secure: false, doSTARTTLS: false, logger: false, auth: { user: association, pass: app.mailPassword } }) // prettier-ignore
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout()
  }
}

async function written(
  people: readonly WorldPerson[],
  messageId: string,
  headers: Record<string, string> = {},
): Promise<Buffer> {
  // prettier-ignore
  const mail = new MailComposer({
    from: addressOf(people),
    to: association,
    subject: '人员解禁申请',
    text: '请予受理。',
    messageId,
    headers,
    attachments: [await formOf(people)],
  })
  return mail.compile().build()
}

async function mailOf(messageId: string, state?: string) {
  for (let tries = 0; tries < 120; tries += 1) {
    const mail = await app.db
      .selectFrom('mail')
      .selectAll()
      .where('message_id', '=', messageId.replaceAll(/[<>]/g, ''))
      .where('state', '!=', 'stored')
      .executeTakeFirst()
    if (mail !== undefined && (state === undefined || mail.state === state)) return mail
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`The mail ${messageId} was not settled.`)
}
const placesOf = (mailId: number) =>
  app.db.selectFrom('mail_location').innerJoin('mailbox_epoch', 'mailbox_epoch.id', 'epoch_id').select(['folder', 'uid']).where('mail_id', '=', mailId).orderBy('first_seen_at').execute() // prettier-ignore
const requestsOf = (mailId: number) =>
  app.db.selectFrom('request').select(['id', 'state', 'received_at', 'people']).where('mail_id', '=', mailId).execute()
async function untilPlaces(mailId: number, count: number) {
  for (let tries = 0; tries < 80 && (await placesOf(mailId)).length < count; tries += 1) await new Promise((resolve) => setTimeout(resolve, 250)) // prettier-ignore
  return placesOf(mailId)
}
async function acks(people: readonly WorldPerson[], messageId: string): Promise<number> {
  return (await answersIn(app, addressOf(people))).filter(({ kind, answersTo }) => kind === 'ack' && answersTo === messageId).length // prettier-ignore
}

test('#3 the same mail delivered twice is one mail at two places, with the first one’s time and one acknowledgement', async () => {
  const people = peopleOf(0)
  const messageId = '<twice@e.test>'
  const raw = await written(people, messageId, { Date: 'Fri, 20 Nov 2026 09:00:00 +0800' })
  const sent = await send(app, { from: addressOf(people), raw, messageId })
  await answerTo(app, addressOf(people), sent, 'ack', 40_000)
  const before = await mailOf(messageId)
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await send(app, { from: addressOf(people), raw, messageId })
  expect(await untilPlaces(before.id, 2)).toHaveLength(2)
  const after = await mailOf(messageId)
  expect(after).toMatchObject({ id: before.id, received_at: before.received_at, state: 'accepted' })
  expect(await requestsOf(after.id)).toHaveLength(1)
  expect(await acks(people, messageId)).toBe(1)
}, 90_000)

test('#29 a processed mail moved out and back to the inbox makes no new case', async () => {
  const people = peopleOf(1)
  const sent = await sendForm(app, people)
  await answerTo(app, addressOf(people), sent, 'ack', 40_000)
  const before = await mailOf(sent.messageId)
  const requests = await requestsOf(before.id)
  await asStaff(async (staff) => {
    const [place] = await placesOf(before.id)
    await staff.mailboxCreate('Done')
    await staff.mailboxOpen('INBOX')
    await staff.messageMove(String(place?.uid), 'Done', { uid: true })
    await staff.mailboxOpen('Done')
    await staff.messageMove('1:*', 'INBOX', { uid: true })
  })
  const places = await untilPlaces(before.id, 2)
  expect(new Set(places.map(({ uid }) => uid)).size).toBe(2)
  expect(await mailOf(sent.messageId)).toEqual(before)
  expect(await requestsOf(before.id)).toEqual(requests)
  expect(await acks(people, sent.messageId)).toBe(1)
}, 90_000)

test('#13 an older mail found in Junk takes its true place: who has written since stays there, the others get the older one', async () => {
  const people = peopleOf(2)
  const [first] = people
  if (first === undefined) throw new Error('nobody')
  const sent = await sendForm(app, [first])
  await answerTo(app, addressOf(people), sent, 'ack', 40_000)
  const newer = await mailOf(sent.messageId)
  const messageId = '<in-junk@e.test>'
  const at = new Date(Date.now() - 3 * 3_600_000)
  const raw = await written(people, messageId)
  await asStaff(async (staff) => {
    await staff.append('Junk', raw, [], at)
    await staff.append(
      'Junk',
      'From: win@spam.test\r\nSubject: you have won\r\nMessage-ID: <won@spam.test>\r\n\r\nmoney',
      [],
    )
  })
  const found = await mailOf(messageId, 'accepted')
  expect(found.received_at).toBe(new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString())
  expect(found.badges).toContain('fromJunk')
  const rows = await app.db.selectFrom('request_row').innerJoin('request', 'request.id', 'request_id').select(['request_row.state', 'request.mail_id', 'request.received_at']).where('request.mail_id', 'in', [newer.id, found.id]).orderBy('request_row.id').execute() // prettier-ignore
  expect(rows).toEqual([
    { state: 'live', mail_id: newer.id, received_at: newer.received_at },
    { state: 'moved', mail_id: found.id, received_at: found.received_at },
    { state: 'live', mail_id: found.id, received_at: found.received_at },
  ])
  // The rest of the folder is nobody's business, and nothing in it is changed.
  const spam = await app.db.selectFrom('mail').select('id').where('message_id', '=', 'won@spam.test').execute()
  expect(spam).toEqual([])
  expect(await app.db.selectFrom('mail_passed_over').select('uid').execute()).toHaveLength(1)
  await asStaff(async (staff) => {
    await staff.mailboxOpen('Junk')
    const flags = await staff.fetchAll('1:*', { flags: true })
    expect(flags.map((mail) => mail.flags?.has('\\Seen'))).toEqual([false, false])
    // Staff put it where it belongs: it is the same mail.
    await staff.messageMove('1', 'INBOX', { uid: true })
  })
  expect((await untilPlaces(found.id, 2)).map(({ folder }) => folder)).toEqual(['Junk', 'INBOX'])
  expect(await requestsOf(found.id)).toHaveLength(1)
  await answerTo(app, addressOf(people), { messageId, acceptedAt: Date.now() }, 'ack')
  expect(await acks(people, messageId)).toBe(1)
}, 120_000)

test('#28 put into the mailbox by a program with an old time: the server’s time counts, and staff see the doubt', async () => {
  const people = peopleOf(3)
  const messageId = '<appended@e.test>'
  const at = new Date('2026-09-01T02:03:04Z')
  const raw = await written(people, messageId)
  await asStaff((staff) => staff.append('INBOX', raw, [], at))
  const mail = await mailOf(messageId)
  expect(mail).toMatchObject({ received_at: at.toISOString(), time_source: 'internalDate' })
  expect(mail.badges).toContain('timeDisputed')
}, 60_000)

describe('#45 a mail of 70 MB', () => {
  test('is known by its head, answered with R17, and the connection goes on', async () => {
    const people = peopleOf(4)
    const messageId = '<heavy@e.test>'
    const transport = nodemailer.createTransport({ ...app.smtp, secure: false, ignoreTLS: true })
    await transport.sendMail({
      from: addressOf(people),
      to: association,
      subject: '解禁',
      messageId,
      attachments: [{ filename: '照片.bin', content: Buffer.alloc(52 * 1024 * 1024, 7) }],
    })
    transport.close()
    const sent = { messageId, acceptedAt: Date.now() }
    const next = await sendForm(app, people)
    expect((await answerTo(app, addressOf(people), sent, 'return', 40_000)).rows).toBe('0=R17')
    expect((await answerTo(app, addressOf(people), next, 'ack', 40_000)).rows).toContain('queued')
    const heavy = await mailOf(messageId)
    expect(heavy.headers_only).toBe(true)
    expect(heavy.size).toBeGreaterThan(70_000_000)
    const problems = await app.db.selectFrom('mailbox').select('problem_since').where('address', '=', association).executeTakeFirstOrThrow() // prettier-ignore
    expect(problems.problem_since).toBeNull()
  }, 90_000)
})
