/** 排队记录 of a real run: it verifies, every kind of tampering is found, and nobody can write it but the database. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { canonicalText, firstText, type QueueLine } from '../../domain/unban/queue-log.ts'
import { verifyOrder } from '../../scripts/verify-order/verify.ts'
import { answered, signIn, type Program } from '../support/staff.ts'
import { startSite, type Site } from '../support/site.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
let chief: Program
let staff1: Program
let file: string[]

const lineOf = (text: string | undefined): QueueLine => JSON.parse(text ?? '{}') as QueueLine
const download = async (who: Program | null, path: string): Promise<{ status: number; text: string }> => {
  if (who === null) {
    const response = await fetch(site.web + path)
    return { status: response.status, text: await response.text() }
  }
  const person = visitor(site.web)
  await person.signIn('chief')
  return person.get(path)
}
const linesOf = (text: string) => text.trimEnd().split('\n')
const take = async () => answered(await staff1.post('/queue/next')).requestId ?? 0
const versionOf = async (id: number) => answered(await staff1.get(`/requests/${id}`)).version

beforeAll(async () => {
  site = await startSite()
  ;[chief, staff1] = await Promise.all([signIn(site.web, 'chief'), signIn(site.web, 'staff1')])
  const send = async (login: string, second: number, count: number) =>
    site.arrive({ from: `office@${login}.test`, receivedAt: `2026-11-18T01:02:${String(second).padStart(2, '0')}.000Z`, rows: await site.goodRows(login, count) }) // prettier-ignore
  await send('e00', 10, 2)
  await send('e01', 20, 1)
  // Found late, with an earlier time: it stands before the second.
  await send('e02', 15, 1)
  const first = await take()
  await staff1.post(`/requests/${first}/release`, { version: await versionOf(first) })
  // One of the two is sent again and goes to the end; the other keeps the place.
  const [, second] = await site.goodRows('e00', 2)
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T02:00:00.000Z', rows: second === undefined ? [] : [second] }) // prettier-ignore
  const again = await take()
  expect(again).toBe(first)
  const { rows } = answered(await staff1.get(`/requests/${again}`))
  for (const { id, state } of rows) {
    if (state !== 'locked') continue
    await staff1.post(`/requests/${again}/rows/${id}/decision`, { decision: 'approve', reasons: [], text: '', version: await versionOf(again) }) // prettier-ignore
  }
  await staff1.post(`/requests/${again}/release`, { version: await versionOf(again) })
  await take()
  file = linesOf((await download(chief, '/fairness/export')).text)
}, 120_000)
afterAll(async () => {
  await site.close()
})

test('the file of a real run verifies, with every claim at the head', async () => {
  const verified = await verifyOrder(file)
  expect(verified.findings).toEqual([])
  expect(verified.claims).toBe(3)
  expect(file.slice(1, -1).map((line) => lineOf(line).event)).toEqual([
    'placed', 'placed', 'placed', 'claimed', 'released', 'placed', 'moved', 'claimed', 'released', 'claimed',
  ]) // prettier-ignore
})

test('it names no person, no enterprise and no address', async () => {
  const people = await site.db.selectFrom('request_row').select(['name', 'id_last4']).execute()
  const enterprises = await site.db.selectFrom('enterprise').select('name').execute()
  const text = file.join('\n')
  for (const { name } of [...people, ...enterprises]) expect(text).not.toContain(name)
  expect(text).not.toContain('@')
})

const rewritten = (change: (lines: QueueLine[]) => QueueLine[]): string[] => {
  const lines = change(file.slice(1, -1).map(lineOf))
  let prev = createHash('sha256').update(firstText('gx-association'), 'utf8').digest('hex')
  const hashed = lines.map((line, index) => {
    const body = { ...line, n: index + 1, prev }
    prev = createHash('sha256').update(canonicalText(body), 'utf8').digest('hex')
    return JSON.stringify({ ...body, hash: prev })
  })
  return [file[0] ?? '', ...hashed, JSON.stringify({ kind: 'end', count: lines.length, last: prev })]
}
const swap = (lines: readonly QueueLine[], event: string, by: (line: QueueLine) => QueueLine): QueueLine[] => {
  const at = lines.findLastIndex((line) => line.event === event)
  return lines.map((line, index) => (index === at ? by(line) : line))
}
const replaced = (at: number, from: string | RegExp, to: string) => file.map((line, index) => (index === at ? line.replace(from, to) : line)) // prettier-ignore

const tampers: Readonly<Record<string, { file: () => string[]; line: number; says: string }>> = {
  'a moment edited': { file: () => replaced(3, /"receivedAt":"2026-11-18T01:02:15/, '"receivedAt":"2026-11-18T01:02:05'), line: 4, says: '内容与校验值不符' }, // prettier-ignore
  'a line deleted': { file: () => file.filter((_line, index) => index !== 5), line: 6, says: '编号应为 5，写的是 6' },
  'a line inserted': { file: () => file.flatMap((line, index) => (index === 4 ? [line, line] : [line])), line: 6, says: '编号应为 5，写的是 4' }, // prettier-ignore
  'two lines exchanged': { file: () => file.map((line, index) => (index === 2 ? (file[3] ?? '') : index === 3 ? (file[2] ?? '') : line)), line: 3, says: '编号应为 2，写的是 3' }, // prettier-ignore
  'an own field added': { file: () => replaced(2, /}$/, ',"also":1}'), line: 3, says: '缺少字段，或字段的写法不对' },
  'a line that is no JSON': { file: () => replaced(2, '{', ''), line: 3, says: '不是 JSON 对象' },
  'the head line edited': { file: () => replaced(0, 'SHA-256', 'MD5'), line: 1, says: '首行与本格式的说明不一致' },
  'another authority': { file: () => replaced(0, 'gx-association', 'xj-association'), line: 2, says: '接不上' },
  'the end cut off': { file: () => file.slice(0, -1), line: 11, says: '没有结束行' },
  'the end counting wrong': { file: () => replaced(11, '"count":10', '"count":9'), line: 12, says: '结束行写有 9 条' },
  'something after the end': { file: () => [...file, file[1] ?? ''], line: 13, says: '结束行之后还有内容' },
  'an empty file': { file: () => [], line: 1, says: '文件是空的' },
  // From here on the forger has made every hash anew.
  'a planted jump': { file: () => rewritten((lines) => swap(lines, 'claimed', (line) => ({ ...line, ...placeOf(lines[1]) }))), line: 11, says: '插队：领取了' }, // prettier-ignore
  'a place moved forward': { file: () => rewritten((lines) => swap(lines, 'claimed', (line) => ({ ...line, receivedAt: '2026-11-18T00:00:00.000000Z' }))), line: 11, says: '与前面的记录不同' }, // prettier-ignore
  'a time given to a mail that has one': { file: () => rewritten((lines) => [...lines, { ...(lines[6] ?? lineOf('')), at: lines[9]?.at ?? '', event: 'timed', receivedAt: '2026-11-17T00:00:00.000000Z', note: 'chief' }]), line: 12, says: '任何人不得另定' }, // prettier-ignore
  'a claim of what is under review': { file: () => rewritten((lines) => [...lines, { ...(lines[9] ?? lineOf('')) }]), line: 12, says: '不可能“领取”：正在审核' }, // prettier-ignore
  'more people than before by a resend': { file: () => rewritten((lines) => swap(lines, 'moved', (line) => ({ ...line, people: 5 }))), line: 8, says: '不可能因“移走人员”变为 5 人' }, // prettier-ignore
}
/** Case and place of another request. */
const placeOf = (line: QueueLine | undefined) => {
  const { case: name, receivedAt, arrival, people } = line ?? lineOf('')
  return { case: name, receivedAt, arrival, people }
}

test.each(Object.entries(tampers))('%s is found at its line', async (_name, tamper) => {
  const [first] = (await verifyOrder(tamper.file())).findings
  expect([first?.line, first?.says.zh]).toEqual([tamper.line, expect.stringContaining(tamper.says)])
})

test('a record rewritten without a request holds by itself, and not against a published hash', async () => {
  const forged = rewritten((lines) => lines.filter((line) => line.case !== lines[1]?.case))
  expect((await verifyOrder(forged)).findings).toEqual([])
  const published = lineOf(file[8]).hash
  expect((await verifyOrder(file, [published])).findings).toEqual([])
  expect((await verifyOrder(forged, [published])).findings[0]?.says.zh).toContain('文件中没有已公布的校验值')
})

test('npm run verify-order works on the file alone and says it by its exit code', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'order-'))
  const run = async (name: string, lines: readonly string[], ...more: string[]) => {
    const path = join(folder, name)
    await writeFile(path, `${lines.join('\n')}\n`)
    const done = promisify(execFile)(process.execPath, ['scripts/verify-order.ts', path, ...more], { env: {} })
    return done.then(({ stdout }) => ({ code: 0, stdout }), (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout })) // prettier-ignore
  }
  const good = await run('good.ndjson', file, `--head=${lineOf(file[3]).hash}`)
  expect([good.code, good.stdout]).toEqual([0, expect.stringContaining('领取 3 次，每次取的都是当时排在最前的一份')])
  const bad = await run('bad.ndjson', tampers['a planted jump']?.file() ?? [], '--english')
  expect([bad.code, bad.stdout]).toEqual([1, expect.stringMatching(/^Line 11: Queue jump: /)])
})

test('the program’s role can neither write, change nor delete a line', async () => {
  for (const statement of ['delete from queue_log', "update queue_log set note = 'x'", 'truncate queue_log']) {
    await expect(sql.raw(statement).execute(site.db)).rejects.toThrow(/permission denied/)
  }
  await expect(sql`insert into queue_log select * from queue_log limit 1`.execute(site.db)).rejects.toThrow(/permission denied/) // prettier-ignore
})

test('a putting aside says its kind of reason, and the next in order is taken meanwhile', async () => {
  const held = await take()
  const said = await staff1.post(`/requests/${held}/put-aside`, { reason: 'lookup', text: '', version: await versionOf(held) }) // prettier-ignore
  expect(said.body).toMatchObject({ kind: 'done' })
  expect(await take()).not.toBe(held)
  const lines = linesOf((await download(chief, '/fairness/export')).text)
  expect((await verifyOrder(lines)).findings).toEqual([])
  expect(lines.slice(-3, -1).map(lineOf)).toMatchObject([{ event: 'putAside', note: 'lookup' }, { event: 'claimed' }])
})

test('a jump planted past the program, in the database itself, leaves its line and is found', async () => {
  const [last] = await site.db.selectFrom('request').select('id').where('state', '=', 'queued').orderBy('received_at', 'desc').execute() // prettier-ignore
  const [friend] = await site.db.selectFrom('account').select('id').where('login', '=', 'staff2').execute()
  await sql`update request set state = 'claimed', claimed_by = ${friend?.id ?? 0}, claimed_at = now() where id = ${last?.id ?? 0}`.execute(site.db) // prettier-ignore
  const { findings } = await verifyOrder(linesOf((await download(chief, '/fairness/export')).text))
  expect(findings.map(({ says }) => says.zh)).toEqual([expect.stringMatching(/^插队：/)])
})

test('the chief alone has the file, until it is made public; others learn nothing', async () => {
  expect((await staff1.get('/fairness/export')).status).toBe(403)
  expect((await download(null, '/fairness/files/gx-association')).status).toBe(404)
  expect((await staff1.post('/fairness/publish', { open: 'yes' })).status).toBe(403)
  expect((await chief.post('/fairness/publish', { open: 'yes' })).status).toBe(200)
  expect((await chief.post('/fairness/publish', { open: 'yes' })).status).toBe(200)
  const open = await download(null, '/fairness/files/gx-association')
  expect([open.status, open.text]).toEqual([200, (await download(chief, '/fairness/export')).text])
  await chief.post('/fairness/publish', { open: 'no' })
  expect((await download(null, '/fairness/files/gx-association')).status).toBe(404)
  const said = await site.db.selectFrom('audit_log').select('action').where('object', '=', 'authority:gx-association').orderBy('seq').execute() // prettier-ignore
  expect(said.map(({ action }) => action).slice(-2)).toEqual(['order.published', 'order.hidden'])
})

test('the hash of a day that is over stands on the page and in the file', async () => {
  const page = await fetch(`${site.web}/fairness`, { headers: { accept: 'application/json' } })
  const { records } = (await page.json()) as { records: { authorityId: string; lines: number; heads: unknown[] }[] }
  expect(records[0]).toMatchObject({ authorityId: 'gx-association', heads: [] })
  // Yesterday's lines, as the owner would have to fake them: only to see the page.
  const owner = site.database.ownerUrl
  const { openDb } = await import('../../db/db.ts')
  const asOwner = openDb(owner, 1, null)
  await sql`update queue_log set at = at - interval '1 day' where n <= 4`.execute(asOwner.db)
  await asOwner.close()
  const later = await fetch(`${site.web}/fairness`, { headers: { accept: 'application/json' } })
  const after = (await later.json()) as { records: { heads: { lines: number; hash: string }[] }[] }
  expect(after.records[0]?.heads[0]).toMatchObject({ lines: 4, hash: lineOf(file[4]).hash })
})
