/** The ledger of the 85 nasty mails (reference/email.md 14): each number stands at the beginning of a test's title. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folders = ['domain', 'io', 'db', 'activities', 'workflows', 'web', 'scripts', 'test']
const numbers = Array.from({ length: 85 }, (_, index) => index + 1)

/** `#29 a processed mail …`, also several: `#4 #5 …`. A title may stand in a table of cases. */
const titleStart = /['"`]((?:#\d{1,2} )+)\S/g

function titled(): Set<number> {
  const found = new Set<number>()
  for (const folder of folders) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.test.ts') || file.endsWith('ledger.test.ts')) continue
      for (const [, start = ''] of readFileSync(join(root, folder, file), 'utf8').matchAll(titleStart)) {
        for (const number of start.match(/\d+/g) ?? []) found.add(Number(number))
      }
    }
  }
  return found
}

test('every nasty mail has a test', () => {
  const found = titled()
  expect(numbers.filter((number) => !found.has(number))).toEqual([])
})
