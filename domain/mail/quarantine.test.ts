import { expect, test } from '@jest/globals'
import { areFilesLocked } from './quarantine.ts'

test.each([
  ['quarantined', 'harmful', true],
  ['quarantined', 'forged', true],
  ['quarantined', null, true],
  // The chief has settled it: a virus stays one, a forged sender is no danger of the file.
  ['dismissed', 'harmful', true],
  ['accepted', 'harmful', true],
  ['accepted', 'forged', false],
  ['accepted', null, false],
  ['manual', null, false],
] as const)('files of a mail that is %s and was set apart as %s are locked: %s', (state, quarantinedAs, locked) => {
  expect(areFilesLocked({ state, quarantinedAs })).toBe(locked)
})
