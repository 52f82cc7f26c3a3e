/** 进度的答复: where every waiting person of the enterprise stands, with the numbers of this moment. */
import type { Answer, ProgressRequest } from '../../../domain/unban/answers.ts'
import { businessWords, expectedSentence, people, rowShown, toTheSecond } from './common.ts'
import { section, type LetterPage, type Section } from './page.ts'

type Progress = Extract<Answer, { kind: 'progress' }>

export function progressPage({ requests, receivedAt }: Progress): LetterPage {
  const rows = requests.flatMap((request) => request.rows)
  return {
    subject: requests.length === 0 ? '进度：目前没有排队的人员' : `进度：${requests.length} 份申请，${people(rows)} 人`,
    greeting: '您好：',
    opening:
      requests.length === 0
        ? [`您于 ${toTheSecond(receivedAt)} 查询进度。贵单位目前没有正在排队或审核的人员。`]
        : [`您于 ${toTheSecond(receivedAt)} 查询进度。贵单位正在排队或审核的人员如下。`],
    sections: requests.map(requestSection),
    link: null,
    closing: ['查询进度不影响排队次序。每小时答复一次。'],
    caseNumbers: requests.map(({ caseNo }) => caseNo),
  }
}

function requestSection(request: ProgressRequest): Section {
  const { place } = request
  return section(
    `[${request.caseNo}] ${request.enterpriseName}，${businessWords[request.business]} ${people(request.rows)} 人`,
    {
      facts: [
        { name: '收到时间', says: toTheSecond(request.receivedAt) },
        { name: '排队', says: place === null ? '正在审核' : `第 ${place.place} 份，前面 ${place.peopleAhead} 人` },
        { name: '预计', says: expectedSentence(request.expected) },
        { name: '查询', says: request.statusUrl },
      ],
      rows: request.rows.map((row) => rowShown(row, row.outcome.kind === 'R15' ? '正在审核' : '排队', [])),
    },
  )
}
