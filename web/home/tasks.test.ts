import { expect, test } from '@jest/globals'
import type { StaffHome } from './model.ts'
import { staffTasks } from './tasks.ts'

const waiting = (profiles: number) =>
  staffTasks({ profiles, calendarEnds: null } as StaffHome, 'en').map(({ text }) => text)

test('one profile waits, several wait', () => {
  expect(waiting(0)).toEqual([])
  expect(waiting(1)).toEqual(['1 enterprise profile waits for approval'])
  expect(waiting(2)).toEqual(['2 enterprise profiles wait for approval'])
})
