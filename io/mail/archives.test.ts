/** Archives as attachments: opened when it is clear what is the form, else sent back as they came. */
import { beforeAll, expect, test } from '@jest/globals'
import type { ReadMail } from '../../domain/mail/types.ts'
import { make7z, makeRar4, makeRar5 } from '../../test/support/archives.ts'
import { gbk } from '../../test/support/gb18030.ts'
import * as hostile from '../../test/support/hostile-files.ts'
import { filePart, multipart, textPart } from '../../test/support/raw-mail.ts'
import { createSandbox } from '../sandbox.ts'
import { writeRequestForm } from '../excel/request-form.ts'
import { readMail } from './read-mail.ts'

const company = '南宁宏达建筑机械租赁有限公司'
const xiong = { name: '熊旭', idNumber: '450100198703139320', company, business: '解禁' } as const
const sun = { name: '孙芳', idNumber: '45010019710620955X', company, business: '绑定' } as const
const photo = { name: '照片.jpg', bytes: Buffer.from('ffd8ffe000104a464946', 'hex') }
let first: Buffer = Buffer.alloc(0)
let second: Buffer = Buffer.alloc(0)
beforeAll(async () => {
  first = await writeRequestForm([xiong])
  second = await writeRequestForm([sun])
})

const mailOf = (name: string, bytes: Buffer): Buffer =>
  multipart([textPart('请审核'), filePart(`attachment; filename="${name}"`, bytes)])
const read = (name: string, bytes: Buffer): Promise<ReadMail> => readMail(mailOf(name, bytes))
const namesIn = (mail: ReadMail): unknown => mail.tables.map(({ cells }) => cells.at(-1)?.[1])
const makers = [['zip', hostile.makeZip], ['rar', makeRar4], ['rar', makeRar5], ['7z', make7z]] as const // prettier-ignore

test.each(makers)('#42 %s with one form', async (ending, make) => {
  const mail = await read(`a.${ending}`, make([{ name: 'form.xlsx', bytes: first }]))
  expect(mail.attachments).toMatchObject([{ name: 'form.xlsx', kind: 'xlsx', problem: null }])
  expect(namesIn(mail)).toEqual(['熊旭'])
})

test.each(makers)('#42 %s with two different forms: both as if attached', async (ending, make) => {
  const mail = await read(`a.${ending}`, make([{ name: '1.xlsx', bytes: first }, { name: '2.xlsx', bytes: second }])) // prettier-ignore
  expect(namesIn(mail)).toEqual(['熊旭', '孙芳'])
})

test('the form among photos is the one form', async () => {
  const mail = await read('a.rar', makeRar5([photo, { name: 'form.xlsx', bytes: first }]))
  expect(mail.attachments.map(({ kind, problem }) => [kind, problem])).toEqual([['image', null], ['xlsx', null]]) // prettier-ignore
  expect(namesIn(mail)).toEqual(['熊旭'])
})

test('two forms and another table, or photos alone: unclear, and listed as it came', async () => {
  const other = hostile.makeXlsx(hostile.sheetXml([['设备', '型号'], ['塔机', 'QTZ80']])) // prettier-ignore
  const unclear = await read('a.zip', hostile.makeZip([{ name: '1.xlsx', bytes: first }, { name: '2.xlsx', bytes: second }, { name: '3.xlsx', bytes: other }])) // prettier-ignore
  expect(unclear).toMatchObject({ attachments: [{ name: 'a.zip', kind: 'archive', problem: 'archive' }], tables: [] })
  const photos = await read('a.7z', make7z([photo, { ...photo, name: '2.jpg' }]))
  expect(photos.attachments).toMatchObject([{ name: 'a.7z', problem: 'archive' }])
})

test('#41 with a password', async () => {
  for (const [ending, make] of makers) {
    const mail = await read(`a.${ending}`, make([{ name: 'form.xlsx', bytes: first, encrypted: true }]))
    expect(mail.attachments).toMatchObject([{ kind: 'archive', problem: 'archivePassword' }])
  }
})

test('an archive in an archive, to three levels', async () => {
  let bytes = first
  let name: string | Buffer = gbk('名单.xlsx')
  for (const level of [1, 2, 3]) {
    bytes = level === 2 ? makeRar5([{ name: 'b.zip', bytes }]) : hostile.makeZip([{ name, bytes }])
    name = 'c.rar'
    expect(namesIn(await read('a.zip', bytes))).toEqual(['熊旭'])
  }
  const deeper = await read('a.zip', hostile.makeZip([{ name: 'd.zip', bytes }]))
  expect(deeper.attachments).toMatchObject([{ kind: 'archive', problem: 'archive' }])
})

test('a program by its bytes, under the name of a workbook, in an archive', async () => {
  const mail = await read('a.7z', make7z([{ name: 'list.xlsx', bytes: hostile.program() }]))
  expect(mail.attachments).toMatchObject([{ name: 'list.xlsx', kind: 'executable' }])
})

test('in the sandbox, where nothing may be written or started', async () => {
  const sandbox = createSandbox({ children: 1 })
  try {
    const answer = await sandbox.readMail(mailOf('a.7z', make7z([{ name: 'form.xlsx', bytes: first }])))
    expect(answer).toMatchObject({ kind: 'read', value: { attachments: [{ kind: 'xlsx', problem: null }] } })
  } finally {
    await sandbox.close()
  }
})
