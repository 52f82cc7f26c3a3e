import { expect, test } from '@jest/globals'
import { aTable, anAttachment } from '../../test/support/read-mails.ts'
import { sortedInto, sortedStates } from './sorting.ts'
import { mayBeApplication } from './junk.ts'
import type { ContentKind } from './types.ts'

test.each<[ContentKind, boolean]>([
  ['xlsx', true],
  ['xls', true],
  ['csv', true],
  ['archive', true],
  ['encrypted', true],
  ['tnef', true],
  ['image', false],
  ['pdf', false],
  ['executable', false],
  ['unknown', false],
])('a mail in Junk with a file of kind %s is taken: %s', (kind, taken) => {
  expect(mayBeApplication({ attachments: [anAttachment({ kind })], tables: [] })).toBe(taken)
})

test('a table in a file counts by what it is, one in the text does not', () => {
  expect(mayBeApplication({ attachments: [anAttachment({ kind: 'html' })], tables: [aTable([['a']])] })).toBe(true)
  expect(mayBeApplication({ attachments: [], tables: [aTable([['a']], { source: 'body', attachment: -1 })] })).toBe(false) // prettier-ignore
})

test('what somebody has yet to look at stays in the inbox', () => {
  expect(sortedInto.manual).toBeNull()
  expect(sortedInto.onHold).toBeNull()
  expect(sortedInto.note).toBeNull()
  expect(sortedInto.accepted).toEqual(['Unban', 'Accepted'])
  expect(sortedStates).toEqual(expect.arrayContaining(['accepted', 'returned', 'quarantined', 'own', 'auto', 'dsn']))
})
