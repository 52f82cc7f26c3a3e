import { expect, test } from '@jest/globals'
import { readBounce } from './bounce.ts'

test.each([
  ['failed', '5.1.1', true, true],
  ['failed', '5.2.2', true, true],
  ['failed', '4.4.7', true, true],
  ['failed', '5.7.1', true, false],
  ['', '5.1.1', true, true],
  ['', '', false, false],
  ['delayed', '4.4.1', false, false],
  ['relayed', '2.0.0', false, false],
])('%s %s: ended %s, the address is to blame %s', (action, status, failed, addressAtFault) => {
  expect(readBounce({ action, status })).toEqual({ failed, addressAtFault })
})
