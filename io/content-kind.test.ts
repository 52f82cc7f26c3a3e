import { describe, expect, test } from '@jest/globals'
import { gbk } from '../test/support/gb18030.ts'
import { makeXlsx, makeZip, program, sheetXml } from '../test/support/hostile-files.ts'
import { makeDoc, makeLockedXls, makeLockedXlsx, makeXls } from '../test/support/workbooks.ts'
import { contentKind, kindOfFile, pictureType } from './content-kind.ts'

const rows = [['姓名', '身份证号'], ['熊旭', '450100198703139320']] // prettier-ignore
const xlsx = makeXlsx(sheetXml(rows))
const one = (name: string): Buffer => makeZip([{ name, bytes: Buffer.from('x') }])
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('told from the bytes alone', () => {
  test.each([
    ['xlsx', xlsx],
    ['xlsx', xlsx.subarray(0, 300)], // cut off before its directory
    ['xls', makeXls(rows)],
    ['xls', makeXls(rows, 'xlml')],
    ['encrypted', makeLockedXls(rows)],
    ['word', makeDoc()],
    ['word', one('word/document.xml')],
    ['word', Buffer.from('{\\rtf1 x}')],
    ['pdf', Buffer.from('%PDF-1.7\n')],
    ['pdf', one('OFD.xml')],
    ['archive', one('名单.xlsx')],
    ['archive', hex('526172211a0701 00')],
    ['archive', hex('377abcaf271c 0004')],
    ['archive', hex('1f8b0800')],
    ['image', hex('89504e470d0a1a0a')],
    ['image', hex('ffd8ffe0')],
    ['image', Buffer.from('GIF89a')],
    ['image', Buffer.concat([Buffer.from('RIFF\x24\0\0\0WEBPVP8 ')])],
    ['image', Buffer.from('BM\x36\0\0\0')],
    ['image', Buffer.from('\0\0\0\x18ftypheic')],
    ['executable', program()],
    ['executable', hex('7f454c46 0201')],
    ['executable', Buffer.from('#!/bin/sh\nrm')],
    ['executable', hex('4c00000001140200')],
    ['executable', Buffer.concat([Buffer.alloc(32_769), Buffer.from('CD001')])],
    ['executable', one('META-INF/MANIFEST.MF')],
    ['tnef', hex('789f3e22 0100')],
    ['html', Buffer.from('<html><table><tr><td>姓名')],
    ['html', gbk('<meta charset=gb2312><table><tr><td>姓名')],
    ['csv', gbk('姓名,身份证号,公司\r\n熊旭,450100198703139320,宏达\r\n')],
    ['csv', Buffer.from('\ufeff姓名\t身份证号\t公司\n熊旭\t1\t2\n', 'utf16le')],
    ['text', Buffer.from('MZ001 请审核，谢谢。')],
    ['calendar', Buffer.from('BEGIN:VCALENDAR\r\n')],
    ['vcard', Buffer.from('BEGIN:VCARD\r\n')],
    ['signature', hex('3080 06092a864886f70d010702 a080')],
    ['encrypted', hex('3080 06092a864886f70d010703 a080')],
    ['mail', Buffer.from('Received: from a\r\n by b\r\nFrom: a@e00.test\r\nSubject: x\r\n\r\n')],
    ['unknown', hex('00010203fffefdfc')],
    ['unknown', Buffer.alloc(0)],
  ] as const)('%s', (kind, bytes) => {
    expect(contentKind(bytes)).toBe(kind)
  })
  test('encrypted: .xlsx with a password', async () => {
    expect(contentKind(await makeLockedXlsx(rows))).toBe('encrypted')
  })
})

test('a name makes a program only of what could be one', () => {
  expect(kindOfFile(xlsx, 'b.exe')).toBe('xlsx')
  expect(kindOfFile(program(), 'list.xlsx')).toBe('executable')
  expect(kindOfFile(Buffer.from('WScript.Echo 1'), '名单.vbs')).toBe('executable')
  expect(kindOfFile(Buffer.from('请审核'), '说明.txt')).toBe('text')
})
test('pictures that a page may show', () => {
  expect(pictureType(hex('89504e470d0a1a0a'))).toBe('image/png')
  expect(pictureType(hex('ffd8ffe0'))).toBe('image/jpeg')
  expect(pictureType(Buffer.from('<svg onload=x>'))).toBeNull()
})
