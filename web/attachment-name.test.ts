import { expect, test } from '@jest/globals'
import { attachmentName } from './attachment-name.ts'

test.each([
  ['mail-12.eml', 'mail-12.eml', 'mail-12.eml'],
  ['从业人员导入表.xlsx', 'attachment.xlsx', '%E4%BB%8E%E4%B8%9A%E4%BA%BA%E5%91%98%E5%AF%BC%E5%85%A5%E8%A1%A8.xlsx'],
  ['表格.xlsx.quarantined', 'attachment.quarantined', '%E8%A1%A8%E6%A0%BC.xlsx.quarantined'],
  ['无后缀', 'attachment', '%E6%97%A0%E5%90%8E%E7%BC%80'],
  ['', 'attachment', ''],
])('%s: a stand-in with its ending, and the name itself', (name, standIn, encoded) => {
  expect(attachmentName(name)).toBe(`attachment; filename="${standIn}"; filename*=UTF-8''${encoded}`)
})

test.each([
  'a"; filename="b.exe',
  'a\\b.xlsx',
  'a\r\nSet-Cookie: x=1.xlsx',
  '100%41.xlsx',
  "it's*(1).pdf",
  'half\ud800.png',
])('nothing in a name ends the header or its quotation marks: %j', (name) => {
  const header = attachmentName(name)
  expect(header).toMatch(/^attachment; filename="[\w .()+-]+"; filename\*=UTF-8''[\w.!~%-]*$/)
})
