/** 网址: what an address may carry has a label, and what cannot be read of it is said by that label; a case number opens leniently. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { addressLabel } from '../../web/unreadable.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn, type Program } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
let staff1: Program
beforeAll(async () => {
  site = await startSite()
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:02:11.000Z', rows: await site.goodRows('e00', 1) }) // prettier-ignore
  staff1 = await signIn(site.web, 'staff1')
}, 120_000)
afterAll(() => site.close())

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters: readonly { readonly in: string; readonly name: string }[] }>>>> // prettier-ignore
}

test('everything that an address may carry has a label in both languages', async () => {
  const { paths } = (await (await fetch(`${site.web}/openapi.json`)).json()) as Described
  const names = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ parameters }) => parameters.filter((one) => one.in === 'query').map(({ name }) => name))
  expect(names).toContain('state')
  expect([...new Set(names)].filter((name) => addressLabel(name) === null)).toEqual([])
})

test('what cannot be read is named as the page names it, and to programs besides by its field', async () => {
  const who = visitor(site.web)
  await who.signIn('staff1')
  const zh = await who.get('/queue?state=nonsense&after=x&lang=zh')
  expect(zh.status).toBe(400)
  expect(zh.text).toContain('网址中的“状态”、“翻页位置”无法识别，请返回页面重新选择或填写。')
  expect(zh.text).not.toContain('nonsense</p>')
  const en = await who.get('/queue?state=nonsense&lang=en')
  expect(en.text).toContain('The address holds what cannot be read: State. Please go back and choose again.')
  expect(await staff1.get('/queue?state=nonsense')).toMatchObject({ status: 400, body: { error: { code: 'badInput', fields: ['state'] } } }) // prettier-ignore
})

test('a case number opens by whatever a search takes', async () => {
  const { id, case_no: whole } = await site.db.selectFrom('request').select(['id', 'case_no']).executeTakeFirstOrThrow()
  const serial = String(Number(whole.slice(-6)))
  for (const typed of [whole, whole.toLowerCase(), serial, `gx-${serial}`, `GX${serial}`, `2026-${serial}`, ` ＧＸ－2026－${whole.slice(-6)} `]) {
    const found = await staff1.get(`/requests/find?caseNo=${encodeURIComponent(typed)}`)
    expect([typed, found]).toMatchObject([typed, { status: 200, body: { requestId: id } }])
  } // prettier-ignore
  for (const typed of ['HN-2026-000001', 'gx-999', '宏达', '%'])
    expect([typed, (await staff1.get(`/requests/find?caseNo=${encodeURIComponent(typed)}`)).status]).toEqual([
      typed,
      404,
    ])
})

test('without a number it goes back to the queue, which says what to enter', async () => {
  const who = visitor(site.web)
  await who.signIn('staff1')
  for (const path of ['/requests/find', '/requests/find?caseNo=%20']) {
    const back = await who.get(path)
    expect(back).toMatchObject({ status: 303, location: '/queue?notice=caseNumberMissing' })
    expect((await who.get(back.location ?? '')).text).toContain('请输入受理编号，例如 GX-2026-000123 或 123。')
  }
  expect(await staff1.get('/requests/find')).toMatchObject({
    status: 400,
    body: { error: { code: 'caseNumberMissing' } },
  })
})
