import { expect, test } from '@jest/globals'
import { letterOf } from '../../../test/support/letters.ts'
import type { Day } from '../../../domain/brand.ts'
import { renderLetter } from '../render.ts'

const common = {
  kind: 'note',
  authorityName: '广西建设机械协会',
  mailboxAddress: 'unban@association.test',
  subjectAnswered: '',
  receivedAt: '2026-11-26T01:05:00.000Z',
  baseUrl: 'http://127.0.0.1',
} as const
const cases = [
  { caseNo: 'GX-2026-000123', dueOn: '2027-01-06' as Day },
  { caseNo: 'GX-2026-000124', dueOn: '2027-01-07' as Day },
]

test('an enterprise whose requests had no day is told each of them, and not to send again', () => {
  const { subject, text } = renderLetter(letterOf({ ...common, topic: 'datesSet', enterpriseName: '南宁宏达', cases }))
  expect(subject).toContain('申请的预计答复日期已确定')
  expect(text).toContain('有 2 份申请')
  expect(text).toMatch(/GX-2026-000124\D+2027-01-07 前/)
  expect(text).toContain('不要重复发送')
})

test('the chief is told how many are past their deadline, and the oldest of them; an estimate is called one', () => {
  const said = (estimated: boolean) => renderLetter(letterOf({ ...common, topic: 'overdueReminder', cases, overdue: 37, estimated })) // prettier-ignore
  expect(said(false).subject).toContain('37 份解禁申请已超过答复期限')
  expect(said(false).text).toContain('http://127.0.0.1/overview')
  expect(said(false).text).not.toContain('预计')
  expect(said(true).text).toContain('预计')
})
