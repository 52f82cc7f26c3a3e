import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import { toDoOf, toDos, toDoWords } from './to-do.ts'

const today = '2026-11-21' as Day
const far = '2028-01-01' as Day
const whole = { status: 'disabled', complete: true, place: null, rejected: false, validUntil: far } as const

test('what is with the enterprise to do comes before what it waits for', () => {
  expect(toDoOf({ ...whole, complete: false, place: 'waiting' }, today)).toBe('waitingIncomplete')
  expect(toDoOf({ ...whole, complete: false }, today)).toBe('incomplete')
  expect(toDoOf(whole, today)).toBe('ready')
  expect(toDoOf({ ...whole, place: 'waiting' }, today)).toBe('waiting')
  expect(toDoOf({ ...whole, complete: false, place: 'underReview' }, today)).toBe('underReview')
  expect(toDos.indexOf('incomplete')).toBeLessThan(toDos.indexOf('waiting'))
})

test('who was rejected is told to mend what the reasons name, until they ask again', () => {
  expect(toDoOf({ ...whole, rejected: true }, today)).toBe('rejected')
  expect(toDoOf({ ...whole, rejected: true, complete: false }, today)).toBe('incomplete')
  expect(toDoOf({ ...whole, rejected: true, place: 'waiting' }, today)).toBe('waiting')
  expect(toDoOf({ ...whole, rejected: true, status: 'active' }, today)).toBe('done')
})

test('of an active person only a certificate near its end is told', () => {
  const active = { ...whole, status: 'active', complete: false } as const
  expect(toDoOf(active, today)).toBe('done')
  expect(toDoOf({ ...active, validUntil: '2026-12-20' as Day }, today)).toBe('expiring')
  expect(toDoOf({ ...active, validUntil: '2026-12-21' as Day }, today)).toBe('done')
  expect(toDoOf({ ...active, validUntil: null }, today)).toBe('done')
})

test('each has its words', () => {
  expect(toDos.filter((toDo) => toDoWords[toDo].zh === '' || toDoWords[toDo].en === '')).toEqual([])
})
