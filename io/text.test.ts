import { describe, expect, test } from '@jest/globals'
import { gbk } from '../test/support/gb18030.ts'
import { decodeText, repairText, shownLine, withoutControls } from './text.ts'

const text = '姓名,身份证号\r\n熊旭,450100198703139320'

describe('bytes of unknown encoding', () => {
  test.each([
    ['UTF-8', Buffer.from(text), ''],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), ''],
    ['GBK without a word about it', gbk(text), ''],
    ['GBK declared as UTF-8', gbk(text), 'utf-8'],
    ['GBK declared as Latin 1', gbk(text), 'iso-8859-1'],
    ['GBK declared as an encoding that does not exist', gbk(text), 'x-none'],
    ['UTF-8 declared as GB 2312', Buffer.from(text), 'gb2312'],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), ''],
    ['UTF-16 without one', Buffer.from(text, 'utf16le'), ''],
    ['UTF-16, high byte first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), ''],
  ])('%s', (_, bytes, declared) => {
    expect(decodeText(bytes, declared)).toBe(text)
  })

  test('a rare character of four bytes, which GB 2312 and GBK lack', () => {
    expect(decodeText(Buffer.from('95328236b5a5', 'hex'), 'gb2312')).toBe('𠀀单')
  })
  test('another declared encoding where it explains the bytes', () => {
    expect(decodeText(Buffer.from('a7f5ac77', 'hex'), 'big5')).toBe('李洲')
  })
  test('a mail cut off in the middle of a character keeps the rest', () => {
    expect(decodeText(Buffer.from('熊旭'.repeat(200)).subarray(0, 1_000))).toBe('熊旭'.repeat(166) + '熊')
  })
  test('bytes kept in a string are repaired, decoded text is left alone', () => {
    expect(repairText(gbk('熊旭.xlsx').toString('latin1'))).toBe('熊旭.xlsx')
    expect(repairText('熊旭é.xlsx')).toBe('熊旭é.xlsx')
  })
})

test('a line for people has no control, direction or half characters', () => {
  expect(shownLine('\u202e解\r\n禁\0\ud800 申请\u200b', 50)).toBe('解 禁\ufffd 申请')
  expect(shownLine('解禁'.repeat(10), 5)).toBe('解禁解禁解')
})
test('a text keeps its lines', () => {
  expect(withoutControls('一\r\n二\t三\0\x1b')).toBe('一\r\n二\t三')
})
