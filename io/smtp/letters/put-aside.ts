/** 搁置的告知: why the request waits a while, until when, and that nothing is to be sent again. */
import { dayOf, timeOf } from '../../../domain/calendar/day.ts'
import type { Answer } from '../../../domain/unban/answers.ts'
import { putAsideDays, putAsideWords } from '../../../domain/unban/put-aside.ts'
import { businessWords, lastMailRule, toTheSecond } from './common.ts'
import type { LetterPage } from './page.ts'
import { shown } from './private.ts'

type Note = Extract<Answer, { kind: 'note'; topic: 'putAside' }>

export function putAsidePage(note: Note): LetterPage {
  const own = shown(note.reasonText, 'reviewersWords')
  const why = note.reason === 'other' ? own : [putAsideWords[note.reason].zh, own].filter((text) => text !== '').join('：') // prettier-ignore
  const until =
    note.until === null
      ? `最迟在 ${putAsideDays} 个工作日内恢复审核`
      : `最迟 ${dayOf(note.until)} ${timeOf(note.until).slice(0, 5)} 恢复审核`
  return {
    subject: `[${note.caseNo}] 申请暂时搁置，排队次序不变`,
    greeting: `${note.enterpriseName}：`,
    opening: [
      `贵单位于 ${toTheSecond(note.receivedAt)} 提交的${businessWords[note.business]}申请（${note.caseNo}）暂不能作出决定，已搁置。`,
      `原因：${why.replace(/。$/, '')}。`,
      `${until}。排队次序不变，答复期限照常计算。`,
    ],
    sections: [],
    link: null,
    closing: [`请不要重复发送：${lastMailRule}，重新发送会排到后面。`],
    caseNumbers: [note.caseNo],
  }
}
