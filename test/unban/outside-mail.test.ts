/** The association's mailbox elsewhere (IMAP_URL, SMTP_URL), and another world than the demo's. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.ts'
import { answerTo, association, sendForm } from '../support/mail-program.ts'
import { answered, signIn } from '../support/staff.ts'
import { goodPeopleOfOne } from '../support/world-people.ts'

const worldPath = fileURLToPath(new URL('../../demo/world.json', import.meta.url))
/** Another town's association: its own name and address, and half of the people. */
function anotherWorld(): string {
  const world = JSON.parse(readFileSync(worldPath, 'utf8')) as { seed: string; authorities: { mailbox?: string; name: string }[]; persons: unknown[] } // prettier-ignore
  world.seed = 'another'
  world.persons = world.persons.slice(0, 180)
  for (const authority of world.authorities) {
    if (authority.mailbox !== undefined)
      Object.assign(authority, { mailbox: 'office@elsewhere.test', name: '邕江建筑机械协会' })
  }
  return JSON.stringify(world)
}

let elsewhere: TestApp
let app: TestApp

beforeAll(async () => {
  elsewhere = await startApp({ worker: false })
  const login = `${encodeURIComponent(association)}:${encodeURIComponent(elsewhere.mailPassword)}`
  app = await startApp({
    world: anotherWorld(),
    env: {
      BUNDLED_MAIL: '',
      IMAP_URL: `imap://${login}@127.0.0.1:${elsewhere.imap.port}/INBOX`,
      SMTP_URL: `smtp://${login}@127.0.0.1:${elsewhere.smtp.port}`,
    },
  })
}, 120_000)
afterAll(async () => {
  await app.stop()
  await elsewhere.stop()
})

test('mails to the outside mailbox are taken, answered and queued; nothing is believed of their sender', async () => {
  const people = goodPeopleOfOne(2)
  const sent = await sendForm(elsewhere, people)
  const ack = await answerTo(elsewhere, people[0]?.address ?? '', sent, 'ack', 30_000)
  expect(ack.rows).toBe('1=queued; 2=queued')
  expect(ack.mail.from?.value[0]?.address).toBe(association)
  expect(ack.mail.text).toContain('邕江建筑机械协会')
  const staff = await signIn(app.web, 'staff1')
  expect(answered(await staff.get('/queue')).requests).toHaveLength(1)
  const mail = await app.db.selectFrom('mail').select(['verdict', 'badges']).executeTakeFirstOrThrow()
  expect(mail.verdict).toBe('unknown')
  expect(mail.badges).toContain('senderUnverified')
})

test('there is no page /dev/mail where the mail is real', async () => {
  expect((await fetch(`${app.web}/dev/mail`)).status).toBe(404)
})
