import { expect, test } from '@jest/globals'
import { recordChecks } from '../../domain/person/record.ts'
import { orderedReasons } from '../../domain/unban/rejections.ts'
import type { Visit } from '../visit.ts'
import { presentLines } from './lines.ts'
import type { ReviewModel, ReviewRow } from './model.ts'
import type { ReviewAsked } from './asked.ts'
import { socialSecurityText } from './lines.ts'
import { presentReview } from './presenter.ts'

const visit: Visit = {
  language: 'zh', now: '2026-11-20T06:00:00.000Z', snapshot: null, signedIn: null, csrf: '', lapsed: null, wantsJson: false, url: '/',
  nonce: '', userAgent: '', ip: '',
} // prettier-ignore
const company = '南宁宏达建筑机械租赁有限公司'
const row = (parts: Partial<ReviewRow> = {}): ReviewRow => ({
  id: 7, n: 1, state: 'locked', decision: null, reasons: [], text: '', kept: null, movedTo: null,
  mailed: { name: '贾鑫超', idNumber: '4501…087X', company, remark: '' },
  person: {
    id: 9, name: '贾鑫超', idNumber: '4501…087X', sameIdNumber: true, sex: 'male', birthDate: '1987-03-13', phone: '…5801',
    phonePlaceholder: false, postType: '操作人员', post: '司机', trade: '司机', status: 'disabled', owner: { id: 3, name: company },
    photo: '/persons/9/files/a', certificates: [], socialSecurity: null, contract: null, changedSinceDecision: false,
  },
  checks: [{ key: 'name', ok: true, must: true, words: { zh: '姓名与登记一致', en: 'same' } }], recordChecks: [], mayApprove: true,
  past: [], sentAgain: false, named: [], ...parts,
}) // prettier-ignore
const allowed = { allowed: true, why: null }
const denied = { allowed: false, why: 'notPutAside' } as const
const model = (parts: Partial<ReviewModel> = {}): ReviewModel => ({
  id: 5, caseNo: 'GX-2026-000005', state: 'claimed', business: 'unban', enterprise: { id: 3, name: company },
  receivedAt: '2026-11-18T01:02:11.000Z', place: { place: 1, requestsAhead: 0, peopleAhead: 0 },
  due: { on: '2026-11-25', at: '2026-11-25T09:30:00.000Z', workingDaysLeft: 3, state: 'ok' }, decidedAt: null, answeredAt: null,
  answers: [], version: 4, enterpriseStatus: 'approved', enterpriseMissing: [], reviewer: { name: '张怀民', you: true },
  claimUntil: '2026-11-20T06:18:20.000Z', undoUntil: null,
  may: { decide: allowed, endReview: allowed, undoEnd: { allowed: false, why: 'notEnding' }, release: allowed, putAside: allowed, takeBack: denied, revokeClaim: denied, note: allowed }, kept: [],
  rows: [row(), row({ id: 8, n: 2, decision: 'approve' })],
  mail: { id: 2, from: 'a@e00.test', fromName: '', subject: '', dateHeader: '', messageId: '', timeSource: 'internalDate', verdict: null, badges: [], text: '', attachments: [] },
  others: [], asides: [], resends: [], chain: [], notes: [], replies: [], reasonOrder: orderedReasons(parts.business ?? 'unban', new Map()), letter: null, ...parts,
}) // prettier-ignore
const asked: ReviewAsked = { rowId: null, only: null, typed: null, draft: null, form: null, notice: null }

test('the first person who waits is shown, with what is left to decide', () => {
  const page = presentReview(model(), asked, visit)
  expect(page.heading).toBe(`GX-2026-000005 · ${company} · 解禁 2 人`)
  expect(page.people.map(({ mark, current }) => [mark.shape, mark.word, current])).toEqual([['○', '未决定', true], ['✓', '通过', false]]) // prettier-ignore
  expect(page.claim?.left).toBe('18:20')
  expect(page.approveRest?.label).toBe('全部通过其余 (1)')
  expect(page.end?.blocked).toBe('还有 1 人未作决定')
})

test('when everybody is decided the page stays with the last of them, and says why there is nothing to write for who has moved', () => {
  const moved = row({ id: 6, state: 'moved' })
  const rows = [moved, row({ decision: 'approve' }), row({ id: 8, n: 2, decision: 'reject' }), row({ id: 10, n: 3, state: 'moved' })] // prettier-ignore
  const page = presentReview(model({ rows }), asked, visit)
  expect(page.people.map(({ current }) => current)).toEqual([false, false, true, false])
  expect(page.end?.next).toBe(true)
  expect([page.current?.decide === null, page.noText]).toEqual([false, ''])
  const gone = presentReview(model({ rows }), { ...asked, rowId: 6 }, visit)
  expect(gone.current?.decide).toBeNull()
  expect(gone.noText).toBe('此人已移至新邮件，不由这份申请作决定，没有可填写的说明。')
})

test('who does not hold the request reads it, and is told why', () => {
  const no = { allowed: false, why: 'claimedByOther' } as const
  const page = presentReview(model({ reviewer: { name: '钟敏', you: false }, may: { decide: no, endReview: no, undoEnd: no, release: no, putAside: no, takeBack: no, revokeClaim: no, note: allowed } }), asked, visit) // prettier-ignore
  expect(page.readOnly).toBe('这份申请正由其他工作人员审核。（钟敏）')
  expect(page.noText).toBe(page.readOnly)
  expect([page.current?.decide, page.current?.reveal, page.end, page.undo, page.release, page.approveRest, page.claim]).toEqual(Array(7).fill(null)) // prettier-ignore
})

test('a person with a failing check is not offered for passing, and the check is named', () => {
  const failing = row({
    mayApprove: false,
    checks: [{ key: 'photo', ok: false, must: true, words: { zh: '缺照片', en: 'no photo' } }],
  })
  const page = presentReview(model({ rows: [failing] }), asked, visit)
  expect(page.current?.decide).toMatchObject({ mayApprove: false, whyNotApprove: '不能通过：缺照片' })
  expect(page.approveRest).toBeNull()
})

test('what was typed and refused stands before a draft, a draft before what was decided', () => {
  const decided = row({ decision: 'reject', reasons: ['photoUnclear'], text: '原来的' })
  const show = (more: Partial<ReviewAsked>) => {
    const decide = presentReview(model({ rows: [decided] }), { ...asked, ...more }, visit).current?.decide
    return [decide?.text, decide?.reasons.filter((reason) => reason.checked).map((reason) => reason.code)]
  }
  const draft = { rowId: 7, reasons: ['contractIncomplete'], text: '草稿' }
  expect(show({})).toEqual(['原来的', ['photoUnclear']])
  expect(show({ draft })).toEqual(['草稿', ['contractIncomplete']])
  expect(show({ draft, typed: { rowId: 7, reasons: [], text: '刚输入的' } })).toEqual(['刚输入的', []])
})

test('a decision kept for the engine is shown as made', () => {
  const page = presentReview(model({ rows: [row({ kept: 'reject' })] }), asked, visit)
  expect(page.people[0]?.mark).toEqual({ tone: 'bad', shape: '✗', word: '驳回（已记下）' })
  expect(page.end?.blocked).toBe('')
})

test('an act that is kept is said, asked after, and not offered a second time', () => {
  const keptAt = '2026-11-20T05:59:00.000Z'
  const ended = (outcome: string | null) => presentReview(model({ rows: [row({ decision: 'approve' })], kept: [{ name: 'endReview', keptAt, outcome }] }), asked, visit) // prettier-ignore
  expect(ended(null).end).toMatchObject({ blocked: '已记下，流程引擎恢复后自动结束审核', next: false })
  expect(ended(null).kept).toEqual({ href: '/requests/5', state: 'claimed' })
  expect(ended(null).notice?.text).toContain('已记下您的操作')
  expect(ended('stale')).toMatchObject({ end: { blocked: '', next: true }, kept: null, notice: null })
  const released = presentReview(model({ kept: [{ name: 'release', keptAt, outcome: null }] }), asked, visit)
  expect([released.release, released.putAside === null]).toEqual([null, false])
})

test('each reason has its key, and a binding is offered only the reasons that fit one', () => {
  const keys = (business: 'unban' | 'bind') => presentReview(model({ business }), asked, visit).current?.decide?.reasons.map(({ key }) => key).join('') // prettier-ignore
  expect(keys('unban')).toBe('123456789')
  expect(keys('bind')).toBe('123')
})

test('mail and register stand side by side, differences marked, every check on its line', () => {
  const person = { ...row().person, name: '贾鑫朝' }
  const lines = presentLines(row({ person, checks: [{ key: 'name', ok: false, must: true, words: { zh: '姓名与登记不一致', en: '' } }] }), company, 'zh') // prettier-ignore
  expect(lines[0]).toEqual({
    label: '姓名',
    mailed: [{ text: '贾鑫', differs: false }, { text: '超', differs: true }],
    register: [{ text: '贾鑫', differs: false }, { text: '朝', differs: true }],
    details: [],
    checks: [{ tone: 'bad', shape: '✗', text: '姓名与登记不一致' }],
  }) // prettier-ignore
})

test('no check of the record is lost on the way to the page', () => {
  const fact = {
    id: 9, name: '贾鑫超', enterpriseId: 3, status: 'disabled', phone: '', hasPhoto: false,
    certificates: [{ number: 'A1', kind: '司机证', trade: '司机', validUntil: '2026-01-01', hasScan: false }],
    socialSecurity: { month: '2026-11', kind: 'unit', payer: '', insurances: [] }, contract: null, postType: '', post: '', trade: '',
  } as unknown as Parameters<typeof recordChecks>[0] // prettier-ignore
  const found = recordChecks(fact, '2026-11-18' as Parameters<typeof recordChecks>[1], company)
  const checks = found.map(({ key, ok, item, words }) => ({ key, ok, must: item !== null, words }))
  const shown = presentLines(row({ recordChecks: checks, checks: [] }), company, 'zh').flatMap((line) => line.checks)
  expect(shown).toHaveLength(found.length)
})

test('a proof without insurances says so, and leaves no gap', () => {
  const proof = { month: '2026-10', kind: 'personal', payer: '宏达公司', insurances: [] } as const
  expect(socialSecurityText(proof, 'zh')).toBe('2026-10 · 未列险种 · 个人证明 · 宏达公司')
})
