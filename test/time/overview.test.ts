/** 概况: the figures are what a plain count finds, every list is behind its figure, and the chief alone sees them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { signIn, type Program } from '../support/staff.ts'
import { startSite, type Site } from '../support/site.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
let chief: Program

interface Overview {
  readonly waiting: { requests: number; people: number; oldest: { caseNo: string } | null; over: number }
  readonly ages: { oldest: number; median: number }
  readonly claims: readonly { caseNo: string; by: string }[]
  readonly returns: { byCode: readonly { code: string; rows: number }[]; byEnterprise: readonly { enterprise: string; rows: number }[] } // prettier-ignore
  readonly resends: { resends: number; placesLost: number }
  readonly decisions: { approved: number; rejected: number; firstPass: number }
  readonly letters: { failed: number; bounced: number; uncertain: number }
  readonly week: readonly { day: string; arrived: number; decided: number; returned: number }[]
}
const overview = async () => (await chief.get('/overview')).body as Overview
const list = async (path: string) => ((await chief.get(path)).body as { rows: { text: string; mailId: number | null }[] }).rows // prettier-ignore
/** Seconds before now, as a receipt time. */
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()

beforeAll(async () => {
  site = await startSite()
  chief = await signIn(site.web, 'chief')
  const [one, two] = await site.goodRows('e00', 2)
  if (one === undefined || two === undefined) throw new Error('Two people are needed.')
  await site.arrive({ from: 'office@e00.test', receivedAt: ago(300), rows: [one, two] })
  await site.arrive({ from: 'office@e01.test', receivedAt: ago(200), rows: await site.goodRows('e01', 1) })
  await site.arrive({ from: 'office@e02.test', receivedAt: ago(150), rows: await site.goodRows('e02', 1) })
  // Sent again: two places lost.
  await site.arrive({ from: 'office@e00.test', receivedAt: ago(100), rows: [two] })
  await site.arrive({ from: 'office@e01.test', receivedAt: ago(90), subject: '忘了附件' })
  await site.arrive({ from: 'office@e01.test', receivedAt: ago(80), rows: [{ name: '某人', idNumber: '1', company: '某某公司', business: '解禁' }] }) // prettier-ignore
}, 60_000)
afterAll(async () => {
  await site.close()
})

test('what waits, what was returned, and what resending cost', async () => {
  const figures = await overview()
  expect(figures.waiting).toMatchObject({ requests: 4, people: 4, over: 0, oldest: { caseNo: 'GX-2026-000001' } })
  expect(figures.resends).toEqual({ resends: 1, placesLost: 2 })
  expect(figures.returns.byCode).toEqual(
    expect.arrayContaining([
      { code: 'R01', rows: 1 },
      { code: 'R09', rows: 1 },
    ]),
  )
  expect(figures.returns.byEnterprise).toEqual([{ enterprise: '某某公司', rows: 1 }])
  expect(figures.week).toHaveLength(7)
  expect(figures.week.reduce((sum, day) => sum + day.arrived, 0)).toBe(4)
  expect(figures.week.reduce((sum, day) => sum + day.returned, 0)).toBe(2)
})

test('claims are told with the masked name, and no figure is of one person', async () => {
  const staff1 = await signIn(site.web, 'staff1')
  await staff1.post('/queue/next')
  const { claims } = await overview()
  expect(claims).toMatchObject([{ caseNo: 'GX-2026-000001' }])
  const page = await fetch(`${site.web}/overview`)
  expect(page.status).toBe(200)
  expect(JSON.stringify(await overview())).not.toMatch(/reviewer|rowsPerHour/)
})

test('the page behind the places lost says how many they are', async () => {
  const { resends } = await overview()
  const { body } = await chief.get('/overview/resends')
  expect(body).toMatchObject({ ...resends, rows: [{ placesLost: resends.placesLost }] })
  const page = visitor(site.web)
  await page.signIn('chief')
  const shown = (await page.get('/overview/resends')).text
  expect(shown).toContain('共 1 份因重发移位，2 个位次因重发而失。')
  expect(shown).toContain('失去 2 个位次')
  expect((await page.get('/overview')).text).toContain('个工作小时以上，是等候最久的 10% 已等的时间')
})

test('an answered harmful file counts as R18, also once its mail is dismissed', async () => {
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(510), Buffer.from('PE\0\0'), Buffer.alloc(600)])
  const raw = Buffer.from(
    [
      'Received: from client by mail.hoistway.test; x',
      'Authentication-Results: mail.hoistway.test; dmarc=pass header.from=e02.test',
      'From: office@e02.test', 'To: x@y.test', 'Subject: list', 'MIME-Version: 1.0',
      'Content-Type: application/octet-stream; name=list.xlsx', 'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename=list.xlsx', '', program.toString('base64'), '',
    ].join('\r\n'),
  ) // prettier-ignore
  const id = await site.arrive({ from: 'office@e02.test', receivedAt: ago(70), raw })
  for (const state of ['quarantined', 'dismissed'] as const) {
    await site.db.updateTable('mail').set({ state }).where('id', '=', id).execute()
    expect((await overview()).returns.byCode).toContainEqual({ code: 'R18', rows: 1 })
    expect((await list('/overview/returns?of=R18')).map(({ mailId }) => mailId)).toEqual([id])
  }
})

test('the list behind a figure has as many as it counts', async () => {
  expect(await list('/overview/returns?of=R09')).toHaveLength(1)
  expect((await list('/overview/returns?of=R01'))[0]?.text).toBe('忘了附件')
  expect(await list(`/overview/enterprise-returns?of=${encodeURIComponent('某某公司')}`)).toHaveLength(1)
  expect((await list('/overview/resends'))[0]?.text).toBe('GX-2026-000001 → GX-2026-000004')
  expect(await list('/overview/letters?of=bounced')).toHaveLength(0)
  expect((await chief.get('/overview/people')).status).toBe(404)
})

test('a decision counts as passed at the first go', async () => {
  await site.db.updateTable('request_row').set({ state: 'approved' }).where('request_id', '=', 1).where('state', '=', 'locked').execute() // prettier-ignore
  await site.db.updateTable('request').set({ state: 'decided', people: 0, claimed_by: null, decided_at: new Date().toISOString() }).where('id', '=', 1).execute() // prettier-ignore
  expect((await overview()).decisions).toEqual({ approved: 1, rejected: 0, firstPass: 1 })
})

test('nobody but the chief sees it', async () => {
  for (const login of ['staff1', 'e00', 'sysadmin'])
    expect([login, (await (await signIn(site.web, login)).get('/overview')).status]).toEqual([login, 403])
})
