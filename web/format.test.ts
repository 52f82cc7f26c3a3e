import { expect, test } from '@jest/globals'
import { agoText, clockText, dueText, momentText, momentToSecond, sizeText, waitText } from './format.ts'

test('moments are told in Shanghai, a place in the queue to the second', () => {
  expect(momentText('2026-11-20T16:05:11.000Z')).toBe('2026-11-21 00:05')
  expect(momentToSecond('2026-11-18T01:02:11.000Z')).toBe('2026-11-18 09:02:11')
})

test('a distance is told in the largest whole unit', () => {
  const now = '2026-11-20T06:00:00.000Z'
  expect(agoText('2026-11-20T05:59:52.000Z', now, 'zh')).toBe('8 秒前')
  expect(agoText('2026-11-20T05:58:31.000Z', now, 'zh')).toBe('1 分钟前')
  expect(agoText('2026-11-18T05:00:00.000Z', now, 'en')).toBe('2 d ago')
  expect(agoText('2026-11-20T06:00:03.000Z', now, 'zh')).toBe('刚刚')
  expect(waitText('2026-11-20T03:59:00.000Z', now, 'zh')).toBe('2 小时')
  expect(waitText('2026-11-18T05:00:00.000Z', now, 'en')).toBe('2 d')
  expect(waitText('2026-11-20T06:00:03.000Z', now, 'zh')).toBe('0 秒')
})

test('what is left of a claim counts down to nothing, never below', () => {
  expect(clockText('2026-11-20T06:18:20.000Z', '2026-11-20T06:00:00.000Z')).toBe('18:20')
  expect(clockText('2026-11-20T05:00:00.000Z', '2026-11-20T06:00:00.000Z')).toBe('0:00')
})

test('working days left, today, over, and none promised', () => {
  expect([2, 0, -1, null].map((left) => dueText(left, 'zh'))).toEqual(['还剩 2 个工作日', '今天到期', '已超 1 个工作日', '超出已公布的工作日历，暂不承诺']) // prettier-ignore
})

test('sizes', () => {
  expect([0, 900, 7_270, 1_468_006, 62_914_560].map(sizeText)).toEqual(['0 B', '900 B', '7.1 KB', '1.4 MB', '60.0 MB'])
})
