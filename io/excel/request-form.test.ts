import { expect, test } from '@jest/globals'
import { readFormTable } from '../../domain/unban/read-table.ts'
import { inflateEntry, listZip } from '../zip.ts'
import { readTable } from '../read-table.ts'
import { writeRequestForm } from './request-form.ts'
import { safeCell } from './safe-cell.ts'

const person = {
  name: '熊旭',
  idNumber: '450100198703139320',
  company: '南宁宏达建筑机械租赁有限公司',
  business: '解禁',
} as const

function partOf(bytes: Buffer, name: string): string {
  const entry = listZip(bytes)?.find((candidate) => candidate.name === name)
  const inflated = entry === undefined ? null : inflateEntry(bytes, entry)
  return inflated?.kind === 'bytes' ? inflated.bytes.toString() : ''
}
async function readBack(bytes: Buffer): Promise<ReturnType<typeof readFormTable>> {
  const table = await readTable(bytes, 'xlsx')
  if ('problem' in table) throw new Error(table.problem)
  return readFormTable({ source: 'attachment', attachment: 0, ...table })
}

test('what is written is read back as the form', async () => {
  const bytes = await writeRequestForm([person, { ...person, business: '绑定', remark: '新入职' }], { name: '邱斌晓', phone: '19900003220' }) // prettier-ignore
  expect(await readBack(bytes)).toMatchObject({
    ok: true,
    contact: '邱斌晓',
    phone: '19900003220',
    rows: [
      { name: '熊旭', idNumber: person.idNumber, business: 'unban', remark: '' },
      { business: 'bind', remark: '新入职' },
    ],
  })
})

test('the blank form names nobody', async () => {
  expect(await readBack(await writeRequestForm())).toMatchObject({ ok: true, contact: '', rows: [] })
})

test('ID numbers as text down to the last row, a drop-down, frozen headings', async () => {
  const blank = await writeRequestForm()
  const sheet = partOf(blank, 'xl/worksheets/sheet1.xml')
  const styles = partOf(blank, 'xl/styles.xml')
  const cellFormats = /<cellXfs.*<\/cellXfs>/.exec(styles)?.[0].match(/numFmtId="\d+"/g) ?? []
  const textFormat = /<numFmt numFmtId="(\d+)" formatCode="@"/.exec(styles)?.[1]
  const lastId = /<c r="C503" s="(\d+)"/.exec(sheet)?.[1]
  expect(cellFormats[Number(lastId)]).toBe(`numFmtId="${textFormat}"`)
  expect(sheet).toContain('<dataValidation type="list" sqref="E4:E503"')
  expect(sheet).toContain('"解禁,绑定"')
  expect(sheet).toMatch(/<pane ySplit="3"[^>]*state="frozen"/)
})

test('a text that a sheet would take for a formula is quoted', async () => {
  expect(['=1+1', '+1', '-1', '@x', '\t=1', ' =1'].map(safeCell)).toEqual(["'=1+1", "'+1", "'-1", "'@x", "'\t=1", "' =1"]) // prettier-ignore
  expect(safeCell('熊旭')).toBe('熊旭')
  const bytes = await writeRequestForm([{ ...person, name: '=cmd()' }])
  expect(await readBack(bytes)).toMatchObject({ rows: [{ name: "'=cmd()" }] })
})
