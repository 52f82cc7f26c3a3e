/** 受理邮箱 /mailbox: what people are told of the mailbox, and who may have it looked into. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { noteProblem } from '../../db/write/mailbox.ts'
import type { MailboxModel } from '../../web/mailbox/presenter.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 60_000)
afterAll(() => site.close())

test('staff see it, the chief may have it looked into, an enterprise sees nothing of it', async () => {
  const [chief, staff, enterprise] = await Promise.all(
    ['chief', 'staff1', 'e00'].map((login) => signIn(site.web, login)),
  )
  const seen = (await staff?.get('/mailbox'))?.body as MailboxModel
  expect(seen).toMatchObject({ mayLook: false, health: { lastOkAt: null, waiting: 0, unreadable: 0, problem: null } })
  expect(seen.health?.alerts.map(({ kind }) => kind)).toEqual(['noLook'])
  expect((await staff?.post('/mailbox/look'))?.status).toBe(403)
  expect((await enterprise?.get('/mailbox'))?.status).toBe(403)
  const asked = () =>
    site.db.selectFrom('mailbox').select('look_asked_at').where('look_asked_at', 'is not', null).execute()
  expect(await asked()).toEqual([])
  await chief?.post('/mailbox/look')
  expect(await asked()).toHaveLength(1)
})

test('a refused login is one notice, however often it is refused, and says what to do', async () => {
  const { id } = await site.db.selectFrom('mailbox').select('id').where('address', '=', 'unban@association.test').executeTakeFirstOrThrow() // prettier-ignore
  for (let tries = 0; tries < 3; tries += 1) await noteProblem(site.db, id, { kind: 'auth', sentence: '授权码失效' })
  const notices = await site.db.selectFrom('notice').select('key').where('kind', '=', 'mailboxTrouble').execute()
  expect(notices).toHaveLength(1)
  const page = visitor(site.web)
  await page.signIn('chief')
  const { text } = await page.get('/mailbox')
  expect(text).toContain('重新生成授权码')
  expect(text).toContain('立即查看')
  expect((await page.get('/queue')).text).toContain('href="/mailbox"')
})
