/** Every mail that was made to hurt (reference/email.md 9; 14 #44), by name; each is made when it is asked for. */
import { make7z, makeRar4, makeRar5, type PackedFile } from './archives.ts'
import * as files from './hostile-files.ts'
import { makeXls } from './workbooks.ts'
import { makeTnef } from './tnef.ts'

const mebibyte = 1024 * 1024
const small = (): Buffer => files.makeXlsx(files.sheetXml([['姓名'], ['熊旭']]))
const wrapped = (name: string, make: () => Buffer) => () => files.mailAround(name, make())
const zeros = (count: number, mebibytes: number): PackedFile[] =>
  Array.from({ length: count }, (_, n) => ({ name: `${n}.xlsx`, bytes: Buffer.alloc(mebibytes * mebibyte) }))
/** Nothing in it is the form, and no level is the last that may be opened. */
function archiveInArchive(levels: number): Buffer {
  let bytes: Buffer = Buffer.from('x')
  for (let level = 0; level < levels; level += 1) bytes = files.makeZip([{ name: 'r/r.zip', bytes }])
  return bytes
}
const cut = (bytes: Buffer, share: number): Buffer => bytes.subarray(0, Math.floor(bytes.length * share))

export const hostileMails: Readonly<Record<string, () => Buffer>> = {
  'ZIP bomb, flat': wrapped('a.zip', () => files.makeZip(zeros(1, 300))),
  'ZIP bomb, nested': wrapped('a.zip', () => files.nestedBomb(300 * mebibyte)),
  'ZIP with a directory that lies': wrapped('a.zip', () => files.makeZip([{ name: 'a.xlsx', bytes: Buffer.alloc(100 * mebibyte), claimedSize: 1_000 }])), // prettier-ignore
  'ZIP with 65,000 entries': wrapped('a.zip', () => files.makeZip(Array.from({ length: 65_000 }, (_, n) => ({ name: `${n}`, bytes: Buffer.of(1) })))), // prettier-ignore
  'ZIP in ZIP, 200 deep': wrapped('a.zip', () => archiveInArchive(200)),
  'ZIP with ../ in a name': wrapped('a.zip', () => files.makeZip([{ name: '../../../etc/passwd', bytes: small() }])),
  '7z bomb': wrapped('a.7z', () => make7z(zeros(1, 300))),
  '7z bomb of 40 files': wrapped('a.7z', () => make7z(zeros(40, 5))),
  '7z with a size that lies': wrapped('a.7z', () => make7z([{ name: 'a.xlsx', bytes: small(), claimedSize: 2 ** 31 }])),
  'RAR 4 with a size that lies': wrapped('a.rar', () => makeRar4([{ name: 'a.xlsx', bytes: small(), claimedSize: 2 ** 31 }])), // prettier-ignore
  'RAR 5 with a size that lies': wrapped('a.rar', () => makeRar5([{ name: 'a.xlsx', bytes: small(), claimedSize: 2 ** 40 }])), // prettier-ignore
  'RAR 5 with 1,000,000 entries': wrapped('a.rar', () => files.manyEntries(1_000_000)),
  'RAR 5 with links out of it': wrapped('a.rar', () => makeRar5([{ name: 'a.xlsx', bytes: Buffer.alloc(0), link: '/etc/passwd' }])), // prettier-ignore
  'xlsx of 1,048,576 rows': wrapped('a.xlsx', files.millionRows),
  'xlsx with an entity bomb and an outside entity': wrapped('a.xlsx', files.entityBomb),
  'xlsx of 16,384 columns': wrapped('a.xlsx', () => files.wideSheet(16_384, 100)),
  'xlsx of formulas': wrapped('a.xlsx', () => files.formulas(400)),
  'xlsx with a bomb of shared texts': wrapped('a.xlsx', () => files.sharedTexts(5 * mebibyte, 20_000)),
  'xlsx with one cell of 300 MB': wrapped('a.xlsx', () => files.hugeCell(300 * mebibyte)),
  'xlsx with a directory that lies': wrapped('a.xlsx', () => files.lyingWorkbook(200 * mebibyte)),
  'xls whose sectors go in circles': wrapped('a.xls', () => files.circularCompoundFile(makeXls([['姓名'], ['熊旭']]))),
  'winmail.dat with lengths that lie': wrapped('winmail.dat', () => files.lyingTnef(makeTnef([{ name: Buffer.from('a.xlsx'), bytes: small() }]))), // prettier-ignore
  'a name of 100 KB': wrapped('a'.repeat(100 * 1024) + '.xlsx', small),
  'a header of 5 MB': () => files.longHeader(5 * mebibyte),
  '2,000 parts': () => files.manyParts(2_000),
  '2,000 nested multiparts': () => files.nestedMultiparts(2_000),
  '50,000 nested div': () => files.nestedDivs(50_000),
  '43 MiB attached': () => files.largeAttachment(43 * mebibyte),
  'xlsx cut short': wrapped('a.xlsx', () => cut(small(), 0.6)),
  'xls cut short': wrapped('a.xls', () => cut(makeXls([['姓名'], ['熊旭']]), 0.4)),
  'RAR cut short': wrapped('a.rar', () => cut(makeRar5([{ name: 'a.xlsx', bytes: small() }]), 0.5)),
  '7z cut short': wrapped('a.7z', () => cut(make7z([{ name: 'a.xlsx', bytes: small() }]), 0.5)),
  'a mail cut short': () => cut(files.mailAround('a.xlsx', small()), 0.5),
}

/** A mail as it should be. */
export const goodMail = (): Buffer => files.mailAround('a.xlsx', small())
