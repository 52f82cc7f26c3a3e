import { expect, test } from '@jest/globals'
import {
  aMail,
  aMailWithForm,
  anAttachment,
  aTable,
  formCells,
  hongda,
  sun,
  xiong,
} from '../../test/support/read-mails.ts'
import { importColumns } from '../person/import-sheet.ts'
import { requestForm } from './blank-form.ts'
import { readRequestForms, type FormRead, type FormsRead } from './request-form.ts'
import type { ReadMail } from '../mail/types.ts'

function form(mail: ReadMail): FormRead {
  const read = readRequestForms(mail)
  if (read.kind !== 'form') throw new Error(`returned with ${codes(read)}`)
  return read
}

function codes(read: FormsRead): string {
  return read.kind === 'returned' ? read.codes.map(({ code }) => code).join('+') : 'form'
}

function withCells(cells: readonly (readonly string[])[]): ReadMail {
  return aMailWithForm([], { tables: [aTable(cells)] })
}

test('a row a person, with contact and phone of the sender', () => {
  const read = form(
    aMailWithForm([
      { ...xiong, remark: '急' },
      { ...sun, business: '绑定' },
    ]),
  )
  expect(read.rows).toEqual([
    { n: 1, name: '熊旭', idNumber: '450100198703139320', company: hongda, business: 'unban', askedBoth: false, remark: '急' },
    { n: 2, name: '孙芳', idNumber: '45010019710620955X', company: hongda, business: 'bind', askedBoth: false, remark: '' },
  ]) // prettier-ignore
  expect(read).toMatchObject({ contact: '邱斌晓', phone: '19900003220', badges: [], lossy: [], unread: [] })
})

test('the heading row is found within the first ten rows, columns in any order, other columns passed over', () => {
  const blank = Array.from({ length: 9 }, () => [''])
  const read = form(withCells([...blank, ['企业名称', '电话', '业务', '身份证号码', '姓名*'], [hongda, '1', '绑定', '450100198703139320', '熊旭']])) // prettier-ignore
  expect(read.rows[0]).toMatchObject({
    name: '熊旭',
    idNumber: '450100198703139320',
    company: hongda,
    business: 'bind',
  })
})

test('a heading row below the tenth row is not found', () => {
  const blank = Array.from({ length: 10 }, () => [''])
  expect(codes(readRequestForms(withCells([...blank, ['姓名', '身份证号'], ['熊旭', '450100198703139320']])))).toBe(
    'R02',
  )
})

test.each(['身份证号', '身份证号码', '身 份 证 号', '身份证号（18位）'])(
  '%s is the heading of the ID number',
  (heading) => {
    expect(form(withCells([['姓名', heading], ['熊旭', '450100198703139320']])).rows).toHaveLength(1) // prettier-ignore
  },
)

test.each(['所属公司', '公司名称', '企业名称', '单位名称'])('%s is the heading of the company', (heading) => {
  const read = form(withCells([['姓名', '身份证号', heading], ['熊旭', '450100198703139320', hongda]])) // prettier-ignore
  expect(read.rows[0]?.company).toBe(hongda)
})

test('an empty company in a later row takes the one above; the first row has none to take', () => {
  const read = form(aMailWithForm([{ ...xiong, company: '' }, sun, { ...xiong, company: '' }]))
  expect(read.rows.map((row) => row.company)).toEqual(['', hongda, hongda])
})

test('each form fills in its own companies', () => {
  const mail = aMail({
    attachments: [anAttachment(), anAttachment()],
    tables: [aTable(formCells([xiong])), aTable(formCells([{ ...sun, company: '' }]), { attachment: 1 })],
  })
  expect(form(mail).rows.map((row) => row.company)).toEqual([hongda, ''])
})

test('rows are numbered over all forms in the order of the mail; empty rows and notes have no number', () => {
  const first = [...formCells([xiong, {}, sun]), ['', '', '', '', '', ''], ['注：以上人员均已培训']]
  const mail = aMail({
    attachments: [anAttachment(), anAttachment()],
    tables: [aTable(first), aTable(formCells([{ ...xiong, business: '绑定' }]), { attachment: 1 })],
  })
  expect(form(mail).rows.map((row) => [row.n, row.name, row.business])).toEqual([
    [1, '熊旭', 'unban'],
    [2, '孙芳', 'unban'],
    [3, '熊旭', 'bind'],
  ])
})

test('a name without an ID number is a row, and so is an ID number without a name', () => {
  const read = form(aMailWithForm([{ name: '熊旭', company: hongda }, { idNumber: '450100198703139320' }]))
  expect(read.rows.map((row) => [row.name, row.idNumber])).toEqual([
    ['熊旭', ''],
    ['', '450100198703139320'],
  ])
})

test('the sample of the blank form names nobody, and lends its company to nobody', () => {
  const { sample } = requestForm
  const read = form(aMailWithForm([sample, { ...xiong, company: '' }]))
  expect(read.rows).toMatchObject([{ n: 1, name: '熊旭', company: '' }])
})

test('a sample that was overwritten is a row', () => {
  expect(form(aMailWithForm([{ ...requestForm.sample, ...xiong }])).rows).toHaveLength(1)
})

test('notes under the table and headings repeated for print are no rows', () => {
  const cells = [
    ['姓名', '身份证号', '所属公司'],
    ['熊旭', '450100198703139320', hongda],
    ['姓名', '身份证号', '所属公司'],
    ['孙芳', '45010019710620955X', ''],
    ['填表说明：一人一行', '', ''],
    ['注：复印有效', '', ''],
    ['合计：2人', '', ''],
  ]
  expect(form(withCells(cells)).rows.map((row) => row.name)).toEqual(['熊旭', '孙芳'])
})

test('contact and phone may stand in one cell each', () => {
  const cells = [['联系人：邱斌晓　联系电话：0771-5550123'], ['姓名', '身份证号'], ['熊旭', '450100198703139320']]
  expect(form(withCells(cells))).toMatchObject({ contact: '邱斌晓', phone: '0771-5550123' })
})

test('a business type that says neither 解禁 nor 绑定 is told of its row', () => {
  expect(form(aMailWithForm([xiong, { ...sun, business: '注销' }])).unclearBusiness).toEqual([2])
})

test('an ID cell that held a number is told of its row', () => {
  const cells = formCells([xiong, { ...sun, idNumber: '4.5010019710621E+17' }])
  expect(form(aMailWithForm([], { tables: [aTable(cells, { lossyCells: ['4:2', '4:0'] })] })).lossy).toEqual([2])
})

test('other tables beside the form are passed over', () => {
  const mail = aMail({
    attachments: [anAttachment({ name: '工资表.xlsx' }), anAttachment()],
    tables: [aTable([['部门', '工资'], ['一', '1']]), aTable(formCells([xiong]), { attachment: 1 })], // prettier-ignore
  })
  expect(form(mail).rows).toHaveLength(1)
})

test('another workbook beside the form that cannot be read is said, and the form counts', () => {
  const mail = aMailWithForm([xiong], { attachments: [anAttachment(), anAttachment({ name: '二.xlsx', problem: 'password' })] }) // prettier-ignore
  expect(form(mail).unread).toEqual([{ code: 'R03', why: 'password', items: ['二.xlsx'] }])
})

test('pictures and archives beside the form are its enclosures', () => {
  const mail = aMailWithForm([xiong], {
    attachments: [anAttachment(), anAttachment({ name: '证.jpg', kind: 'image' }), anAttachment({ name: '扫描件.zip', kind: 'archive', problem: 'archive' })], // prettier-ignore
  })
  expect(form(mail).unread).toEqual([])
})

test('a table in the body counts only where no form is attached', () => {
  const body = aTable(formCells([sun]), { source: 'body', attachment: -1 })
  expect(form(aMailWithForm([xiong], { tables: [body, aTable(formCells([xiong]))] })).rows).toMatchObject([{ name: '熊旭' }]) // prettier-ignore
  expect(form(aMail({ tables: [body] })).badges).toEqual(['bodyTable'])
})

test('our own answer quoted in a reply is no form', () => {
  const quoted = aTable([['序号', '姓名', '身份证号'], ['1', '熊*', '尾号 9320']], { source: 'body', attachment: -1 }) // prettier-ignore
  expect(codes(readRequestForms(aMail({ tables: [quoted] })))).toBe('R01')
})

test('R01: nothing attached and no table; a layout table of a signature is none', () => {
  expect(readRequestForms(aMail({ text: '请帮忙解禁' }))).toMatchObject({ codes: [{ code: 'R01', why: 'nothing' }], harmful: false }) // prettier-ignore
  expect(codes(readRequestForms(aMail({ tables: [aTable([['宏达公司', '电话']], { source: 'body', attachment: -1 })] })))).toBe('R01') // prettier-ignore
})

test('R02: a workbook without the headings names the missing ones', () => {
  expect(readRequestForms(withCells([['姓名', '身份证'], ['熊旭', '450100198703139320']]))).toMatchObject({
    codes: [{ code: 'R02', why: 'headings', items: ['身份证号'] }],
  }) // prettier-ignore
})

test('R02: 从业人员导入表 is not the form, and its people are not told what their rows lack', () => {
  const importing = [importColumns.map(({ heading }) => heading), ['熊旭', '450100198703139320']]
  expect(readRequestForms(withCells(importing))).toMatchObject({
    codes: [{ code: 'R02', why: 'headings', items: ['所属公司', '业务类型'] }],
  })
})

test.each([
  ['damaged', 'R03'],
  ['password', 'R03'],
  ['tnef', 'R03'],
  ['tooSlow', 'R03'],
  ['archive', 'R04'],
  ['tooManyRows', 'R17'],
  ['tooLarge', 'R17'],
] as const)('an attachment that is %s is returned with %s', (problem, code) => {
  expect(codes(readRequestForms(aMail({ attachments: [anAttachment({ problem })] })))).toBe(code)
})

test.each([
  ['image', 'R19'],
  ['pdf', 'R19'],
  ['word', 'R19'],
  ['archive', 'R04'],
  ['encrypted', 'R03'],
  ['unknown', 'R02'],
  ['xlsx', 'R02'],
  ['text', 'R01'],
  ['calendar', 'R01'],
  ['vcard', 'R01'],
  ['signature', 'R01'],
  ['executable', 'R18'],
] as const)('an attachment that is %s and no form is answered with %s', (kind, code) => {
  expect(codes(readRequestForms(aMail({ attachments: [anAttachment({ kind, name: 'a' })] })))).toBe(code)
})

test('every reason of the mail is said at once, files that might have been the form before pictures', () => {
  const mail = aMail({
    attachments: [anAttachment({ problem: 'password' }), anAttachment({ kind: 'archive', problem: 'archive' }), anAttachment({ kind: 'image' })], // prettier-ignore
  })
  expect(codes(readRequestForms(mail))).toBe('R03+R04')
})

test('R05: only a cloud link; with a picture both are said', () => {
  expect(codes(readRequestForms(aMail({ linkHosts: ['wx.mail.qq.com', 'e00.test'] })))).toBe('R05')
  expect(codes(readRequestForms(aMail({ linkHosts: ['pan.baidu.com'], attachments: [anAttachment({ kind: 'image' })] })))).toBe('R05+R19') // prettier-ignore
  expect(codes(readRequestForms(aMail({ linkHosts: ['notpan.baidu.com.example.test'] })))).toBe('R01')
})

test('R17: 500 rows over the whole mail are taken, 501 are not', () => {
  const some = (count: number) => Array.from({ length: count }, () => xiong)
  const two = (count: number) =>
    aMail({
      attachments: [anAttachment(), anAttachment()],
      tables: [aTable(formCells(some(250))), aTable(formCells(some(count)), { attachment: 1 })],
    })
  expect(form(two(250)).rows).toHaveLength(500)
  expect(codes(readRequestForms(two(251)))).toBe('R17')
})

test('R17: a mail of which only the header was read', () => {
  expect(readRequestForms(aMail(), { headersOnly: true })).toMatchObject({ codes: [{ code: 'R17', why: 'mail' }] })
})

test('R18: a program anywhere, also under another name, hides all the rest', () => {
  const withProgram = (changes: Parameters<typeof anAttachment>[0]) =>
    readRequestForms(aMailWithForm([xiong], { attachments: [anAttachment(), anAttachment(changes)] }))
  expect(withProgram({ kind: 'executable', name: '证书.jpg' })).toMatchObject({ codes: [{ code: 'R18', items: ['证书.jpg'] }], harmful: true }) // prettier-ignore
  expect(codes(withProgram({ kind: 'text', name: 'run.vbs' }))).toBe('R18')
  expect(codes(withProgram({ kind: 'unknown', name: 'disk.iso' }))).toBe('R18')
})
