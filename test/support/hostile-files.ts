/** Files that were made to hurt, built in code: each is small here and large or endless where it is opened. */
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

export interface ZipFile {
  readonly name: string | Buffer
  readonly bytes: Buffer
  /** What the directory claims instead of the true size. */
  readonly claimedSize?: number
  readonly encrypted?: boolean
}

/** A ZIP written by hand, so that it can lie. */
export function makeZip(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const name = Buffer.from(file.name)
    const packed = deflateRawSync(file.bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(file.encrypted === true ? 1 : 0, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(file.bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(file.claimedSize ?? file.bytes.length, 18)
    fields.writeUInt16LE(name.length, 22)
    locals.push(Buffer.from('504b0304', 'hex'), fields, name, packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('504b01021400', 'hex'), fields, place, name)
    offset += 30 + name.length + packed.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, index, Buffer.from('504b0506', 'hex'), end])
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>'
const sheetSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationSpace = 'http://schemas.openxmlformats.org/package/2006/relationships'
const officeSpace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook of one sheet from its raw XML. */
export function makeXlsx(sheetXml: string | Buffer, more: readonly ZipFile[] = []): Buffer {
  const part = (name: string, xml: string): ZipFile => ({ name, bytes: Buffer.from(xmlHead + xml) })
  const given = new Set(more.map((file) => file.name))
  const parts = [
    part('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    part('_rels/.rels', `<Relationships xmlns="${relationSpace}"><Relationship Id="rId1" Type="${officeSpace}/officeDocument" Target="xl/workbook.xml"/></Relationships>`), // prettier-ignore
    part('xl/workbook.xml', `<workbook xmlns="${sheetSpace}" xmlns:r="${officeSpace}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`), // prettier-ignore
    part('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${relationSpace}"><Relationship Id="rId1" Type="${officeSpace}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${officeSpace}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`), // prettier-ignore
    { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.from(sheetXml) },
  ]
  return makeZip([...parts.filter((file) => !given.has(file.name)), ...more])
}

const textCell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const sheetOf = (rows: string, before = ''): string =>
  `${xmlHead}${before}<worksheet xmlns="${sheetSpace}"><sheetData>${rows}</sheetData></worksheet>`

/** Plain rows of texts. */
export function sheetXml(rows: readonly (readonly string[])[]): string {
  return sheetOf(rows.map((row) => `<row>${row.map(textCell).join('')}</row>`).join(''))
}

/** 1,048,576 rows, all that a sheet can have. */
export function millionRows(): Buffer {
  return makeXlsx(sheetOf(`<row>${textCell('熊旭')}</row>`.repeat(1_048_576)))
}

/** One cell of so many bytes; 1,000 times smaller where it is packed. */
export function hugeCell(bytes: number): Buffer {
  return makeXlsx(Buffer.from(sheetOf(`<row>${textCell('@')}</row>`).replace('@', 'A'.repeat(bytes))))
}

/** The directory says 1,000 bytes; there are many more. */
export function lyingWorkbook(bytes: number): Buffer {
  return makeXlsx('', [{ name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(bytes, 'A'), claimedSize: 1_000 }])
}

/** 十亿笑: entities that name entities, nine levels deep. */
export function entityBomb(): Buffer {
  const levels = Array.from({ length: 9 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`)
  const doctype = `<!DOCTYPE bomb [<!ENTITY e0 "熊旭"><!ENTITY file SYSTEM "file:///etc/passwd">${levels.join('')}]>`
  return makeXlsx(sheetOf(`<row>${textCell('&e9;')}${textCell('&file;')}</row>`, doctype))
}

/** An archive in an archive in an archive, each 1,000 times larger than the one around it. */
export function nestedBomb(innermostBytes: number): Buffer {
  let bytes: Buffer = Buffer.alloc(innermostBytes)
  for (const name of ['a.bin', 'b.zip', 'c.zip']) bytes = makeZip([{ name, bytes }])
  return bytes
}

/** A file that Windows would run. */
export function program(): Buffer {
  return Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0'), Buffer.alloc(600), Buffer.from('PE\0\0')])
}

const head = ['From: a@e00.test', 'To: unban@association.test', 'Subject: x', 'Message-ID: <hostile@e00.test>', 'MIME-Version: 1.0'] // prettier-ignore
const mailOf = (more: readonly string[], body: string): Buffer => Buffer.from([...head, ...more, '', body].join('\r\n'))

export function manyParts(count: number): Buffer {
  return mailOf(['Content-Type: multipart/mixed; boundary=b'], `${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(count)}--b--\r\n`) // prettier-ignore
}

export function nestedMultiparts(depth: number): Buffer {
  const parts = Array.from({ length: depth }, (_, level) => `--b${level}\r\nContent-Type: multipart/mixed; boundary=b${level + 1}\r\n\r\n`) // prettier-ignore
  return mailOf(['Content-Type: multipart/mixed; boundary=b0'], parts.join(''))
}

export function nestedDivs(depth: number): Buffer {
  return mailOf(['Content-Type: text/html; charset=utf-8'], `${'<div>'.repeat(depth)}解禁${'</div>'.repeat(depth)}`)
}

export function longHeader(bytes: number): Buffer {
  return mailOf([`X-Long: ${'a'.repeat(bytes)}`], '解禁')
}

/** A mail with one attachment of so many bytes before encoding. */
export function largeAttachment(bytes: number): Buffer {
  const content = Buffer.alloc(bytes, 'a').toString('base64').replace(/.{76}/g, '$&\r\n')
  return mailOf(['Content-Type: multipart/mixed; boundary=b'], `--b\r\nContent-Type: application/pdf; name=large.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${content}\r\n--b--\r\n`) // prettier-ignore
}

/** A mail around any file. */
export function mailAround(name: string, bytes: Buffer): Buffer {
  return mailOf(['Content-Type: multipart/mixed; boundary=b'], `--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n--b--\r\n`) // prettier-ignore
}

/** A GIF of one point: a picture, and not one that a record takes. */
export function gif(): Buffer {
  return Buffer.from('474946383961010001008000000000ffffff21f90401000000002c00000000010001000002024401003b', 'hex')
}

/** A PNG that says it has so many points, all of one colour: a thousandth of the size in the file. */
export function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // One bit a point, grey.
  header.set([1, 0, 0, 0, 0], 8)
  const lines = deflateSync(Buffer.alloc(Math.ceil(width / 8 + 1) * height))
  const chunk = (name: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(named), 4)
    return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
  }
  const start = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))])
}

/** RAR 5 of so many empty files, each a header of 20 bytes. */
export function manyEntries(count: number): Buffer {
  const block = (...body: readonly number[]): Buffer => {
    const sized = Buffer.from([body.length, ...body])
    const sum = Buffer.alloc(4)
    sum.writeUInt32LE(crc32(sized))
    return Buffer.concat([sum, sized])
  }
  // Kind, flags, bytes that follow, file flags, size, attributes, method, system, length of the name, the name.
  const entry = block(2, 2, 0, 0, 0, 0x20, 0, 0, 1, 0x61)
  return Buffer.concat([Buffer.from('526172211a070100', 'hex'), block(1, 0, 0), Buffer.alloc(entry.length * count, entry), block(5, 0, 0)]) // prettier-ignore
}

/** A sheet as wide as one can be. */
export function wideSheet(columns: number, rows: number): Buffer {
  return makeXlsx(sheetOf(`<row>${textCell('熊旭').repeat(columns)}</row>`.repeat(rows)))
}

/** Cells that would be calculated, one of them asking another machine; the values stored with them are all that is read. */
export function formulas(rows: number): Buffer {
  const cell = '<c><f>WEBSERVICE("http://127.0.0.1:9/")&amp;REPT("a",32767)</f><v>1</v></c>'
  return makeXlsx(sheetOf(`<row>${cell.repeat(6)}</row>`.repeat(rows)))
}

/** One text of so many bytes, named by every cell. */
export function sharedTexts(bytes: number, rows: number): Buffer {
  const sheet = sheetOf(`<row>${'<c t="s"><v>0</v></c>'.repeat(6)}</row>`.repeat(rows))
  return makeXlsx(sheet, [{ name: 'xl/sharedStrings.xml', bytes: Buffer.from(`${xmlHead}<sst xmlns="${sheetSpace}"><si><t>${'a'.repeat(bytes)}</t></si></sst>`) }]) // prettier-ignore
}

/** A compound file in whose table every sector is followed by itself. */
export function circularCompoundFile(file: Buffer): Buffer {
  const bytes = Buffer.from(file)
  const sectorSize = 1 << bytes.readUInt16LE(30)
  const table = (bytes.readUInt32LE(76) + 1) * sectorSize
  for (let sector = 0; sector < sectorSize / 4 && table + sector * 4 + 4 <= bytes.length; sector += 1) {
    if (bytes.readUInt32LE(table + sector * 4) < 0xfffffffa) bytes.writeUInt32LE(sector, table + sector * 4)
  }
  return bytes
}

/** winmail.dat of many attributes that each claim four gigabytes, and one that claims to be empty. */
export function lyingTnef(whole: Buffer): Buffer {
  const bytes = Buffer.from(whole)
  bytes.writeUInt32LE(0xffffffff, 6 + 5)
  return Buffer.concat([bytes, Buffer.alloc(200_000)])
}
