import { expect, test } from '@jest/globals'
import { isOpenQuestion } from './questions.ts'

const at = '2026-11-20T01:00:00.000Z'
test.each([
  ['note', 'replyWithoutForm', null, true],
  ['note', 'withdrawalRefused', null, true],
  ['note', 'replyWithoutForm', at, false],
  // Done by the program.
  ['note', 'withdrawn', null, false],
  ['note', 'progress', null, false],
  ['returned', 'form', null, false],
  ['manual', 'unreadable', null, false],
] as const)(
  'a mail that is %s because of %s, seen to at %s, is an open question: %s',
  (state, stateReason, handledAt, open) => {
    // prettier-ignore
    expect(isOpenQuestion({ state, stateReason, handledAt })).toBe(open)
  },
)
