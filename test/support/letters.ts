/** Letters of an invented enterprise, for tests of what is said and how it looks. */
import type { Day } from '../../domain/brand.ts'
import type { Answer, AnswerRequest, AnswerRow, Letter } from '../../domain/unban/answers.ts'
import type { CodeFound } from '../../domain/unban/types.ts'

const enterpriseName = '南宁宏达建筑机械有限公司'
const names = ['贾鑫超', '白鹏', '郑霞', '欧阳涵东'] as const

/** Row n: 贾鑫超 is row 0, 4, 8 …; queued unless told otherwise. */
export const row = (n: number, given: Partial<AnswerRow> = {}): AnswerRow => ({
  n,
  name: names[n % names.length] ?? '',
  idLast4: '087X',
  business: 'unban',
  company: enterpriseName,
  outcome: { kind: 'queued' },
  askedBoth: false,
  sameAs: null,
  reasons: [],
  reasonText: '',
  ...given,
})
export const returned = (...codes: CodeFound[]): Pick<AnswerRow, 'outcome'> => ({
  outcome: { kind: 'returned', codes },
})

export const request = (given: Partial<AnswerRequest> = {}): AnswerRequest => ({
  caseNo: 'GX-2026-000123',
  enterpriseName,
  business: 'unban',
  rowNumbers: [1, 2, 3],
  place: 3,
  peopleAhead: 12,
  expected: { kind: 'day', dueOn: '2026-11-27' as Day },
  moved: [],
  ...given,
})

const common = {
  authorityName: '广西建设机械协会',
  mailboxAddress: 'unban@example.test',
  subjectAnswered: '解禁申请',
  receivedAt: '2026-11-20T06:05:11.000Z',
  baseUrl: 'https://hoistway.example.test',
}
type Given<Kind extends Answer['kind']> = Partial<Extract<Answer, { kind: Kind }>>

export const ack = (given: Given<'ack'>): Answer => ({
  ...common,
  kind: 'ack',
  rows: [],
  requests: [],
  badges: [],
  ...given,
})
export const returnOf = (given: Given<'return'>): Answer => ({
  ...common,
  kind: 'return',
  mailCodes: [],
  rows: [],
  ...given,
})
export const result = (given: Given<'result'>): Answer => ({
  ...common,
  kind: 'result',
  caseNo: 'GX-2026-000123',
  enterpriseName,
  business: 'unban',
  decidedAt: '2026-11-24T03:00:00.000Z',
  rows: [],
  ...given,
})
type EnterpriseNote = Extract<Answer, { linkUntil: unknown }>
export const note = (given: Partial<EnterpriseNote>): Answer => ({
  ...common,
  kind: 'note',
  topic: 'strangerWrote',
  enterpriseName,
  senderAddress: 'stranger@elsewhere.test',
  people: 3,
  link: null,
  linkUntil: null,
  ...given,
})

export const withdrawal = (rows: readonly AnswerRow[]): Answer => ({
  ...common,
  kind: 'note',
  topic: 'withdrawal',
  rows,
  unknownRows: [],
  caseNumbers: [],
})

export const letterOf = (answer: Answer, given: Partial<Letter> = {}): Letter => ({
  answer,
  from: { name: '广西建设机械协会', address: 'unban@example.test' },
  to: 'office@hongda.test',
  messageId: `unban.GX-2026-000123.${answer.kind}.1@example.test`,
  inReplyTo: '<list.1@hongda.test>',
  date: '2026-11-20T06:05:20.000Z',
  rowsHeader: '',
  ...given,
})
