import { beforeAll, describe, expect, test } from '@jest/globals'
import type { ReadAttachment, ReadMail } from '../../domain/mail/types.ts'
import { gbk } from '../../test/support/gb18030.ts'
import * as hostile from '../../test/support/hostile-files.ts'
import { filePart, multipart, rawMail, textPart, usualHeaders, type RawPart } from '../../test/support/raw-mail.ts'
import { makeTnef } from '../../test/support/tnef.ts'
import { makeLockedXlsx, makeXls } from '../../test/support/workbooks.ts'
import { writeRequestForm } from '../excel/request-form.ts'
import { namelessFile } from '../file-name.ts'
import { readMail, unreadableMail } from './read-mail.ts'

const person = { name: '熊旭', idNumber: '450100198703139320', company: '南宁宏达建筑机械租赁有限公司', business: '解禁' } as const // prettier-ignore
const personCells = ['1', person.name, person.idNumber, person.company, person.business]
let form: Buffer = Buffer.alloc(0)
beforeAll(async () => {
  form = await writeRequestForm([person])
})

const bytes = (...pieces: (string | Buffer)[]): Buffer =>
  Buffer.concat(pieces.map((piece) => Buffer.from(piece as Buffer)))
const attached = (name: string): string => `attachment; filename="${name}"`
const readParts = (...parts: RawPart[]): Promise<ReadMail> => readMail(multipart(parts))
const readFile = async (disposition: string | Buffer, content: Buffer): Promise<ReadAttachment | undefined> =>
  (await readParts(textPart('请审核'), filePart(disposition, content))).attachments[0]
/** The form was found: the person stands in the last row of the first table. */
const peopleOf = (mail: ReadMail): unknown => mail.tables.map((table) => table.cells.at(-1))

describe('the form is found', () => {
  test('#1 #2 attached, with an empty body and no subject', async () => {
    const mail = await readMail(
      multipart([textPart(''), filePart(attached('a.xlsx'), form)], 'mixed', ['From: a@e00.test']),
    )
    expect(mail).toMatchObject({ subject: '', text: '', unreadable: false, dsn: null })
    expect(mail.attachments).toMatchObject([{ name: 'a.xlsx', kind: 'xlsx', size: form.length, inline: false, hasMacros: false, problem: null }]) // prettier-ignore
    expect(mail.tables).toMatchObject([{ source: 'attachment', attachment: 0 }])
    expect(peopleOf(mail)).toEqual([personCells])
  })
  test('#36 no name, octet-stream', async () => {
    const mail = await readMail(rawMail([...usualHeaders, 'Content-Type: application/octet-stream', 'Content-Transfer-Encoding: base64'], form.toString('base64'))) // prettier-ignore
    expect(mail.attachments).toMatchObject([{ name: namelessFile, kind: 'xlsx' }])
    expect(peopleOf(mail)).toEqual([personCells])
  })
  test('#37 a workbook under the name of a program', async () => {
    expect(await readFile(attached('b.exe'), form)).toMatchObject({ name: 'b.exe', kind: 'xlsx', problem: null })
  })
  test('#38 in winmail.dat, listed as what it holds', async () => {
    const mail = await readParts(filePart(attached('winmail.dat'), makeTnef([{ name: gbk('名单.xlsx'), bytes: form }])))
    expect(mail.attachments).toMatchObject([{ name: '名单.xlsx', kind: 'xlsx', problem: null }])
    expect(peopleOf(mail)).toEqual([personCells])
  })
  test('#39 in a forwarded mail, and in one within one, to three levels', async () => {
    const wrap = (inner: Buffer): Buffer => multipart([textPart('转发'), { headers: ['Content-Type: message/rfc822'], body: inner }]) // prettier-ignore
    const once = wrap(multipart([filePart(attached('a.xlsx'), form)]))
    const thrice = wrap(wrap(once))
    expect((await readMail(once)).attachments.map((file) => file.kind)).toEqual(['mail', 'xlsx'])
    expect(peopleOf(await readMail(once))).toEqual([personCells])
    expect(peopleOf(await readMail(thrice))).toEqual([personCells])
    const tooDeep = await readMail(wrap(thrice))
    expect(tooDeep.tables).toEqual([])
    expect(tooDeep.attachments.at(-1)).toMatchObject({ kind: 'mail', problem: 'archive' })
  })
  test('#40 alone in a ZIP with a GBK name', async () => {
    const zip = hostile.makeZip([{ name: gbk('解禁名单.xlsx'), bytes: form }, { name: '__MACOSX/._x', bytes: Buffer.of(0) }]) // prettier-ignore
    const mail = await readParts(filePart(attached('a.zip'), zip))
    expect(mail.attachments).toMatchObject([{ name: '解禁名单.xlsx', kind: 'xlsx', problem: null }])
    expect(peopleOf(mail)).toEqual([personCells])
  })
  test('#43 .et and .csv in GBK', async () => {
    const mail = await readParts(
      filePart(attached('a.et'), makeXls([['姓名'], ['熊旭']])),
      filePart(attached('a.csv'), gbk('序号,姓名,身份证号\r\n1,熊旭,450100198703139320\r\n')),
    )
    expect(mail.attachments.map((file) => file.kind)).toEqual(['xls', 'csv'])
    expect(peopleOf(mail)).toEqual([['熊旭'], ['1', '熊旭', '450100198703139320']])
  })
  test('#48 pasted into the body, behind the attached ones', async () => {
    const html = `<p>请审核</p><table><tr><td>姓名</td><td>身份证号</td></tr><tr><td>熊旭</td><td>450100198703139320</td></tr></table>`
    const mail = await readParts({ headers: ['Content-Type: text/html; charset=utf-8'], body: html }, filePart(attached('a.xlsx'), form)) // prettier-ignore
    expect(mail.tables.map((table) => [table.source, table.attachment])).toEqual([['attachment', 0], ['body', -1]]) // prettier-ignore
    expect(mail.tables[1]?.cells).toEqual([['姓名', '身份证号'], ['熊旭', '450100198703139320']]) // prettier-ignore
  })
  test('#85 in a signed mail', async () => {
    const signature = Buffer.from('308006092a864886f70d010702a080', 'hex')
    const mail = await readMail(multipart([filePart(attached('a.xlsx'), form), filePart(attached('smime.p7s'), signature)], 'signed; protocol="application/pkcs7-signature"')) // prettier-ignore
    expect(mail.attachments.map((file) => file.kind)).toEqual(['xlsx', 'signature'])
    expect(peopleOf(mail)).toEqual([personCells])
  })
})

describe('a table in a quotation was not sent now', () => {
  const html = '<p>进度</p><blockquote><table><tr><td>姓名<td>身份证号</table></blockquote>'
  const read = (...more: string[]): Promise<ReadMail> =>
    readMail(rawMail([...usualHeaders.filter((line) => !line.startsWith('Subject')), ...more, 'Content-Type: text/html; charset=utf-8'], html)) // prettier-ignore
  test('in an answer it is passed over', async () => {
    expect((await read('Subject: Re: 解禁', 'In-Reply-To: <a@b>')).tables).toEqual([])
  })
  test('in a mail that was forwarded it counts', async () => {
    expect((await read('Subject: 转发：解禁', 'In-Reply-To: <a@b>')).tables).toHaveLength(1)
  })
})

describe('names of files', () => {
  const gbkWord = (text: Buffer): string => `=?gb18030?B?${text.toString('base64')}?=`
  const name = gbk('解禁名单.xlsx')
  test.each([
    ['#32 a GB 18030 word', bytes('attachment; filename="', gbkWord(name), '"')],
    ['#32 words cut within a character', bytes('attachment;\r\n filename="', gbkWord(name.subarray(0, 3)), '\r\n ', gbkWord(name.subarray(3)), '"')], // prettier-ignore
    ['#33 raw GBK bytes', bytes('attachment; filename="', name, '"')],
    ['raw UTF-8 bytes', bytes('attachment; filename="解禁名单.xlsx"')],
    ['#34 RFC 2231 in GBK, continuations reversed', bytes('attachment; filename*1*=', percent(name.subarray(3)), "; filename*0*=gbk''", percent(name.subarray(0, 3)))], // prettier-ignore
  ])('%s', async (_, disposition) => {
    expect((await readFile(disposition, form))?.name).toBe('解禁名单.xlsx')
  })
  test.each([
    ['../../etc/passwd.xlsx', 'passwd.xlsx'],
    ['名\0单.xlsx', '名单.xlsx'],
    [`=?utf-8?B?${Buffer.from('名单\r\nX: y.xlsx').toString('base64')}?=`, '名单 X: y.xlsx'],
    [`=?utf-8?B?${Buffer.from('名单\u202excod.xlsx').toString('base64')}?=`, '名单xcod.xlsx'],
  ])('#35 %j is shown clean', async (given, shown) => {
    expect((await readFile(attached(given), form))?.name).toBe(shown)
  })
})
function percent(bytes: Buffer): string {
  return bytes.toString('hex').replace(/../g, '%$&')
}

describe('what keeps a file from being read is said', () => {
  test.each([
    ['#38 winmail.dat that cannot be opened', 'winmail.dat', Buffer.from('789f3e220100ff', 'hex'), 'tnef', 'tnef'],
    ['#41 ZIP with a password', 'a.zip', hostile.makeZip([{ name: 'a.xlsx', bytes: Buffer.of(1), encrypted: true }]), 'archive', 'archivePassword'], // prettier-ignore
    ['RAR cut short behind its mark', 'a.rar', Buffer.from('526172211a0701000000', 'hex'), 'archive', 'archiveDamaged'],
    ['ZIP with two files that are no forms', 'a.zip', hostile.makeZip([{ name: 'a.txt', bytes: Buffer.of(65) }, { name: 'b.txt', bytes: Buffer.of(66) }]), 'archive', 'archive'], // prettier-ignore
    ['ZIP cut short', 'a.zip', hostile.makeZip([{ name: 'a.txt', bytes: Buffer.alloc(500, 65) }]).subarray(0, 60), 'archive', 'archiveDamaged'], // prettier-ignore
    ['#44 ZIP bomb', 'a.zip', hostile.makeZip([{ name: 'a.xlsx', bytes: Buffer.alloc(70 * 1024 * 1024) }]), 'archive', 'archiveTooLarge'], // prettier-ignore
    ['#44 1,048,576 rows', 'a.xlsx', hostile.millionRows(), 'xlsx', 'tooManyRows'],
    ['cut off', 'a.xlsx', hostile.makeXlsx(hostile.sheetXml([['姓名']])).subarray(0, 700), 'xlsx', 'damaged'],
    ['nothing we know under the name of a workbook', 'a.xls', Buffer.from('00fffefdfc01', 'hex'), 'unknown', 'damaged'],
    ['a text under the name of a workbook', 'a.xlsx', Buffer.from('这不是表格'), 'text', 'damaged'],
    ['30 MB of text under the name of a workbook', 'a.xlsx', Buffer.alloc(30 * 1024 * 1024, 'no form '), 'text', 'damaged'], // prettier-ignore
    ['nothing at all under the name of a workbook', 'a.et', Buffer.alloc(0), 'unknown', 'damaged'],
    ['a text under the name of a list', 'a.csv', Buffer.from('见附件'), 'text', 'damaged'],
    ['a page without a table under the name of a workbook', 'a.xls', Buffer.from('<html><p>请登录</p></html>'), 'html', 'damaged'], // prettier-ignore
    ['a text that is one', 'a.txt', Buffer.from('说明'), 'text', null],
    ['#47 a picture', 'a.jpg', Buffer.from('ffd8ffe000', 'hex'), 'image', null],
    ['#47 a PDF', 'a.pdf', Buffer.from('%PDF-1.7\n'), 'pdf', null],
    ['#37 a program under the name of a workbook', 'list.xlsx', hostile.program(), 'executable', null],
    ['a program in a ZIP', 'a.zip', hostile.makeZip([{ name: '名单.xlsx.scr', bytes: Buffer.of(1) }]), 'executable', null], // prettier-ignore
    ['a script', '名单.vbs', Buffer.from('WScript.Echo 1'), 'executable', null],
    ['a calendar', 'invite.ics', Buffer.from('BEGIN:VCALENDAR\r\n'), 'calendar', null],
  ] as const)('%s', async (_, name, content, kind, problem) => {
    expect(await readFile(attached(name), content)).toMatchObject({ kind, problem })
  })
  test('#41 a workbook with a password', async () => {
    expect(await readFile(attached('a.xlsx'), await makeLockedXlsx([['x']]))).toMatchObject({ kind: 'encrypted', problem: 'password' }) // prettier-ignore
  })
  test('beside a program nothing is opened', async () => {
    const mail = await readParts(filePart(attached('a.exe'), hostile.program()), filePart(attached('a.xlsx'), form))
    expect(mail.tables).toEqual([])
  })
  test('#56 501 rows', async () => {
    const many = await writeRequestForm(Array.from({ length: 501 }, () => person))
    expect(await readFile(attached('a.xlsx'), many)).toMatchObject({ problem: 'tooManyRows' })
  })
  test('macros are named', async () => {
    const withMacros = hostile.makeXlsx(hostile.sheetXml([['姓名']]), [
      { name: 'xl/vbaProject.bin', bytes: Buffer.of(1) },
    ])
    expect(await readFile(attached('a.xlsm'), withMacros)).toMatchObject({
      kind: 'xlsx',
      hasMacros: true,
      problem: null,
    })
  })
  test('more than 20 files are listed, the rest not opened', async () => {
    const mail = await readParts(...Array.from({ length: 22 }, (_, n) => filePart(attached(`${n}.xlsx`), form)))
    expect(mail.attachments).toHaveLength(22)
    expect(mail.tables).toHaveLength(20)
    expect(mail.attachments.slice(20).map((file) => file.problem)).toEqual(['tooLarge', 'tooLarge'])
  })
  test('without opening: everything named, nothing read', async () => {
    const mail = await readMail(multipart([filePart(attached('a.xlsx'), form)]), { openFiles: false })
    expect(mail.attachments).toMatchObject([{ kind: 'xlsx', problem: 'tooSlow' }])
    expect(mail.tables).toEqual([])
  })
})

test('pictures within the text are told from attached ones', async () => {
  const picture = Buffer.from('89504e470d0a1a0a00', 'hex')
  const mail = await readParts(
    { headers: ['Content-Type: text/html'], body: '<img src="cid:logo@e00"><img src="cid:other">' },
    filePart('inline; filename=logo.png', picture, ['Content-ID: <logo@e00>']),
    filePart(attached('shown.png'), picture, ['Content-ID: <other>']),
    filePart(attached('scan.png'), picture),
  )
  expect(mail.attachments.map((file) => file.inline)).toEqual([true, true, false])
})

describe('bodies', () => {
  test.each([
    ['GBK without a charset', 'Content-Type: text/plain', gbk('进度')],
    ['#85 GBK declared as UTF-8', 'Content-Type: text/plain; charset=utf-8', gbk('进度')],
    ['#85 HTML only, in GBK with a false charset', 'Content-Type: text/html; charset=us-ascii', gbk('<p>进度</p>')],
    ['no Content-Type at all', 'X-None: 1', Buffer.from('进度')],
  ])('%s', async (_, header, body) => {
    expect((await readMail(rawMail([...usualHeaders, header], body))).text).toBe('进度')
  })
  test('plain text before HTML, at most 20,000 characters', async () => {
    const mail = await readMail(multipart([textPart('长'.repeat(30_000)), { headers: ['Content-Type: text/html'], body: 'html' }], 'alternative')) // prettier-ignore
    expect(mail.text).toHaveLength(20_000)
  })
  test('#46 hosts of links in text and HTML', async () => {
    const html = '<a href="https://wx.mail.qq.com/ftn/download?x=1">超大附件</a> http://pan.baidu.com/s/1，'
    expect((await readMail(rawMail([...usualHeaders, 'Content-Type: text/html; charset=utf-8'], html))).linkHosts).toEqual(['pan.baidu.com', 'wx.mail.qq.com']) // prettier-ignore
  })
})

describe('delivery notifications', () => {
  const statusPart = (...fields: string[]): RawPart => ({
    headers: ['Content-Type: message/delivery-status'],
    body: `Reporting-MTA: dns; mx.test\r\n\r\n${fields.join('\r\n')}\r\n`,
  })
  const returned: RawPart = { headers: ['Content-Type: text/rfc822-headers'], body: 'Message-ID: <unban.7.result.1@association.test>\r\nSubject: x\r\n' } // prettier-ignore
  const postmaster = ['From: Mail Delivery <mailer-daemon@mx.test>', 'Subject: failed']
  const read = (...parts: RawPart[]): Promise<ReadMail> =>
    readMail(multipart([textPart('Sorry 5.1.1'), ...parts], 'report; report-type=delivery-status', postmaster))

  test('#60 failed, with our Message-ID in the returned headers', async () => {
    const { dsn } = await read(statusPart('Final-Recipient: rfc822; office@e00.test', 'Action: Failed', 'Status: 5.1.1 (no such user)'), returned) // prettier-ignore
    expect(dsn).toEqual({ action: 'failed', status: '5.1.1', originalMessageId: 'unban.7.result.1@association.test', recipient: 'office@e00.test' }) // prettier-ignore
  })
  test('#62 delayed', async () => {
    expect((await read(statusPart('Action: delayed', 'Status: 4.4.1'))).dsn).toMatchObject({ action: 'delayed', status: '4.4.1' }) // prettier-ignore
  })
  test('#61 words only, without any id', async () => {
    expect((await readMail(rawMail(postmaster, 'Your mail failed: 5.1.1'))).dsn).toEqual({ action: '', status: '5.1.1', originalMessageId: null, recipient: null }) // prettier-ignore
  })
  test('a field that names the prototype reaches no prototype', async () => {
    expect((await read(statusPart('__proto__: x', 'Action: failed'))).dsn?.action).toBe('failed')
    expect(({} as Record<string, unknown>)['action']).toBeUndefined()
  })
  test('a usual mail is none', async () => {
    expect((await readParts(textPart('5.1.1'))).dsn).toBeNull()
  })
})

describe('#44 mails that hurt come to an end', () => {
  test.each([
    ['2,000 parts', hostile.manyParts(2_000)],
    ['2,000 nested multiparts', hostile.nestedMultiparts(2_000)],
    ['a header line of 2 MB', hostile.longHeader(2 * 1024 * 1024)],
  ])('%s: not taken apart, the headers still known', async (_, raw) => {
    const mail = await readMail(raw)
    expect(mail).toMatchObject({ unreadable: true, from: [{ address: 'a@e00.test' }], attachments: [], tables: [] })
    expect(mail).toEqual(unreadableMail(raw))
  })
  test.each([
    ['50,000 nested div', hostile.nestedDivs(50_000)],
    ['900 parts', hostile.manyParts(900)],
  ])('%s: read', async (_, raw) => {
    expect(await readMail(raw)).toMatchObject({ unreadable: false })
  })
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(1_000)],
    ['a multipart without a boundary', rawMail([...usualHeaders, 'Content-Type: multipart/mixed'], 'x')],
    [
      'base64 cut off, no last boundary',
      multipart([filePart(attached('a.xlsx'), Buffer.alloc(900, 7))]).subarray(0, 900),
    ],
    ['names that name the prototype', rawMail([...usualHeaders, 'Content-Type: text/plain; __proto__=x; constructor=y', 'List-__proto__: <a>'], 'x')], // prettier-ignore
  ])('%s', async (_, raw) => {
    expect(await readMail(raw)).toMatchObject({ dsn: null })
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
