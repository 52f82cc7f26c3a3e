/** 期限的告知: days that could not be said before, to an enterprise; what is past its deadline, to the chief. */
import type { Answer, DatedCase } from '../../../domain/unban/answers.ts'
import { lastMailRule } from './common.ts'
import { section, type LetterPage } from './page.ts'

type Note = Extract<Answer, { kind: 'note' }>
type DatesSet = Extract<Note, { topic: 'datesSet' }>
type OverdueReminder = Extract<Note, { topic: 'overdueReminder' }>

const facts = (cases: readonly DatedCase[], says: (day: string) => string) =>
  cases.map(({ caseNo, dueOn }) => ({ name: caseNo, says: says(dueOn) }))

export function datesSetPage(note: DatesSet): LetterPage {
  return {
    subject: '通知：申请的预计答复日期已确定',
    greeting: `${note.enterpriseName}：`,
    opening: [
      `贵单位有 ${note.cases.length} 份申请，此前因工作日历尚未公布，未能告知预计答复日期。现日历已公布，日期如下。`,
    ],
    sections: [section('预计答复日期', { facts: facts(note.cases, (day) => `${day} 前`) })],
    link: null,
    closing: [`排队次序不变。请不要重复发送：${lastMailRule}，重新发送会排到后面。`],
    caseNumbers: note.cases.map(({ caseNo }) => caseNo),
  }
}

export function overdueReminderPage(note: OverdueReminder): LetterPage {
  const estimated = note.estimated ? '（其中超出已公布日历的，到期日为预计）' : ''
  return {
    subject: `提醒：${note.overdue} 份解禁申请已超过答复期限`,
    greeting: `${note.authorityName}审核负责人：`,
    opening: [`现有 ${note.overdue} 份申请已超过 5 个工作日的答复期限${estimated}，请安排尽快办理。`],
    sections: [section('等待最久的', { facts: facts(note.cases, (day) => `应于 ${day} 前答复`) })],
    link: `${note.baseUrl}/overview`,
    closing: ['本提醒只在工作日的工作时间发送，每天至多一封。'],
    caseNumbers: [],
  }
}
