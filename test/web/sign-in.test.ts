/** Signing in, sessions, tokens: who is let in, and what ends it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { startSite, type Site } from '../support/site.ts'
import { signIn, withToken } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 60_000)
afterAll(() => site.close())

test('a page that needs an account leads to signing in and back to itself', async () => {
  const staff = visitor(site.web)
  expect(await staff.get('/queue?view=done')).toMatchObject({
    status: 303,
    location: '/sign-in?next=%2Fqueue%3Fview%3Ddone',
  })
  await staff.get('/sign-in?next=%2Fqueue%3Fview%3Ddone')
  const fields = { login: 'staff1', password: 'demo-staff1-2026', next: '/queue?view=done' }
  expect(await staff.post('/sign-in', fields)).toMatchObject({ status: 303, location: '/queue?view=done' })
  expect((await staff.get('/queue')).status).toBe(200)
})

test('the cookie is for this host and no script, and its token is stored as a hash only', async () => {
  const staff = visitor(site.web)
  const { headers } = await staff.signIn('staff2')
  const line = headers.getSetCookie().find((one) => one.startsWith('session=')) ?? ''
  expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
  const token = staff.cookies.get('session') ?? ''
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  const rows = await sql<{ row: string }>`select session::text as row from session`.execute(site.db)
  expect(rows.rows.some(({ row }) => row.includes(token))).toBe(false)
})

test('a new token at every sign-in: one planted before is worth nothing', async () => {
  const staff = visitor(site.web)
  await staff.signIn('staff2')
  const before = staff.cookies.get('session')
  await staff.post('/sign-out')
  await staff.signIn('staff2')
  expect(staff.cookies.get('session')).not.toBe(before)
  const thief = visitor(site.web)
  thief.cookies.set('session', before ?? '')
  expect((await thief.get('/queue')).status).toBe(303)
})

test('five wrong tries lock for a quarter of an hour; known and unknown names are answered alike', async () => {
  const said: unknown[] = []
  for (const login of ['e05', 'nobody-at-all']) {
    const one = visitor(site.web)
    const answers = []
    for (let tries = 0; tries < 6; tries++) {
      const { status, text } = await one.signIn(login, 'wrong-password-1')
      answers.push([status, /role="alert">([^]*?)<\/div>/.exec(text)?.[1]])
    }
    said.push(answers)
    expect(answers.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 429])
  }
  expect(said[0]).toEqual(said[1])
  // The right password does not help while the lock holds, in this process or another.
  expect((await visitor(site.web).signIn('e05')).status).toBe(429)
  const { locked } = await site.db
    .selectFrom('account')
    .select(sql<boolean>`locked_until > now() + interval '14 minutes'`.as('locked'))
    .where('login', '=', 'e05')
    .executeTakeFirstOrThrow()
  expect(locked).toBe(true)
})

test('a form without the token, or from another site, is not taken', async () => {
  const staff = visitor(site.web)
  await staff.signIn('staff1')
  expect((await staff.post('/queue/next', { csrf: '' })).status).toBe(403)
  expect((await staff.post('/queue/next', { csrf: 'x'.repeat(43) })).status).toBe(403)
  const response = await fetch(`${site.web}/queue/next`, {
    method: 'POST',
    headers: { cookie: `session=${staff.cookies.get('session')}`, 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ csrf: staff.csrf }),
  })
  expect(response.status).toBe(403)
})

test('disabling an account and taking a role away bite at the next request', async () => {
  const staff = visitor(site.web)
  await staff.signIn('chief')
  expect((await staff.get('/queue')).status).toBe(200)
  await site.db
    .updateTable('account')
    .set({ roles: ['viewer'] })
    .where('login', '=', 'chief')
    .execute()
  expect((await staff.get('/queue')).status).toBe(403)
  await site.db
    .updateTable('account')
    .set({ disabled_at: new Date().toISOString() })
    .where('login', '=', 'chief')
    .execute()
  expect((await staff.get('/queue')).status).toBe(303)
  expect((await visitor(site.web).signIn('chief')).status).toBe(401)
})

test('a session ends after eight idle hours, and after a day however busy', async () => {
  const staff = visitor(site.web)
  await staff.signIn('e01')
  await sql`update session set last_seen_at = now() - interval '8 hours 1 minute'`.execute(site.db)
  expect((await staff.get('/')).status).toBe(303)
  await staff.signIn('e01')
  const { hours } = await site.db
    .selectFrom('session')
    .select(sql<number>`extract(epoch from max(expires_at - created_at))::int / 3600`.as('hours'))
    .executeTakeFirstOrThrow()
  expect(hours).toBe(24)
})

test('one sees and ends one’s own sessions', async () => {
  const here = visitor(site.web)
  const there = visitor(site.web)
  await here.signIn('e02')
  await there.signIn('e02')
  const page = await here.get('/account')
  const ends = [...page.text.matchAll(/action="(\/account\/sessions\/[^"]+)"/g)].map(([, path]) => path ?? '')
  expect(ends).toHaveLength(2)
  const stranger = visitor(site.web)
  await stranger.signIn('e03')
  expect((await stranger.post(ends[1] ?? '')).status).toBe(404)
  for (const path of ends) await here.post(path)
  expect((await there.get('/')).status).toBe(303)
})

test('a token works until it is revoked, needs no CSRF token, and cannot make another', async () => {
  const program = await signIn(site.web, 'staff1')
  const made = await program.post('/account/tokens', { name: '报表', days: 7 })
  expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^hwt_[\w-]{43}$/) as unknown } })
  const { id, token } = made.body as { id: number; token: string }
  const robot = withToken(site.web, token)
  expect((await robot.get('/queue')).status).toBe(200)
  expect(await robot.post('/account/tokens', { name: 'x', days: 7 })).toMatchObject({
    body: { error: { code: 'sessionOnly' } },
  })
  expect((await program.post(`/account/tokens/${id}/revoke`)).status).toBe(200)
  expect(await robot.get('/queue')).toMatchObject({ status: 401, body: { error: { code: 'wrongToken' } } })
})

test('a form makes one token: reloading the answer makes no other and says so', async () => {
  const who = visitor(site.web)
  await who.signIn('staff1')
  const formIdOf = (html: string) => /name="formId" value="([\w-]+)"/.exec(html)?.[1] ?? ''
  const held = async () => (await who.get('/account')).text.split('/revoke"').length - 1
  const before = await held()
  const formId = formIdOf((await who.get('/account')).text)
  const sent = { name: '月报', days: '7', formId }
  const first = await who.post('/account/tokens', sent)
  expect([first.status, first.text.includes('id="new-token"')]).toEqual([201, true])
  // The page that shows the token has a form of its own.
  expect(formIdOf(first.text)).not.toBe(formId)
  const again = await Promise.all([who.post('/account/tokens', sent), who.post('/account/tokens', sent)])
  expect(again.map(({ status, text }) => [status, text.includes('id="new-token"')])).toEqual([[409, false], [409, false]]) // prettier-ignore
  expect(again[0]?.text).toContain('令牌已经生成，没有再生成')
  expect(await held()).toBe(before + 1)
})

test('a new password ends the other sessions, and a weak one is not taken', async () => {
  const here = visitor(site.web)
  const there = visitor(site.web)
  await here.signIn('e06')
  await there.signIn('e06')
  const weak = await here.post('/account/password', { old: 'demo-e06-2026', password: 'password1234' })
  expect(weak.status).toBe(400)
  expect((await here.post('/account/password', { old: 'wrong', password: '三十六计走为上策也好听' })).status).toBe(400)
  const password = '三十六计走为上策也很好听'
  expect((await here.post('/account/password', { old: 'demo-e06-2026', password })).status).toBe(200)
  expect((await here.get('/')).status).toBe(200)
  expect((await there.get('/')).status).toBe(303)
  expect((await visitor(site.web).signIn('e06', password)).status).toBe(303)
})

test('no password, token or typed name comes into the log', () => {
  const log = site.logged.join('')
  for (const secret of ['demo-staff1-2026', 'wrong-password-1', 'hwt_', 'nobody-at-all'])
    expect(log).not.toContain(secret)
})
