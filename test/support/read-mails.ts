/** Mails as reading finds them: valid ones, of which a test changes only what it is about. Everybody is invented. */
import type { FoundTable, HeaderLine, ReadAttachment, ReadMail } from '../../domain/mail/types.ts'

export const officeAddress = 'office@e00.test'
export const hongda = '南宁宏达建筑机械租赁有限公司'
export const authserv = 'mx.association.test'

export function header(name: string, value: string): HeaderLine {
  return { name, value }
}

/** Trace lines as the association's server puts them above everything else. */
export function traced(results: string, below: readonly HeaderLine[] = []): HeaderLine[] {
  return [
    header('return-path', `<${officeAddress}>`),
    header('delivered-to', 'unban@association.test'),
    header('received', 'from mail.e00.test (mail.e00.test [192.0.2.7]) by mx.association.test with ESMTPS id 7'),
    header('authentication-results', `${authserv}; ${results}`),
    ...below,
    header('from', officeAddress),
  ]
}

export function aMail(changes: Partial<ReadMail> = {}): ReadMail {
  return {
    headers: traced(`dmarc=pass header.from=e00.test`),
    from: [{ address: officeAddress, name: '宏达办公室' }],
    fromHeaders: 1,
    messageId: '<20261120.1@e00.test>',
    messageIdHeaders: 1,
    inReplyTo: null,
    references: [],
    subject: '人员解禁申请',
    dateHeader: 'Fri, 20 Nov 2026 14:04:50 +0800',
    text: '',
    linkHosts: [],
    attachments: [],
    tables: [],
    dsn: null,
    unreadable: false,
    ...changes,
  }
}

export function anAttachment(changes: Partial<ReadAttachment> = {}): ReadAttachment {
  return {
    name: '关于人员问题业务处理的表格.xlsx',
    size: 12_000,
    sha256: 'a'.repeat(64),
    kind: 'xlsx',
    inline: false,
    hasMacros: false,
    problem: null,
    ...changes,
  }
}

export type RowCells = Partial<Record<'name' | 'idNumber' | 'company' | 'business' | 'remark', string>>

/** The first sheet of the form, as the blank one is laid out. */
export function formCells(rows: readonly RowCells[]): string[][] {
  return [
    ['关于人员问题业务处理的表格'],
    ['联系人', '邱斌晓', '联系电话', '19900003220'],
    ['序号', '姓名', '身份证号', '所属公司', '业务类型', '备注'],
    ...rows.map((row, index) => [
      String(index + 1),
      row.name ?? '',
      row.idNumber ?? '',
      row.company ?? '',
      row.business ?? '',
      row.remark ?? '',
    ]),
  ]
}

export function aTable(cells: readonly (readonly string[])[], changes: Partial<FoundTable> = {}): FoundTable {
  return { source: 'attachment', attachment: 0, cells, lossyCells: [], ...changes }
}

export const xiong: RowCells = { name: '熊旭', idNumber: '450100198703139320', company: hongda, business: '解禁' }
export const sun: RowCells = { name: '孙芳', idNumber: '45010019710620955X', company: hongda, business: '解禁' }

/** A mail with one form attached. */
export function aMailWithForm(rows: readonly RowCells[] = [xiong], changes: Partial<ReadMail> = {}): ReadMail {
  return aMail({ attachments: [anAttachment()], tables: [aTable(formCells(rows))], ...changes })
}
