import { expect, test } from '@jest/globals'
import type { Visit } from '../visit.ts'
import type { QueueItem, QueueModel } from './model.ts'
import { mailboxTag, presentQueue, type QueueAsked } from './presenter.ts'

const now = '2026-11-20T06:00:00.000Z'
const visit: Visit = {
  language: 'zh', now, snapshot: null, signedIn: null, csrf: '', lapsed: null, wantsJson: false, url: '/queue', nonce: '', userAgent: '', ip: '',
} // prettier-ignore
const item = (parts: Partial<QueueItem>): QueueItem => ({
  id: 5, caseNo: 'GX-2026-000005', place: 1, receivedAt: '2026-11-18T01:02:11.000Z', enterprise: { id: 3, name: '南宁宏达建筑机械租赁有限公司' },
  business: 'unban', people: 3, state: 'queued', due: { on: '2026-11-25', at: '2026-11-25T09:30:00.000Z', workingDaysLeft: 3, state: 'ok' },
  reviewer: null, claimUntil: null, resent: false, decidedAt: null, answeredAt: null, approved: 0, rejected: 0, aside: null, ...parts,
}) // prettier-ignore
const model = (parts: Partial<QueueModel>): QueueModel => ({
  view: 'waiting',
  figures: {
    requests: 37,
    people: 90,
    oldestAt: '2026-11-18T01:02:11.000Z',
    near: 3,
    over: 0,
    queued: 36,
    decidedThisWeek: 12,
  },
  week: { days: [], averageWorkingDays: 1.8 },
  mailbox: null,
  engine: { ok: true, since: null },
  requests: [],
  next: null,
  ...parts,
})
const none: QueueAsked = { enterprise: '', business: null, state: null, after: null }
const present = (parts: Partial<QueueModel>, asked: Partial<QueueAsked> = {}) => presentQueue(model(parts), { ...none, ...asked }, visit, null) // prettier-ignore

test('the head tells what waits, since when, and what is near', () => {
  const page = present({})
  expect(page.summary).toBe('待审 37 份 · 90 人 · 最早 11-18 09:02')
  expect(page.near).toEqual({ tone: 'warn', shape: '▲', word: '临期 3' })
  expect(page.over).toBeNull()
})

test('a row tells the last mail to the second, who has it, and that a resend moved it here', () => {
  const [row] = present({
    requests: [item({ state: 'claimed', reviewer: { name: '张怀民', you: false, idleMinutes: null }, resent: true })],
  }).rows
  expect(row).toMatchObject({
    place: '1',
    receivedAt: '2026-11-18 09:02:11',
    who: '张怀民',
    resent: '↻ 重发后移至此位',
  })
  expect(row?.state).toEqual({ tone: 'busy', shape: '●', word: '审核中' })
})

test('nothing but the next one can be taken: rows lead to reading only', () => {
  const page = present({ requests: [item({ id: 5 }), item({ id: 6, place: 2 })] })
  expect(page.takeHref).toBe('/queue/next')
  expect(page.rows.map((row) => row.href)).toEqual(['/requests/5', '/requests/6'])
  expect(present({ figures: { ...model({}).figures, queued: 0 } })).toMatchObject({ takeDisabled: true, takeWhyNot: '目前没有可取的申请。' }) // prettier-ignore
})

test('the next page keeps the filter in its address', () => {
  expect(present({ next: 88 }, { enterprise: '宏达' }).pager?.next).toBe(
    '/queue?enterprise=%E5%AE%8F%E8%BE%BE&after=88',
  )
})

test('the mailbox is told in words', () => {
  const mailbox = { address: 'a@b.test', lastOkAt: '2026-11-20T05:59:52.000Z', lastErrorAt: null, errorKind: null }
  expect(mailboxTag({ mailbox }, 'zh', now)).toEqual({ tone: 'good', shape: '✓', word: '邮箱正常 · 8 秒前' })
  expect(mailboxTag({ mailbox: { ...mailbox, errorKind: 'auth' } }, 'zh', now).word).toBe(
    '邮箱授权码失效，请重新授权（上次正常 · 8 秒前）',
  )
  expect(mailboxTag({ mailbox: { ...mailbox, lastOkAt: '2026-11-20T05:00:00.000Z' } }, 'zh', now).tone).toBe('warn')
})

test('an empty queue says what will appear', () => {
  expect(present({}).empty).toContain('排在这里')
  expect(present({}, { enterprise: 'x' }).empty).toBe('没有符合筛选条件的申请。')
})
