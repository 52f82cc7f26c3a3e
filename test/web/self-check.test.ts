/** 自查: the answer of the entry checks, row by row, to a file or a pasted table; nothing is kept. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { writePersonImport } from '../../io/excel/person-import.ts'
import { writeRequestForm, type RequestFormRow } from '../../io/excel/request-form.ts'
import { readTable } from '../../io/read-table.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn, type Json } from '../support/staff.ts'
import { visitor, type Visitor } from '../support/visitor.ts'

let site: Site
let own: readonly RequestFormRow[] = []
let others: readonly RequestFormRow[] = []
beforeAll(async () => {
  site = await startSite()
  own = await site.goodRows('e00', 3)
  others = await site.goodRows('e01', 1)
}, 120_000)
afterAll(() => site.close())

const good = (): RequestFormRow => own[0] as RequestFormRow
const wrongNumber = (row: RequestFormRow): RequestFormRow => ({
  ...row,
  idNumber: row.idNumber.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
})
const pasted = (rows: readonly RequestFormRow[]): string =>
  [
    ['序号', '姓名', '身份证号', '所属公司', '业务类型', '备注'],
    ...rows.map((row, n) => [String(n + 1), row.name, row.idNumber, row.company, row.business, row.remark ?? '']),
  ]
    .map((cells) => cells.join('\t'))
    .join('\n')

interface Checked {
  readonly codes: readonly { readonly code: string }[]
  readonly rows: readonly { readonly idNumber: string; readonly outcome: string; readonly codes: readonly { readonly code: string }[] }[] // prettier-ignore
  readonly requests: readonly { readonly place: number; readonly people: number; readonly moving: number }[]
  readonly expected: { readonly kind: string } | null
}
const checked = ({ body }: Json): Checked => body as Checked
const said = ({ body }: Json): string[] =>
  checked({ status: 200, body }).rows.map(({ outcome, codes }) => codes.map(({ code }) => code).join('+') || outcome)
const askAs = async (login: string, text: string): Promise<Json> =>
  (await signIn(site.web, login)).post('/self-check', { text })

async function upload(who: Visitor, path: string, name: string, bytes: Buffer) {
  const form = new FormData()
  form.set('csrf', who.csrf)
  form.set('text', '')
  form.set('file', new Blob([new Uint8Array(bytes)]), name)
  return who.send(path, form)
}
async function signedIn(login: string): Promise<Visitor> {
  const who = visitor(site.web)
  await who.signIn(login)
  return who
}

describe('what is said', () => {
  test('good rows, wrong ones, and another company’s people, of whom nothing is revealed', async () => {
    const answer = await askAs('e00', pasted([good(), wrongNumber(good()), ...others]))
    expect(said(answer)).toEqual(['queued', 'R09', 'onHold'])
    expect(checked(answer)).toMatchObject({ codes: [], requests: [{ place: 1, people: 1, moving: 0 }] })
    expect(checked(answer).rows[0]?.idNumber).not.toBe(good().idNumber)
  })
  test('staff are answered as if the company itself had sent it', async () => {
    expect(said(await askAs('staff1', pasted([good(), ...others])))).toEqual(['queued', 'queued'])
  })
  test('people who wait already are named, and the place is without them', async () => {
    await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:02:11.000Z', rows: own.slice(0, 2) })
    await site.arrive({ from: 'office@e01.test', receivedAt: '2026-11-18T01:03:11.000Z', rows: others })
    const answer = checked(await askAs('e00', pasted(own)))
    expect(answer.requests).toEqual([expect.objectContaining({ place: 2, peopleAhead: 1, people: 3, moving: 2 })])
    expect(answer.expected?.kind).toBe('day')
  })
  test('a form as a whole: no people, headings that are missing, an archive with a password', async () => {
    expect(checked(await askAs('e00', '姓名\t身份证号\t备注\n\t\t\n示例\t\t')).codes).toMatchObject([{ code: 'R01' }])
    expect(checked(await askAs('e00', '人员\t证件\t备注\n熊旭\t1\t2')).codes).toMatchObject([{ code: 'R02' }])
  })
})

describe('on the page', () => {
  test('an uploaded form is answered row by row, without script, and stands in the text box to be corrected', async () => {
    const who = await signedIn('e00')
    expect((await who.get('/self-check')).status).toBe(200)
    const bytes = await writeRequestForm([good(), wrongNumber(good())], { name: '邱斌晓', phone: '19900003220' })
    const shown = await upload(who, '/self-check', '表格.xlsx', bytes)
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('共 2 行：1 行通过，1 行需要更正。')
    expect(shown.text).toContain('校验码')
    expect(shown.text).toContain(`${good().name}\t${good().idNumber}\t`)
  })
  test('rows that need nothing are not counted as passed, and say why', async () => {
    const who = await signedIn('e00')
    const done = own.slice(0, 2).map((row): RequestFormRow => ({ ...row, business: '绑定' }))
    const all = (await who.post('/self-check', { text: pasted(done) })).text
    expect(all).toContain('共 2 行：2 行无需办理。')
    expect(all).toContain('此人已在贵单位名下，不用绑定。')
    const mixed = (await who.post('/self-check', { text: pasted([...done, own[2] ?? good(), wrongNumber(good())]) })).text // prettier-ignore
    expect(mixed).toContain('共 4 行：1 行通过，2 行无需办理，1 行需要更正。')
  })
  test('people of another company wait for its word: not counted as to be corrected', async () => {
    const who = await signedIn('e00')
    const { text } = await who.post('/self-check', { text: pasted([wrongNumber(good()), ...others]) })
    expect(text).toContain('共 2 行：1 行须由该企业确认，1 行需要更正。')
    expect(text).toContain('发送后须由该企业确认，确认前不受理。')
    expect(text).not.toContain('若现在发送')
  })
  test('nothing chosen, no table, a damaged workbook, too large a file: each is said where it belongs', async () => {
    const who = await signedIn('e00')
    expect(await who.post('/self-check', { text: ' ' })).toMatchObject({ status: 422, text: expect.stringContaining('请选择文件') }) // prettier-ignore
    expect((await who.post('/self-check', { text: '你好' })).text).toContain('没有读到表格')
    const notPasted = (await upload(who, '/self-check', '表.txt', Buffer.from('你好'))).text
    expect(notPasted).toContain('文件无法读取，请另存为 .xlsx 后再试。')
    expect(notPasted).not.toContain('没有读到表格')
    expect((await upload(who, '/self-check', '表.xlsx', Buffer.from('你好'))).text).toContain('已损坏')
    expect((await upload(who, '/self-check', '表.xlsx', Buffer.from('PK\u0003\u0004 no'))).text).toContain('已损坏')
    expect((await upload(who, '/self-check', '表.xlsx', Buffer.alloc(21 * 1024 * 1024))).text).toContain('超过 20 MB')
  })
  test('a file that cannot be read is told to somebody at the page, at its field: nothing of mails', async () => {
    const who = await signedIn('e00')
    const { text } = await upload(who, '/self-check', '名单.xlsx', Buffer.from('PK\u0003\u0004 no'))
    expect(text).toMatch(
      /id="file-error">[^<]*<span[^>]*>✗<\/span> 文件“名单.xlsx”已损坏，打不开。请先在 Excel 或 WPS 中打开确认/,
    )
    expect(text).toContain('href="#file"')
    expect(text).not.toMatch(/附件|Outlook|重新发送/)
    expect((await who.post('/self-check', { text: '人员\t证件\t备注\n熊旭\t1\t2' })).text).toContain(
      '请下载本页的空白表格',
    )
  })
  test('the workbook for importing people is told from the form, and where it belongs', async () => {
    const who = await signedIn('e00')
    const { status, text } = await upload(who, '/self-check', '从业人员导入表.xlsx', await writePersonImport())
    expect(status).toBe(422)
    expect(text).toContain('这是人员导入表，不是解禁申请表。')
    expect(text).toContain('人员库 → 批量导入')
  })
  test('the corrected form: strict, numbers repaired, what is wrong in the last column', async () => {
    const who = await signedIn('e00')
    const spaced = { ...good(), name: ` ${good().name} `, idNumber: good().idNumber.replace(/^(.{6})/, '$1 ') }
    const response = await fetch(`${site.web}/self-check/form.xlsx`, {
      method: 'POST',
      headers: { cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; '), referer: `${site.web}/self-check` }, // prettier-ignore
      body: new URLSearchParams({ csrf: who.csrf, text: pasted([spaced, { ...wrongNumber(good()), business: '' }]) }),
    })
    expect(response.headers.get('content-disposition')).toContain('attachment')
    const table = await readTable(Buffer.from(await response.arrayBuffer()), 'xlsx')
    if ('problem' in table) throw new Error(table.problem)
    expect(table.cells[2]?.at(-1)).toBe('核对结果')
    expect(table.cells[3]?.slice(1, 5)).toEqual([good().name, good().idNumber, good().company, '解禁'])
    expect(table.cells[4]?.at(-1)).toContain('校验码')
  })
  test('for enterprises and staff only', async () => {
    expect((await visitor(site.web).get('/self-check')).status).toBe(303)
    expect((await (await signedIn('sysadmin')).get('/self-check')).status).toBe(403)
  })
})

test('nothing of it is kept or logged', async () => {
  const count = async (): Promise<number> =>
    (await site.db.selectFrom('mail').select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n // prettier-ignore
  const before = await count()
  await askAs('e00', pasted([good()]))
  expect(await count()).toBe(before)
  expect(site.logged.join('')).not.toContain(good().idNumber)
})
