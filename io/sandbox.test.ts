import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from '@jest/globals'
import * as hostile from '../test/support/hostile-files.ts'
import { createSandbox, SandboxAway, type Sandbox, type SandboxOptions } from './sandbox.ts'

const rows = [['姓名'], ['熊旭']]
const small = hostile.makeXlsx(hostile.sheetXml(rows))
const mail = hostile.mailAround('a.xlsx', small)
const mebibyte = 1024 * 1024
/** Within every limit of size, and many times larger in memory. */
const heavy = hostile.makeXlsx(hostile.sheetXml(rows), [
  {
    name: 'xl/sharedStrings.xml',
    bytes: Buffer.from(
      `<sst>${Array.from({ length: 250_000 }, (_, n) => `<si><t>${(n * 7_919) % 1_000_003}</t></si>`).join('')}</sst>`,
    ),
  },
])

let sandbox: Sandbox
function open(options: Partial<SandboxOptions> = {}): Sandbox {
  sandbox = createSandbox({ children: 1, ...options })
  return sandbox
}
afterEach(() => sandbox.close())

async function firstChild(): Promise<number> {
  for (;;) {
    const [pid] = sandbox.processIds()
    if (pid !== undefined) return pid
    await new Promise((resume) => setTimeout(resume, 10))
  }
}

test('reads mails and workbooks, one child for all', async () => {
  open()
  expect(await sandbox.readMail(mail)).toMatchObject({
    kind: 'read',
    value: { subject: 'x', attachments: [{ name: 'a.xlsx', kind: 'xlsx' }], tables: [{ cells: rows }] },
  })
  const [child] = sandbox.processIds()
  expect(await sandbox.readWorkbook(small)).toEqual({ kind: 'read', value: { kind: 'xlsx', reading: { cells: rows, lossyCells: [], sheetRows: rows.map((_, at) => at + 1) } } }) // prettier-ignore
  expect(await sandbox.readWorkbook(Buffer.alloc(0))).toEqual({
    kind: 'read',
    value: { kind: 'unknown', reading: null },
  })
  expect(sandbox.processIds()).toEqual([child])
})

test('a child knows nothing of our environment', async () => {
  open()
  await sandbox.readMail(mail)
  const [child] = sandbox.processIds()
  if (process.platform !== 'linux') return
  const names = readFileSync(`/proc/${child}/environ`, 'utf8').split('\0').map((line) => line.split('=')[0]) // prettier-ignore
  expect(names.filter((name) => name !== '' && !name?.startsWith('NODE_CHANNEL'))).toEqual([])
})

test('without being kept warm, the first child is started when needed', async () => {
  open({ keepWarm: false })
  expect(sandbox.processIds()).toEqual([])
  expect((await sandbox.readWorkbook(small)).kind).toBe('read')
})

describe('a file that hurts', () => {
  test.each([
    ['1,048,576 rows', hostile.millionRows()],
    ['one cell of 70 MB', hostile.hugeCell(70 * mebibyte)],
    ['a directory that lies', hostile.lyingWorkbook(64 * mebibyte)],
    ['an entity bomb', hostile.entityBomb()],
  ])('%s is read to an end; the next one is read as if nothing had been', async (_, bytes) => {
    open()
    const [bad, good] = await Promise.all([
      sandbox.readMail(hostile.mailAround('a.xlsx', bytes)),
      sandbox.readMail(mail),
    ])
    expect([bad.kind, good.kind]).toEqual(['read', 'read'])
  })

  test('too much memory: the mail is read without opening its files, which is said', async () => {
    open({ memoryMb: 48 })
    expect(await sandbox.readWorkbook(heavy)).toEqual({ kind: 'tooBig' })
    expect(await sandbox.readMail(hostile.mailAround('a.xlsx', heavy))).toMatchObject({
      kind: 'read',
      value: { unreadable: false, attachments: [{ kind: 'xlsx', problem: 'tooSlow' }] },
    })
    expect((await sandbox.readMail(mail)).kind).toBe('read')
  })

  test('too much time', async () => {
    open({ timeoutMs: 1 })
    expect(await sandbox.readMail(hostile.largeAttachment(20 * mebibyte))).toEqual({ kind: 'tooSlow' })
  })

  test('a mail of 60 MiB is read', async () => {
    open()
    const answer = await sandbox.readMail(hostile.largeAttachment(43 * mebibyte))
    expect(answer).toMatchObject({ kind: 'read', value: { attachments: [{ size: 43 * mebibyte, problem: null }] } })
  })
})

describe('a child that is gone', () => {
  test('at rest: the next file is given to another', async () => {
    open()
    await sandbox.readMail(mail)
    process.kill(await firstChild(), 'SIGKILL')
    expect((await sandbox.readMail(mail)).kind).toBe('read')
  })
  test('at work on a mail: it is read by another', async () => {
    open()
    await sandbox.readMail(mail)
    const answer = sandbox.readMail(hostile.largeAttachment(20 * mebibyte))
    await new Promise((resume) => setTimeout(resume, 20))
    for (const pid of sandbox.processIds()) process.kill(pid, 'SIGKILL')
    expect(await answer).toMatchObject({ kind: 'read', value: { attachments: [{ problem: null }] } })
  })
  test('at work: its file is answered, the waiting ones are read', async () => {
    open()
    await sandbox.readWorkbook(small)
    const answers = [sandbox.readWorkbook(heavy), sandbox.readWorkbook(small), sandbox.readWorkbook(small)]
    await new Promise((resume) => setTimeout(resume, 50))
    process.kill(await firstChild(), 'SIGKILL')
    const [first, ...others] = (await Promise.all(answers)).map((answer) => answer.kind)
    expect(['crashed', 'read']).toContain(first)
    expect(others).toEqual(['read', 'read'])
  })
})

test('closing: what is not read is no answer about the file', async () => {
  open()
  const readings = await Promise.allSettled([
    ...[sandbox.readMail(mail), sandbox.readWorkbook(heavy), sandbox.readMail(mail)],
    sandbox.close(),
  ])
  for (const reading of readings.slice(0, 3)) {
    expect(reading).toMatchObject({ status: 'rejected', reason: expect.any(SandboxAway) as unknown })
  }
  expect(sandbox.processIds()).toEqual([])
  await expect(sandbox.readMail(mail)).rejects.toThrow(SandboxAway)
})
