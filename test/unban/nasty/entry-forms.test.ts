/** Forms as they really come, on the real services: in every file, archive and encoding, and what is said where they fail. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { writeRequestForm } from '../../../io/excel/request-form.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { make7z, makeRar4, makeRar5 } from '../../support/archives.ts'
import { gbk } from '../../support/gb18030.ts'
import * as hostile from '../../support/hostile-files.ts'
import { answerTo, association, send, type Sent } from '../../support/mail-program.ts'
import { filePart, multipart, textPart, type RawPart } from '../../support/raw-mail.ts'
import { makeTnef } from '../../support/tnef.ts'
import { makeLockedXls, makeLockedXlsx, makeXls } from '../../support/workbooks.ts'
import { goodPeopleOfOne, type WorldPerson } from '../../support/world-people.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
}, 90_000)
afterAll(() => app.stop())

const [first, second] = goodPeopleOfOne(2, 0) as [WorldPerson, WorldPerson]
const from = first.address
const headings = ['序号', '姓名', '身份证号', '所属公司', '业务类型', '备注']
const rowOf = ({ name, idNumber, company }: WorldPerson, business = '解禁') => [
  '1',
  name,
  idNumber,
  company,
  business,
  '',
]
const table = (...people: WorldPerson[]) => [headings, ...people.map((person) => rowOf(person))]
const html = (rows: readonly (readonly string[])[]) => `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>` // prettier-ignore
const xlsx = (people: readonly WorldPerson[]) =>
  writeRequestForm(
    people.map(({ name, idNumber, company }) => ({ name, idNumber, company, business: '解禁' as const })),
  )
const attached = (name: string, bytes: Buffer): RawPart => filePart(`attachment; filename="${name}"`, bytes)

let sequence = 0
function headersOf(more: readonly (string | Buffer)[] = []): { headers: (string | Buffer)[]; messageId: string } {
  sequence += 1
  const messageId = `<forms-${Date.now()}-${sequence}@e.test>`
  return { messageId, headers: [`From: <${from}>`, `To: ${association}`, `Message-ID: ${messageId}`, 'Date: Fri, 20 Nov 2026 09:00:00 +0800', 'MIME-Version: 1.0', ...more] } // prettier-ignore
}

/** Parts as they stand in the mail; or a whole mail, made with the headers given. */
type Made = readonly RawPart[] | ((headers: readonly (string | Buffer)[]) => Buffer)
interface Case {
  readonly title: string
  readonly make: () => Promise<Made> | Made
  readonly rows: string
  readonly badges?: readonly string[]
  readonly names?: readonly string[]
}

const file = (title: string, name: string, make: () => Promise<Buffer> | Buffer, rows = '1=queued', more: Partial<Case> = {}): Case => ({ title, rows, ...more, make: async () => [attached(name, await make())] }) // prettier-ignore

const cases: readonly Case[] = [
  { title: '#1 an empty body', rows: '1=queued', make: async () => [textPart(''), attached('a.xlsx', await xlsx([first]))] }, // prettier-ignore
  file('#2 an empty subject', 'a.xlsx', () => xlsx([first])),
  { title: '#32 a file name cut inside a character', rows: '1=queued', names: ['解禁名单.xlsx'], make: async () => {
      const name = gbk('解禁名单.xlsx')
      const word = (bytes: Buffer) => `=?gb18030?B?${bytes.toString('base64')}?=`
      return [filePart(`attachment;\r\n filename="${word(name.subarray(0, 3))}\r\n ${word(name.subarray(3))}"`, await xlsx([first]))]
    } }, // prettier-ignore
  { title: '#33 raw GBK in a file name', rows: '1=queued', names: ['解禁名单.xlsx'], make: async () => [filePart(Buffer.concat([Buffer.from('attachment; filename="'), gbk('解禁名单.xlsx'), Buffer.from('"')]), await xlsx([first]))] }, // prettier-ignore
  { title: '#34 RFC 2231 with gbk, reversed', rows: '1=queued', names: ['解禁名单.xlsx'], make: async () => {
      const percent = (bytes: Buffer) => bytes.toString('hex').replace(/../g, '%$&')
      const name = gbk('解禁名单.xlsx')
      return [filePart(`attachment; filename*1*=${percent(name.subarray(4))};\r\n filename*0*=gbk''${percent(name.subarray(0, 4))}`, await xlsx([first]))]
    } }, // prettier-ignore
  file('#35 a name with ../ and direction marks', '../../etc/\u202ecod.xlsx', () => xlsx([first]), '1=queued', { names: ['cod.xlsx'] }), // prettier-ignore
  { title: '#36 no name, octet-stream', rows: '1=queued', make: async () => [{ headers: ['Content-Type: application/octet-stream', 'Content-Transfer-Encoding: base64'], body: (await xlsx([first])).toString('base64') }] }, // prettier-ignore
  file('#37 a workbook named b.exe', 'b.exe', () => xlsx([first]), '1=queued', { badges: ['wrongExtension'] }),
  file('#38 in winmail.dat', 'winmail.dat', async () => makeTnef([{ name: gbk('名单.xlsx'), bytes: await xlsx([first]) }])), // prettier-ignore
  { title: '#39 in a forwarded mail', rows: '1=queued', make: async () => [textPart('转发'), { headers: ['Content-Type: message/rfc822'], body: multipart([attached('a.xlsx', await xlsx([first]))]) }] }, // prettier-ignore
  file('#40 in a ZIP with a GBK name', 'a.zip', async () => hostile.makeZip([{ name: gbk('解禁名单.xlsx'), bytes: await xlsx([first]) }]), '1=queued', { names: ['解禁名单.xlsx'] }), // prettier-ignore
  file('#41 a ZIP with a password', 'a.zip', async () => hostile.makeZip([{ name: 'a.xlsx', bytes: await xlsx([first]), encrypted: true }]), '0=R04'), // prettier-ignore
  file('#41 a RAR with a password', 'a.rar', async () => makeRar5([{ name: 'a.xlsx', bytes: await xlsx([first]), encrypted: true }]), '0=R04'), // prettier-ignore
  file('#41 an encrypted xlsx', '名单.xlsx', () => makeLockedXlsx(table(first)), '0=R03'),
  file('#41 an encrypted xls', '名单.xls', () => makeLockedXls(table(first)), '0=R03'),
  file('#42 RAR 4', 'a.rar', async () => makeRar4([{ name: 'a.xlsx', bytes: await xlsx([first]) }])),
  file('#42 RAR 5', 'a.rar', async () => makeRar5([{ name: 'a.xlsx', bytes: await xlsx([first]) }])),
  file('#42 7z with two forms', 'a.7z', async () => make7z([{ name: '1.xlsx', bytes: await xlsx([first]) }, { name: '2.xlsx', bytes: await xlsx([second]) }]), '1=queued; 2=queued'), // prettier-ignore
  file('#43 .et', '表.et', () => makeXls(table(first)), '1=queued', { badges: ['wpsFile'] }),
  file('#43 .csv in GBK', '表.csv', () => gbk(table(first).map((row) => row.join(',')).join('\r\n')), '1=queued', { badges: ['csv'] }), // prettier-ignore
  file('.tsv in UTF-16', '表.tsv', () => Buffer.from('\ufeff' + table(first).map((row) => row.join('\t')).join('\r\n'), 'utf16le'), '1=queued', { badges: ['csv'] }), // prettier-ignore
  file('a web page', '表.html', () => Buffer.from(html(table(first))), '1=queued', { badges: ['csv'] }),
  file('a workbook with macros: its data only', '表.xlsm', () => hostile.makeXlsx(hostile.sheetXml(table(first)), [{ name: 'xl/vbaProject.bin', bytes: Buffer.of(1) }]), '1=queued', { badges: ['macros'] }), // prettier-ignore
  { title: '#44 2,000 parts', rows: '0=R03', make: () => (headers) => Buffer.concat([Buffer.from([...headers, 'Content-Type: multipart/mixed; boundary=b', '', ''].join('\r\n')), Buffer.from(`${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(2_000)}--b--\r\n`)]) }, // prettier-ignore
  file('#44 a ZIP bomb', 'a.zip', () => hostile.makeZip([{ name: 'a.xlsx', bytes: Buffer.alloc(80 * 1024 * 1024) }]), '0=R04'), // prettier-ignore
  { title: '#48 pasted into the HTML body', rows: '1=queued', badges: ['bodyTable'], make: () => [{ headers: ['Content-Type: text/html; charset=utf-8'], body: html(table(first)) }] }, // prettier-ignore
  { title: '#48 in the body with other headings', rows: '0=R02', make: () => [{ headers: ['Content-Type: text/html; charset=utf-8'], body: html([['姓名', '身份证号码'], [first.name, first.idNumber]]) }] }, // prettier-ignore
  file('#49 an old version of the form', '表.xlsx', () => hostile.makeXlsx(hostile.sheetXml([['人员', '证件'], [first.name, first.idNumber]])), '0=R02'), // prettier-ignore
  file('#56 no rows', '表.xlsx', () => writeRequestForm(), '0=R01'),
  file('#56 501 rows', '表.xlsx', () => xlsx(Array.from({ length: 501 }, () => first)), '0=R17'),
  file('an unclear 业务类型', '表.xlsx', () => hostile.makeXlsx(hostile.sheetXml([headings, rowOf(first, '其他')])), '1=R02'), // prettier-ignore
  { title: '#85 signed, with a business card and an invitation beside', rows: '1=queued', make: async () => [attached('a.xlsx', await xlsx([first])), attached('smime.p7s', Buffer.from('308006092a864886f70d010702a080', 'hex')), attached('me.vcf', Buffer.from('BEGIN:VCARD\r\nFN:x\r\nEND:VCARD')), attached('i.ics', Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR'))] }, // prettier-ignore
  { title: '#85 HTML with a wrong charset', rows: '1=queued', badges: ['bodyTable'], make: () => [{ headers: ['Content-Type: text/html; charset=utf-8'], body: gbk(html(table(first))) }] }, // prettier-ignore
]

const sent = new Map<string, Sent>()
beforeAll(async () => {
  for (const { title, make } of cases) {
    const { headers, messageId } = headersOf()
    const made = await make()
    const raw = typeof made === 'function' ? made(headers) : multipart(made, 'mixed', headers)
    sent.set(title, await send(app, { from, raw, messageId }))
  }
}, 120_000)

test.each(cases)('$title: $rows', async ({ title, rows, badges = [], names }) => {
  const mail = sent.get(title)
  if (mail === undefined) throw new Error('not sent')
  const answer = await answerTo(app, from, mail, rows.includes('queued') ? 'ack' : 'return', 60_000)
  expect(answer.rows).toBe(rows)
  expect(answer.mail.text).not.toMatch(/undefined|null|\[object/)
  const found = await app.db.selectFrom('mail').select(['id', 'badges']).where('message_id', '=', mail.messageId.replaceAll(/[<>]/g, '')).executeTakeFirstOrThrow() // prettier-ignore
  expect(found.badges).toEqual(expect.arrayContaining([...badges]))
  if (names === undefined) return
  const files = await app.db.selectFrom('attachment').select('name').where('mail_id', '=', found.id).execute()
  expect(files.map(({ name }) => name)).toEqual(names)
}, 90_000) // prettier-ignore

test('a return says what is meant: an empty form, an unclear business, an archive with a password', async () => {
  const subjectOf = async (title: string) => {
    const mail = sent.get(title)
    if (mail === undefined) throw new Error('not sent')
    return (await answerTo(app, from, mail, 'return')).mail
  }
  expect((await subjectOf('#56 no rows')).subject).toContain('表格中没有人员')
  expect((await subjectOf('an unclear 业务类型')).subject).toContain('业务类型不明')
  expect((await subjectOf('#41 a RAR with a password')).text).toContain('“a.rar”设有密码')
})

test('#24 a Message-ID used again for other content: two mails, two answers', async () => {
  const { headers, messageId } = headersOf()
  for (const person of [first, second]) {
    await send(app, { from, raw: multipart([attached('a.xlsx', await xlsx([person]))], 'mixed', headers), messageId })
  }
  for (let tries = 0; ; tries += 1) {
    const mails = await app.db.selectFrom('mail').select('state').where('message_id', '=', messageId.replaceAll(/[<>]/g, '')).execute() // prettier-ignore
    if (mails.length === 2 && mails.every(({ state }) => state === 'accepted')) break
    if (tries === 80) throw new Error(JSON.stringify(mails))
    await new Promise((resume) => setTimeout(resume, 250))
  }
}, 60_000)

test('#20 two From headers: staff, shown as such, and nobody is answered', async () => {
  const { headers, messageId } = headersOf(['From: <other@e.test>'])
  await send(app, { from, raw: multipart([attached('a.xlsx', await xlsx([first]))], 'mixed', headers), messageId })
  for (let tries = 0; ; tries += 1) {
    const mail = await app.db.selectFrom('mail').select(['state', 'state_reason', 'badges', 'from_address']).where('message_id', '=', messageId.replaceAll(/[<>]/g, '')).where('state', '!=', 'stored').executeTakeFirst() // prettier-ignore
    if (mail !== undefined) {
      expect(mail).toMatchObject({ state: 'manual', state_reason: 'manyFroms', from_address: null })
      expect(mail.badges).toContain('severalSenders')
      break
    }
    if (tries === 80) throw new Error('The mail was not settled.')
    await new Promise((resume) => setTimeout(resume, 250))
  }
}, 60_000)
