/** What mails come to, on the real services: each with its one answer and the header that programs read. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import nodemailer from 'nodemailer'
import { startApp, type TestApp } from '../support/app.ts'
import * as hostile from '../support/hostile-files.ts'
import { answerTo, answersIn, association, formOf, send, sendForm, type Sent } from '../support/mail-program.ts'
import { rawMail } from '../support/raw-mail.ts'
import { signIn } from '../support/staff.ts'
import { goodPeople, goodPeopleOfOne, type WorldPerson } from '../support/world-people.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
}, 60_000)
afterAll(async () => {
  await app.stop()
})

/** People of one enterprise each, so that cases do not meet. */
const of = (index: number, count = 2) => goodPeopleOfOne(count, index)
const addressOf = (people: readonly WorldPerson[]) => people[0]?.address ?? ''
const xlsx = (content: Buffer, filename = '名单.xlsx') => [{ filename, content }]
const wrongDigit = (person: WorldPerson): WorldPerson => ({
  ...person,
  idNumber: person.idNumber.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
})
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checked = (digits: string) =>
  digits + '10X98765432'.charAt(weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11)
/** A right number that is nobody's in the world. */
const nobody = { name: '赵无名', idNumber: checked('45010019900307997') }

/** Presses a button of the page behind the link that a registered address got. */
function answerLink(link: string, page: Response, text: string, answer: 'ours' | 'notOurs'): Promise<Response> {
  const csrf = /name="csrf" value="([^"]*)"/.exec(text)?.[1] ?? ''
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ csrf, answer }),
  })
}

describe('rows', () => {
  test('#9 good rows queue and bad ones are returned, in one mail', async () => {
    const [a, b, c] = of(0, 3) as [WorldPerson, WorldPerson, WorldPerson]
    const sent = await sendForm(app, [a, wrongDigit(b), { ...c, ...nobody }])
    const ack = await answerTo(app, a.address, sent, 'ack')
    expect(ack.rows).toBe('1=queued; 2=R09; 3=R10')
    expect(ack.mail.text).not.toContain(b.idNumber)
  })

  test('when no row is good the mail is returned, and every failure is named', async () => {
    const people = of(1)
    const sent = await sendForm(app, people, {
      attachments: [await formOf([wrongDigit(people[0] as WorldPerson)], '解禁', '没有这家公司')],
    })
    const returned = await answerTo(app, addressOf(people), sent, 'return')
    expect(returned.rows).toBe('1=R07+R09')
  })

  test('a resend moves the people it names to its own time, and says so', async () => {
    const people = of(2, 3)
    const first = await sendForm(app, people)
    await answerTo(app, addressOf(people), first, 'ack')
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const again = await sendForm(app, people.slice(0, 2))
    const ack = await answerTo(app, addressOf(people), again, 'ack')
    expect(ack.rows).toBe('1=queued; 2=queued')
    const requests = await app.db
      .selectFrom('request')
      .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
      .select(['request.state', 'request.people'])
      .where('enterprise.name', '=', people[0]?.company ?? '')
      .orderBy('request.id')
      .execute()
    expect(requests).toEqual([
      { state: 'queued', people: 1 },
      { state: 'queued', people: 2 },
    ])
  })

  test('the same mail delivered twice is one mail, one request and one answer', async () => {
    const people = of(3)
    const messageId = '<delivered-twice@e.test>'
    const form = {
      attachments: [await formOf(people)],
      messageId,
      headers: { Date: 'Fri, 20 Nov 2026 09:00:00 +0800' },
    }
    const boundary = { ...form, from: addressOf(people) }
    const raw = await rendered(boundary)
    const sent = await send(app, { from: addressOf(people), raw, messageId })
    await answerTo(app, addressOf(people), sent, 'ack')
    await send(app, { from: addressOf(people), raw, messageId })
    await untilSeen(2)
    const answers = (await answersIn(app, addressOf(people))).filter(({ answersTo }) => answersTo === messageId)
    expect(answers.map(({ kind }) => kind)).toEqual(['ack'])
  })

  test('绑定 takes a person from another enterprise when it is approved, and the former one is told', async () => {
    const [person] = of(4)
    const to = of(5)
    if (person === undefined) throw new Error('nobody')
    const sent = await sendForm(app, to, { attachments: [await formOf([person], '绑定', to[0]?.company ?? '')] })
    expect((await answerTo(app, addressOf(to), sent, 'ack')).rows).toBe('1=queued')
    const row = await app.db
      .selectFrom('request_row')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ business: 'bind', state: 'live' })
  })
})

/** The same bytes for both deliveries. */
async function rendered(mail: {
  from: string
  messageId: string
  attachments: readonly { filename: string; content: Buffer }[]
}): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js')
  return new MailComposer({
    ...mail,
    attachments: [...mail.attachments],
    to: association,
    subject: '解禁',
    text: '请予受理。',
  })
    .compile()
    .build()
}

async function untilSeen(locations: number): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const row = await app.db.selectFrom('mail_location').select((s) => s.fn.countAll<number>().as('n')).where('mail_id', 'in', (q) => q.selectFrom('mail').select('id').where('message_id', '=', 'delivered-twice@e.test')).executeTakeFirstOrThrow() // prettier-ignore
    if (row.n >= locations) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('The second delivery was not seen.')
}

describe('mails without a form that can be read', () => {
  const from = goodPeople[0]?.address ?? ''
  const cases: [string, Parameters<typeof send>[1], string][] = [
    ['nothing attached', { from }, '0=R01'],
    [
      '#47 a picture',
      { from, attachments: xlsx(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), '表格.png') },
      '0=R19',
    ],
    [
      'a damaged workbook',
      { from, attachments: xlsx(Buffer.from('PK\u0003\u0004 not a workbook'), '名单.xlsx') },
      '0=R03',
    ],
    [
      '#41 an archive with a password',
      { from, attachments: xlsx(hostile.makeZip([{ name: 'a.xlsx', bytes: Buffer.alloc(100), encrypted: true }]), '名单.zip') }, // prettier-ignore
      '0=R04',
    ],
    ['#37 a program called list.xlsx', { from, attachments: xlsx(hostile.program()) }, '0=R18'],
    ['#44 a workbook of a million rows', { from, attachments: xlsx(hostile.millionRows()) }, '0=R17'],
    [
      '#44 a workbook that inflates beyond the limits',
      { from, attachments: xlsx(hostile.lyingWorkbook(200 * 1024 * 1024)) },
      '0=R17',
    ],
    [
      '#38 winmail.dat that cannot be opened',
      { from, attachments: xlsx(Buffer.from('789f3e220100ff', 'hex'), 'winmail.dat') },
      '0=R03',
    ],
    [
      '#46 a link to a net disk only',
      { from, text: '附件见超大附件 https://wx.mail.qq.com/ftn/download?key=1' },
      '0=R05',
    ],
    ['#45 a 70 MB mail', { from, attachments: xlsx(Buffer.alloc(52 * 1024 * 1024, 7), '大.bin') }, '0=R17'],
  ]
  let sent: Sent[] = []
  beforeAll(async () => {
    for (const [, mail] of cases) sent = [...sent, await send(app, mail)]
  }, 60_000)

  test.each(cases.map(([name, , rows], index) => ({ name, rows, index })))(
    '$name: $rows',
    async ({ rows, index }) => {
      const mail = sent[index]
      if (mail === undefined) throw new Error('not sent')
      const returned = await answerTo(app, from, mail, 'return', 40_000)
      expect(returned.rows).toBe(rows)
      expect(returned.mail.text).not.toMatch(/undefined|null|\[object/)
    },
    60_000,
  )
})

describe('who writes', () => {
  test('#18 a stranger of whom nothing is known is returned with R16, nothing moves, and the enterprise is told', async () => {
    const people = of(6)
    const sent = await sendForm(app, people, { from: 'somebody@stranger.test' })
    const returned = await answerTo(app, 'somebody@stranger.test', sent, 'return')
    expect(returned.rows).toBe('1=R16; 2=R16')
    const told = await untilNote(addressOf(people))
    expect(told).toContain('somebody@stranger.test')
  })

  test('#21 a mail without a sender is shown to staff, and nobody is answered', async () => {
    const raw = rawMail(
      ['To: unban@association.test', 'Subject: no sender', 'Message-ID: <nobody@nowhere.test>'],
      'hello',
    )
    await send(app, { from: '', raw, messageId: '<nobody@nowhere.test>' })
    const mail = await untilMail('nobody@nowhere.test')
    expect(mail).toMatchObject({ state: 'manual', from_address: null })
    const staff = await signIn(app.web, 'staff1')
    const listed = await staff.get('/mails')
    expect(JSON.stringify(listed.body)).toContain('noFrom')
  })

  test('HTML and line breaks in names reach nobody as such', async () => {
    const people = of(7)
    const from = addressOf(people)
    const raw = await rendered({
      from,
      messageId: '<html@e.test>',
      attachments: [await formOf([{ ...(people[0] as WorldPerson), name: '<img src=x onerror=alert(1)>' }])],
    })
    const evil = Buffer.concat([
      Buffer.from('X-Sender: x\r\n'),
      Buffer.from(raw.toString('latin1').replace(/^From: .*$/m, `From: "x\r\n\tBcc: evil@x.test" <${from}>`), 'latin1'),
    ])
    const sent = await send(app, { from, raw: evil, messageId: '<html@e.test>' })
    const returned = await answerTo(app, from, sent, 'return')
    expect(returned.rows).toBe('1=R12')
    expect(String(returned.mail.html)).not.toContain('<img')
    expect(await answersIn(app, 'evil@x.test')).toEqual([])
    const staff = await signIn(app.web, 'staff1')
    expect((await staff.get('/mails')).status).toBe(200)
  })

  test('#14 a genuine sender who is not named waits for the enterprise, and enters at the mail’s own time', async () => {
    const people = of(8)
    const sent = await sendAs('pass', 'new.clerk@e-new.test', people)
    const held = await answerTo(app, 'new.clerk@e-new.test', sent, 'ack')
    expect(held.rows).toBe('1=onHold; 2=onHold')
    const note = await untilNote(addressOf(people))
    const link = /https?:\/\/\S+\/confirm-sender\/[\w-]+/.exec(note)?.[0]
    expect(link).toBeDefined()
    const page = await fetch(link ?? '', { headers: { accept: 'text/html' } })
    const text = await page.text()
    // Enough to know one's own list by, and no whole name.
    for (const { name, idNumber } of people) {
      expect(text).toContain(`${name.slice(0, 1)}*（尾号 ${idNumber.slice(-4)}）`)
      expect(text).not.toContain(name)
    }
    const confirmed = await answerLink(link ?? '', page, text, 'ours')
    expect(confirmed.status).toBeLessThan(400)
    for (let tries = 0; tries < 80; tries += 1) {
      const acks = (await answersIn(app, 'new.clerk@e-new.test')).filter(({ rows }) => rows === '1=queued; 2=queued')
      if (acks.length === 1) break
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    const request = await app.db
      .selectFrom('request')
      .innerJoin('mail', 'mail.id', 'request.mail_id')
      .select(['request.received_at', 'mail.received_at as mailAt', 'request.state'])
      .where('mail.from_address', '=', 'new.clerk@e-new.test')
      .executeTakeFirstOrThrow()
    expect(request.state).toBe('queued')
    expect(request.received_at).toBe(request.mailAt)
  })

  test('#14 one that the enterprise disowns is returned with R16 at once, and nothing of it is placed', async () => {
    const people = of(10, 1)
    const sent = await sendAs('pass', 'other.clerk@e-new.test', people)
    await answerTo(app, 'other.clerk@e-new.test', sent, 'ack')
    const link = /https?:\/\/\S+\/confirm-sender\/[\w-]+/.exec(await untilNote(addressOf(people)))?.[0] ?? ''
    const page = await fetch(link, { headers: { accept: 'text/html' } })
    expect((await answerLink(link, page, await page.text(), 'notOurs')).status).toBe(200)
    const returned = await answerTo(app, 'other.clerk@e-new.test', sent, 'return')
    expect(returned.rows).toBe('1=R16')
    const placed = await app.db.selectFrom('request').innerJoin('mail', 'mail.id', 'request.mail_id').select('request.id').where('mail.from_address', '=', 'other.clerk@e-new.test').execute() // prettier-ignore
    expect(placed).toEqual([])
  })

  test('#15 a forged mail moves nobody and is not answered; the enterprise is told', async () => {
    const people = of(9)
    const sent = await sendAs('fail', addressOf(people), people)
    const mail = await untilMail(sent.messageId.replaceAll(/[<>]/g, ''))
    expect(mail.state).toBe('quarantined')
    await untilNote(addressOf(people))
    expect((await answersIn(app, addressOf(people))).filter(({ answersTo }) => answersTo === sent.messageId)).toEqual(
      [],
    )
  })
})

/** Through the page's own door, which may choose what is known of the sender. */
async function sendAs(verdict: 'pass' | 'fail', from: string, people: readonly WorldPerson[]): Promise<Sent> {
  const transport = nodemailer.createTransport({
    ...app.smtp,
    secure: false,
    ignoreTLS: true,
    auth: { user: 'dev-mail', pass: app.mailPassword },
  })
  const messageId = `<as-${verdict}-${Date.now()}@test>`
  await transport.sendMail({
    from,
    to: association,
    subject: '解禁',
    text: '请予受理。',
    messageId,
    headers: { 'X-Dev-Verdict': verdict },
    attachments: [await formOf(people)],
  })
  transport.close()
  return { messageId, acceptedAt: Date.now() }
}

async function untilNote(address: string): Promise<string> {
  for (let tries = 0; tries < 80; tries += 1) {
    const note = (await answersIn(app, address)).find(({ kind }) => kind === 'note')
    if (note !== undefined) return note.mail.text ?? ''
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`No note for ${address}.`)
}

async function untilMail(messageId: string) {
  for (let tries = 0; tries < 80; tries += 1) {
    const mail = await app.db
      .selectFrom('mail')
      .selectAll()
      .where('message_id', '=', messageId)
      .where('state', '!=', 'stored')
      .executeTakeFirst()
    if (mail !== undefined) return mail
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`The mail ${messageId} was not settled.`)
}
