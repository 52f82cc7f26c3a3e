/** 批量导入: checked row by row, taken once, corrected by the workbook that comes back. */
import { expect, test } from '@jest/globals'
import { importColumns } from '../../domain/person/import-sheet.ts'
import { writePersonImport } from '../../io/excel/person-import.ts'
import { writeRequestForm } from '../../io/excel/request-form.ts'
import { readWorkbook } from '../../io/read-workbook.ts'
import { entrant, somebody, type Entrant } from '../support/entrant.ts'
import { inventedId } from '../support/invented-id.ts'
import type { Site } from '../support/site.ts'
import { withSite } from '../support/with-site.ts'
import { makeXls } from '../support/workbooks.ts'

let site: Site
let e00: Entrant
withSite(
  (opened) => entrant(opened, 'e00'),
  (...opened) => ([site, e00] = opened),
)

interface Standing {
  readonly state: string
  readonly good: number
  readonly bad: number
  readonly taken: number
  readonly exists: number
  readonly rowsToCorrect: readonly { n: number; errors: readonly { path: string; sentence: string }[] }[]
}
const standing = async (path: string): Promise<Standing> => (await e00.json(path)) as Standing
async function ended(path: string): Promise<Standing> {
  for (let tries = 0; tries < 400; tries += 1) {
    const now = await standing(path)
    if (now.state !== 'taking') return now
    await new Promise((resume) => setTimeout(resume, 50))
  }
  throw new Error('The import did not end.')
}
async function errorsOf(path: string): Promise<string> {
  const download = await fetch(`${site.web}${path}/errors.xlsx`, { headers: { cookie: [...e00.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } }) // prettier-ignore
  return JSON.stringify((await readWorkbook(Buffer.from(await download.arrayBuffer()))).reading)
}
const headings = importColumns.map(({ heading }) => heading)
const cells = (idNumber: string, name: string, number = '') =>
  importColumns.map(({ path }) => ({ idNumber, name, phone: '19900001111', ...(number === '' ? {} : { 'certificates[0].kind': '信号工证', 'certificates[0].number': number, 'certificates[0].trade': '建筑起重司索信号工', 'certificates[0].issuer': '南宁市', 'certificates[0].issuedOn': '2024/1/2', 'certificates[0].validUntil': '2028.1.1' }) })[path as 'name'] ?? '') // prettier-ignore
async function upload(rows: readonly (readonly string[])[]): Promise<string> {
  const answer = await e00.sendFile('/persons/import', makeXls([['从业人员导入表'], headings, ...rows]), '人员.xls')
  return answer.location ?? answer.text
}

test('good rows are entered, bad ones are told at their columns and come back as a workbook', async () => {
  const known = await somebody(site, e00, 'other')
  const [first, second] = [inventedId(1), inventedId(2)]
  const path = await upload([
    cells(first, '甲一', '桂A0620269001'),
    cells('110101199003070354', '乙二'),
    cells(known.idNumber, '丙三'),
    cells(second, '丁四', '桂A0620269001'),
    cells(second, ''),
  ])
  expect(path).toMatch(/^\/persons\/import\/\d+$/)
  const checked = await standing(path)
  expect([checked.state, checked.good, checked.bad]).toEqual(['checked', 1, 4])
  expect(checked.rowsToCorrect.map(({ n, errors }) => [n, errors.map((error) => error.path)])).toEqual([
    [4, ['idNumber']],
    [5, ['idNumber']],
    [6, ['certificates[0].number']],
    [7, ['name', 'idNumber']],
  ])
  // By the row on the page, by the person in the workbook, which has other rows.
  expect(checked.rowsToCorrect[2]?.errors[0]?.sentence).toBe('证书编号与第3行重复，请核对。')
  expect(checked.rowsToCorrect[3]?.errors[1]?.sentence).toContain('身份证号与第6行重复')
  const said = await errorsOf(path)
  expect(said).toContain('证书编号与“甲一”重复')
  expect(said).toContain('身份证号与“丁四”重复')
  expect(said).not.toMatch(/第\d+行/)
  expect(checked.rowsToCorrect[1]?.errors[0]?.sentence).toContain('归属其他单位')
  expect(await site.db.selectFrom('person').select('id').where('name', '=', '甲一').execute()).toEqual([])

  await e00.visitor.get(path)
  await Promise.all([e00.visitor.post(`${path}/take`), e00.visitor.post(`${path}/take`)])
  expect(await ended(path)).toMatchObject({ state: 'done', good: 0, bad: 4, taken: 1 })
  const people = await site.db.selectFrom('person').selectAll().where('name', '=', '甲一').execute()
  expect(people).toMatchObject([{ status: 'disabled', post_type: '操作人员', post: '建筑起重司索信号工', phone_last4: '1111' }]) // prettier-ignore
  const held = await site.db.selectFrom('certificate').select(['status', 'issued_on']).where('number', '=', '桂A0620269001').execute() // prettier-ignore
  expect(held).toEqual([{ status: 'held', issued_on: '2024-01-02' }])

  const page = await e00.visitor.get(path)
  expect(page.text).toContain('校验码不对')
  expect(page.text).not.toContain('110101199003070354')
  const rows = await site.db.selectFrom('person_import_row').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain('110101199003070354')
})

test('the same file again changes nothing; people who are theirs already are left as they are', async () => {
  const rows = [cells(inventedId(11), '同一'), cells(inventedId(12), '同二')]
  const path = await upload(rows)
  await e00.visitor.post(`${path}/take`)
  expect(await ended(path)).toMatchObject({ taken: 2 })
  const before = await site.db.selectFrom('person').selectAll().orderBy('id').execute()
  expect(await upload(rows)).toBe(path)
  await e00.visitor.post(`${path}/take`)
  expect(await ended(path)).toMatchObject({ taken: 2, good: 0 })
  const other = await upload([...rows, cells(inventedId(13), '同三')])
  expect(other).not.toBe(path)
  expect(await standing(other)).toMatchObject({ good: 1, exists: 2 })
  expect(await site.db.selectFrom('person').selectAll().orderBy('id').execute()).toEqual(before)
})

test('the template is read by the importer, and what is to be corrected comes back with its sentences', async () => {
  const template = await readWorkbook(await writePersonImport())
  expect(template.reading).toMatchObject({ cells: expect.arrayContaining([expect.arrayContaining(['身份证号*', '姓名*'])]) }) // prettier-ignore
  const back = await readWorkbook(await writePersonImport([{ cells: { idNumber: '1', name: '=1+1', sex: 'male' }, problems: ['身份证号应为18位。'] }])) // prettier-ignore
  const row = (back.reading as unknown as { cells: string[][] }).cells[3]
  expect(row).toEqual(expect.arrayContaining(['1', "'=1+1", '男', '身份证号应为18位。']))
  const path = await upload([cells('1', '错')])
  expect(await errorsOf(path)).toContain('身份证号应为18位')
})

test('what is no such workbook is refused with a sentence', async () => {
  expect(await upload([])).toContain('表头下面没有人员')
  const program = await e00.sendFile('/persons/import', Buffer.from('MZ\u0090\u0000'), '人员.xlsx')
  expect(program.text).toContain('只接受表格文件')
})

test('500 people are entered in the background, and another process goes on where one died', async () => {
  const rows = Array.from({ length: 500 }, (_, n) => cells(inventedId(1_000 + n), `批量${n}`))
  const path = await upload(rows)
  expect(await standing(path)).toMatchObject({ good: 500, bad: 0 })
  const began = performance.now()
  await e00.visitor.post(`${path}/take`)
  const shown = await e00.visitor.get(path)
  expect(shown.text).toMatch(/正在导入|已导入/)
  expect(await ended(path)).toMatchObject({ state: 'done', taken: 500 })
  console.log(`500 people: ${Math.round(performance.now() - began)} ms`)
  // As if the process had died: some rows are open again although their people are there.
  const id = Number(/\d+$/.exec(path)?.[0])
  await site.db.updateTable('person_import').set({ state: 'taking' }).where('id', '=', id).execute()
  await site.db.updateTable('person_import_row').set({ state: 'good', person_id: null }).where('import_id', '=', id).where('n', '>', 490).execute() // prettier-ignore
  const { createTaker } = await import('../../web/persons-import/take-rows.ts')
  await createTaker({ db: site.db, vault: site.database.vault, log: console as never }).resume()
  expect(await ended(path)).toMatchObject({ state: 'done', taken: 500 })
  expect(await site.db.selectFrom('person').select('id').where('name', 'like', '批量%').execute()).toHaveLength(500)
}, 120_000)

test('an import of another enterprise cannot be seen', async () => {
  const path = await upload([cells(inventedId(31), '自己')])
  const e01 = await entrant(site, 'e01')
  expect((await e01.visitor.get(path)).status).toBe(403)
})

test('the blank form of the unban is told from the workbook, and what to do; nothing is entered', async () => {
  const before = await site.db.selectFrom('person_import').select('id').execute()
  const { status, text } = await e00.sendFile('/persons/import', await writeRequestForm([]), '关于人员问题业务处理的表格.xlsx') // prettier-ignore
  expect(status).toBe(400)
  expect(text).toContain('这是解禁申请表，不是人员导入表，没有导入。登记人员请下载导入表模板填写后上传')
  expect(text).toMatch(/id="file-error">[^<]*<span[^>]*>✗<\/span> 这是解禁申请表/)
  expect(await site.db.selectFrom('person_import').select('id').execute()).toEqual(before)
})
