/** #44: what was made to hurt comes to an end, in a process of its own, and a good mail beside it is read. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createSandbox, type Sandbox } from '../../../io/sandbox.ts'
import { goodMail, hostileMails } from '../../support/hostile-mails.ts'

const timeoutMs = 10_000
let sandbox: Sandbox
beforeAll(() => {
  sandbox = createSandbox({ children: 3, timeoutMs, memoryMb: 256 })
})
afterAll(() => sandbox.close())

/** Read from the form's own parts, whatever else is in the file. */
const readable = [
  'ZIP with ../ in a name', 'RAR 4 with a size that lies', 'RAR 5 with a size that lies', 'xlsx of formulas',
  'xlsx with an entity bomb and an outside entity', 'a name of 100 KB', '50,000 nested div', '43 MiB attached',
] // prettier-ignore

test.each(Object.entries(hostileMails).map(([name, make]) => ({ name, make })))('#44 $name', async ({ name, make }) => {
  const raw = make()
  const from = performance.now()
  const [hostile, good] = await Promise.all([sandbox.readMail(raw), sandbox.readMail(goodMail())])
  // Waiting for a free child and starting a new one come on top.
  expect(performance.now() - from).toBeLessThan(timeoutMs * 1.5)
  expect(good).toMatchObject({ kind: 'read', value: { unreadable: false, tables: [{ cells: [['姓名'], ['熊旭']] }] } })
  if (hostile.kind !== 'read') throw new Error(hostile.kind)
  const { unreadable, attachments, tables } = hostile.value
  const problem = unreadable ? 'unreadable' : (attachments.at(-1)?.problem ?? (attachments.length === 0 ? 'none' : null))
  if (readable.includes(name)) expect([null, 'none']).toContain(problem)
  else {
    expect(problem).not.toBeNull()
    expect(tables).toEqual([])
  }
  // Nothing from this machine, nothing calculated.
  expect(JSON.stringify(tables)).not.toMatch(/root:|aaaa/)
}) // prettier-ignore
