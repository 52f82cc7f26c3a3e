/** Who reaches what: every route, every role. And what every answer carries, errors included. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { routesOf } from '../../web/app.ts'
import type { WebDeps } from '../../web/deps.ts'
import type { PersonsModel } from '../../web/persons/list-presenter.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn, type Program } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
const programs = new Map<string, Program>()
/** Of e00: a request, a mail, a person with a photo. */
let own: { request: number; row: number; mail: number; person: number; photo: string }

beforeAll(async () => {
  site = await startSite()
  const mail = await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:02:11.000Z', rows: await site.goodRows('e00', 1) }) // prettier-ignore
  const request = await site.db.selectFrom('request').select('id').executeTakeFirstOrThrow()
  const row = await site.db.selectFrom('request_row').select(['id', 'person_id']).executeTakeFirstOrThrow()
  const person = await site.db.selectFrom('person').select(['id', 'photo_sha']).where('id', '=', row.person_id).executeTakeFirstOrThrow() // prettier-ignore
  own = { request: request.id, row: row.id, mail, person: person.id, photo: person.photo_sha ?? '' }
  for (const login of [
    'staff1',
    'chief',
    'nanning.reviewer1',
    'guilin.reviewer1',
    'changji.reviewer1',
    'department.viewer',
    'sysadmin',
    'auditadmin',
    'e00',
    'e01',
  ]) {
    // prettier-ignore
    programs.set(login, await signIn(site.web, login))
  }
}, 60_000)
afterAll(() => site.close())

const open = ['GET /healthz', 'GET /readyz', 'GET /sign-in', 'POST /sign-in', 'POST /sign-out', 'GET /confirm-sender/:token', 'POST /confirm-sender/:token', 'GET /help', 'GET /help/request-form.xlsx', 'GET /help/authorisation-letter', 'GET /lookup-sites', 'GET /status/:token', 'GET /calendar', 'GET /fairness', 'GET /fairness/files/:authority'] // prettier-ignore
const named = () => routesOf({ settings: { baseUrl: '' } } as unknown as WebDeps).map((route) => `${route.method.toUpperCase()} ${route.path}`) // prettier-ignore
const address = (pattern: string) =>
  pattern
    .replace('/requests/:id', `/requests/${own.request}`)
    .replace(':rowId', String(own.row))
    .replace('/mails/:id', `/mails/${own.mail}`)
    .replace('/persons/:id', `/persons/${own.person}`)
    .replace(':sha', own.photo)
    .replace(/:n\b/, '1')
    .replace(':publicId', 'none')
    .replace(':id', '1')
    .replace(':token', 'x'.repeat(43))

test('nobody without an account reaches more than the open routes', async () => {
  for (const route of named().filter((one) => !open.includes(one))) {
    const [method = '', pattern = ''] = route.split(' ')
    const response = await fetch(site.web + address(pattern), { method, headers: { accept: 'application/json' } })
    expect([route, response.status]).toEqual([route, 401])
  }
})

/** Routes that each login may use on what belongs to e00; all others are refused. */
const reading = {
  staff1: ['/queue', '/requests/:id', '/mails', '/mails/:id', '/persons', '/persons/:id'],
  chief: ['/queue', '/requests/:id', '/mails', '/mails/:id', '/persons', '/persons/:id'],
  'nanning.reviewer1': ['/persons', '/persons/:id'],
  'guilin.reviewer1': ['/persons'],
  'changji.reviewer1': ['/persons'],
  'department.viewer': ['/persons', '/persons/:id'],
  sysadmin: [],
  auditadmin: [],
  e00: ['/requests/:id', '/mails', '/mails/:id', '/persons', '/persons/:id'],
  e01: ['/mails', '/persons'],
} as const
const guarded = ['/queue', '/requests/:id', '/mails', '/mails/:id', '/persons', '/persons/:id']

test('each role reads its own, and is told why of the rest', async () => {
  for (const [login, allowed] of Object.entries<readonly string[]>(reading)) {
    for (const pattern of guarded) {
      const answer = await programs.get(login)?.get(address(pattern))
      expect([login, pattern, answer?.status]).toEqual([login, pattern, allowed.includes(pattern) ? 200 : 403])
      if (answer?.status === 403) expect(JSON.stringify(answer.body)).toMatch(/"sentence":"[^"]{6,}"/)
    }
  }
})

test('nobody acts on a request they do not hold, and only staff see whole numbers', async () => {
  // Finding a number is no act; withdrawing is the enterprise's own.
  const acts = named().filter((one) => one.startsWith('POST /requests/:id/') || one.endsWith('/reveal')).filter((one) => !one.endsWith('/withdraw')) // prettier-ignore
  expect(acts.length).toBeGreaterThan(6)
  for (const login of programs.keys()) {
    for (const act of acts) {
      const answer = await programs.get(login)?.post(address(act.split(' ')[1] ?? ''), bodyOf(act))
      const staff = login === 'staff1' || login === 'chief'
      const everyColleagues = act.endsWith('/reveal') || act.endsWith('/notes')
      expect([login, act, answer?.status]).toEqual([login, act, staff && everyColleagues ? 200 : 403])
    }
  }
})
const bodyOf = (act: string) => act.endsWith('/reveal') ? { reason: '核对身份' } : act.endsWith('/decision') ? { version: 1, decision: 'approve' } : act.endsWith('/notes') ? { text: '已电话告知' } : act.endsWith('/renew') ? {} : { version: 1 } // prettier-ignore

test('lists hold only what single pages would show', async () => {
  const guilin = await signIn(site.web, 'guilin.reviewer1')
  const { persons } = (await guilin.get('/persons')).body as PersonsModel
  expect(persons.length).toBeGreaterThan(0)
  for (const { id } of persons) expect((await guilin.get(`/persons/${id}`)).status).toBe(200)
  expect(await programs.get('e01')?.get('/mails')).toMatchObject({ body: { mails: [] } })
})

test('a file is shown only to those who may see its person, and only what is theirs', async () => {
  const photo = `/persons/${own.person}/files/${own.photo}`
  const seen = await fetch(site.web + photo, { headers: { cookie: await cookieOf('e00') } })
  expect([seen.status, seen.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^image\//)])
  expect(seen.headers.get('content-security-policy')).toContain('sandbox')
  expect(seen.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await fetch(site.web + photo, { headers: { cookie: await cookieOf('e01') } })).status).toBe(403)
  const others = `/persons/${own.person}/files/${'0'.repeat(64)}`
  expect((await fetch(site.web + others, { headers: { cookie: await cookieOf('e00') } })).status).toBe(404)
})

test('an attachment is saved under its name as nothing in particular, never shown', async () => {
  const response = await fetch(`${site.web}/mails/${own.mail}/attachments/1`, {
    headers: { cookie: await cookieOf('staff1') },
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="attachment.xlsx"; filename*=UTF-8''${encodeURIComponent('表格.xlsx')}`) // prettier-ignore
  expect(
    Buffer.from(await response.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

const cookieOf = async (login: string): Promise<string> => {
  const one = visitor(site.web)
  await one.signIn(login)
  return `session=${one.cookies.get('session') ?? ''}`
}

test('the whole number is shown once, with a reason, and the audit knows', async () => {
  const staff = visitor(site.web)
  await staff.signIn('staff1')
  const without = await staff.post(`/persons/${own.person}/reveal`, { reason: '' })
  expect(without.status).toBe(400)
  const before = (await staff.get(`/persons/${own.person}`)).text
  const shown = await staff.post(`/persons/${own.person}/reveal`, { reason: '电话核实' })
  const number = /<p class="token-once">([\dX ]+)<\/p>/.exec(shown.text)?.[1]?.replace(/ /g, '') ?? ''
  expect(number).toMatch(/^\d{17}[\dX]$/)
  expect(before).not.toContain(number)
  const rows = await site.db.selectFrom('audit_log').select(['actor', 'detail']).where('action', '=', 'person.revealed').where('object', '=', `person:${own.person}`).execute() // prettier-ignore
  expect(rows.at(-1)).toMatchObject({ detail: { reason: '电话核实' } })
  expect(JSON.stringify(rows)).not.toContain(number)
  expect(site.logged.join('')).not.toContain(number)
})

test('a whole number finds its person by POST and never stands in an address', async () => {
  const { id_cipher } = await site.db.selectFrom('person').select('id_cipher').where('id', '=', own.person).executeTakeFirstOrThrow() // prettier-ignore
  const number = site.database.vault.open(id_cipher)
  const staff = visitor(site.web)
  await staff.signIn('staff1')
  expect(await staff.post('/persons/search', { q: number })).toMatchObject({
    status: 303,
    location: `/persons/${own.person}`,
  })
  expect(await staff.post('/persons/search', { q: '宏达' })).toMatchObject({
    status: 303,
    location: '/persons?q=%E5%AE%8F%E8%BE%BE',
  })
  expect((await staff.get(`/persons?q=${number}`)).status).toBe(400)
  // Not yours and not there look the same.
  const stranger = visitor(site.web)
  await stranger.signIn('e01')
  expect((await stranger.post('/persons/search', { q: number })).location).toBe('/persons?notice=notFound')
  expect((await stranger.post('/persons/search', { q: '11010519491231002X' })).location).toBe(
    '/persons?notice=notFound',
  )
})

test('every answer has the same protecting headers, errors too', async () => {
  for (const path of ['/sign-in', '/nowhere', '/requests/x', '/healthz', '/confirm-sender/abc', '/openapi.json']) {
    const { headers } = await fetch(site.web + path, { redirect: 'manual' })
    const policy = headers.get('content-security-policy') ?? ''
    expect([path, policy]).toEqual([path, expect.stringMatching(/script-src 'nonce-[\w-]{24}';style-src 'self' 'nonce-[\w-]{24}';img-src 'self' data:;/)]) // prettier-ignore
    expect(policy).not.toContain('unsafe')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  }
})

test('errors are pages for people and codes for programs, never a trace', async () => {
  const page = await fetch(`${site.web}/nowhere`, { headers: { accept: 'text/html' } })
  expect([page.status, (await page.text()).includes('没有找到')]).toEqual([404, true])
  const json = await fetch(`${site.web}/nowhere?lang=en`, { headers: { accept: 'application/json' } })
  expect(await json.json()).toEqual({ error: { code: 'notFound', sentence: expect.stringContaining('no such address') as unknown } }) // prettier-ignore
  const broken = await fetch(`${site.web}/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  })
  expect(broken.status).toBe(400)
  const large = await fetch(`${site.web}/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: `{"login":"${'x'.repeat(300_000)}"}` }) // prettier-ignore
  expect([large.status, await large.json()]).toMatchObject([413, { error: { code: 'tooLarge' } }])
})

test('the page /dev/mail is not there unless the bundled mail server is', async () => {
  expect((await fetch(`${site.web}/dev/mail`)).status).toBe(404)
})

test('the description lists every route, with the schemas that check it', async () => {
  const described = (await (await fetch(`${site.web}/openapi.json`)).json()) as { paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: object }> } }>> } // prettier-ignore
  for (const route of named()) {
    const [method = '', pattern = ''] = route.split(' ')
    expect([route, described.paths[pattern.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] !== undefined]).toEqual([route, true]) // prettier-ignore
  }
  const decision = described.paths['/requests/{id}/rows/{rowId}/decision']?.['post']
  expect(decision?.requestBody?.content['application/json']?.schema).toMatchObject({
    required: ['decision', 'version'],
  })
})

test('operators see what is reachable, others one bit', async () => {
  const stranger = await (await fetch(`${site.web}/readyz`)).json()
  expect(stranger).toEqual({ ready: true })
  const detail = await programs.get('sysadmin')?.get('/readyz')
  expect(detail?.body).toMatchObject({
    ready: true,
    database: { ok: true },
    engine: { ok: true },
    mailbox: { ok: false },
  })
})
