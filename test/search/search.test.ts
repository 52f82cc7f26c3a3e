/** 检索: what is found by which text, and that it stays right when names change, people go and mails come. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import type { SearchFound } from '../../db/read/search.ts'
import { holdsNumberOfPerson, searchKey } from '../../domain/search/key.ts'
import { searchTerms } from '../../domain/search/terms.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn, type Program } from '../support/staff.ts'
import { visitor } from '../support/visitor.ts'

let site: Site
let staff: Program
let e00: Program
beforeAll(async () => {
  site = await startSite()
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:02:11.000Z', subject: '塔吊司机解禁（第二批）', rows: await site.goodRows('e00', 1) }) // prettier-ignore
  ;[staff, e00] = await Promise.all([signIn(site.web, 'staff1'), signIn(site.web, 'e00')])
}, 60_000)
afterAll(() => site.close())

const find = async (who: Program, q: string) =>
  (await who.get(`/search?q=${encodeURIComponent(q)}`)).body as SearchFound
const named = async (id: number, name: string) => site.db.updateTable('person').set({ name, name_key: name }).where('id', '=', id).execute() // prettier-ignore
/** Somebody of e00, under another name. */
async function someone(name: string, n = 0): Promise<number> {
  const { id } = await site.db
    .selectFrom('person')
    .innerJoin('enterprise', 'enterprise.id', 'person.enterprise_id')
    .select('person.id')
    .where('enterprise.name', 'like', '%宏达%')
    .orderBy('person.id')
    .offset(n)
    .limit(1)
    .executeTakeFirstOrThrow()
  await named(id, name)
  return id
}
const people = (found: SearchFound) => found.persons.map(({ name }) => name)

test.each([
  '　ＧＸ－2026—000123 （宏达）', 'Office@E00.test', '买买提·艾力', '吕LÜ', '贾 鑫超', 'A证/B证', "O'Neill #1 50% _x_ [y]\\z", '',
])('the database writes a text as the rules do: %s', async (text) => {
  const { rows } = await sql<{ key: string; grams: string[] }>`select search_key(${text}) as key, search_grams(search_key(${text})) as grams`.execute(site.db) // prettier-ignore
  expect(rows[0]?.key).toBe(searchKey(text))
  const terms = searchTerms(searchKey(text))?.all ?? []
  expect([...new Set(rows[0]?.grams)].sort()).toEqual([...terms].sort())
}) // prettier-ignore

test('a person is found by name, part of it, pinyin, initials, the last four and in full width', async () => {
  const id = await someone('贾鑫超')
  const { id_last4: last4 } = await site.db.selectFrom('person').select('id_last4').where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
  for (const q of [
    '贾鑫超',
    '鑫超',
    '贾鑫',
    'jiaxinchao',
    'JiaXin',
    'ｊｉａｘｉｎｃｈａｏ',
    'jxc',
    'xinchao',
    '贾　鑫超',
    last4,
    last4.toLowerCase(),
  ]) {
    // prettier-ignore
    expect([q, people(await find(staff, q))]).toEqual([q, expect.arrayContaining(['贾鑫超'])])
  }
  // Neither pairs far apart nor a single character find anybody.
  expect(people(await find(staff, '贾超'))).not.toContain('贾鑫超')
  expect((await find(staff, '贾')).persons).toEqual([])
})

test('a surname with two readings is found by either', async () => {
  await someone('单雄', 1)
  for (const q of ['shanxiong', 'danxiong', 'sx', 'dx']) expect([q, people(await find(staff, q))]).toEqual([q, expect.arrayContaining(['单雄'])]) // prettier-ignore
  await someone('曾仇', 2)
  for (const q of ['zengqiu', 'cengchou', 'zq']) expect([q, people(await find(staff, q))]).toEqual([q, expect.arrayContaining(['曾仇'])]) // prettier-ignore
  await someone('吕䶮', 3)
  for (const q of ['lvyan', 'luyan', 'lüyan']) expect([q, people(await find(staff, q))]).toEqual([q, expect.arrayContaining(['吕䶮'])]) // prettier-ignore
})

test('a new name is found and the old one no more; who is deleted is gone from the index', async () => {
  const id = await someone('诸葛甲乙', 4)
  expect(people(await find(staff, '诸葛甲'))).toEqual(['诸葛甲乙'])
  await named(id, '欧阳丙丁')
  expect(people(await find(staff, '诸葛甲'))).toEqual([])
  expect(people(await find(staff, 'ouyangbing'))).toEqual(['欧阳丙丁'])
  await site.db.deleteFrom('certificate').where('person_id', '=', id).execute()
  await site.db.deleteFrom('person').where('id', '=', id).execute()
  expect(people(await find(staff, '欧阳丙'))).toEqual([])
})

test('enterprises by part, pinyin, initials and code; requests by number; mails by subject, sender and file name', async () => {
  expect((await find(staff, '91450100641rpq')).enterprises).toMatchObject([{ name: '南宁宏达建筑机械租赁有限公司' }])
  for (const q of ['nanninghongda', 'nnhd', '641RPQ']) expect([q, (await find(staff, q)).enterprises.map(({ name }) => name)]).toEqual([q, expect.arrayContaining(['南宁宏达建筑机械租赁有限公司'])]) // prettier-ignore
  const { case_no: caseNo } = await site.db.selectFrom('request').select('case_no').executeTakeFirstOrThrow()
  for (const q of [
    caseNo,
    caseNo.toLowerCase(),
    caseNo.slice(-6),
    caseNo.slice(3),
    String(Number(caseNo.slice(-6))).padStart(2, '0'),
  ]) {
    // prettier-ignore
    expect([q, (await find(staff, q)).requests.map((one) => one.caseNo)]).toEqual([q, [caseNo]])
  }
  for (const q of ['塔吊', '第二批', 'office@e00.test', '表格', '（第二批）']) expect([q, (await find(staff, q)).mails.length]).toEqual([q, 1]) // prettier-ignore
})

test('each finds only what they may see', async () => {
  const mine = await find(e00, '有限公司')
  expect(mine.enterprises.map(({ name }) => name)).toEqual(['南宁宏达建筑机械租赁有限公司'])
  const other = await signIn(site.web, 'e01')
  expect(await find(other, '贾鑫超')).toMatchObject({ persons: [], enterprises: [], requests: [], mails: [] })
  expect(await find(other, '塔吊')).toMatchObject({ mails: [] })
  expect((await find(other, '宏达')).enterprises).toEqual([])
  const changji = await signIn(site.web, 'changji.reviewer1')
  expect((await find(changji, '南宁')).enterprises).toEqual([])
  expect((await find(changji, '宏达')).enterprises.map(({ name }) => name)).toEqual([
    '昌吉宏达甸起重设备安装工程（昌吉）有限公司',
  ])
  expect((await (await signIn(site.web, 'sysadmin')).get('/search?q=x1')).status).toBe(403)
})

test('a text of marks alone is told from one that is too short', async () => {
  const page = visitor(site.web)
  await page.signIn('staff1')
  const nothing = '请输入姓名、企业名称、编号或主题中的文字。'
  for (const q of ['%', `'"<>`]) expect((await page.get(`/search?q=${encodeURIComponent(q)}`)).text).toContain(nothing)
  expect((await page.get(`/search?q=${encodeURIComponent('贾')}`)).text).toContain('请至少输入两个字。')
})

test('a number of a person is posted, leads to the record and never stands in an address', async () => {
  const id = await someone('贾鑫超')
  const { id_cipher } = await site.db.selectFrom('person').select('id_cipher').where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
  const number = site.database.vault.open(id_cipher)
  const page = visitor(site.web)
  await page.signIn('staff1')
  expect((await page.post('/search', { q: number })).location).toBe(`/persons/${id}`)
  expect((await page.post('/search', { q: number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) })).location).toBe(`/persons/${id}`) // prettier-ignore
  expect((await page.post('/search', { q: '91450100641RPQXTX4' })).location).toMatch(/^\/enterprises\/\d+$/)
  expect((await page.post('/search', { q: '450100199001011234' })).location).toBe('/search?notice=notFound')
  expect((await page.post('/search', { q: '19900003220' })).location).toBe('/search?notice=notFound')
  expect((await page.post('/search', { q: '贾鑫超' })).location).toBe('/search?q=%E8%B4%BE%E9%91%AB%E8%B6%85')
  expect((await page.get(`/search?q=${number}`)).status).toBe(400)
  expect((await page.get('/search?notice=notFound')).text).toContain('没有找到这个号码')
  // Not yours looks like not there.
  expect((await (await signIn(site.web, 'e01')).post('/search', { q: number })).status).toBe(404)
  expect(site.logged.join('\n')).not.toContain(number)
  expect(holdsNumberOfPerson('4501 0019 9001 01123X')).toBe(true)
})

test('the boxes of the lists find by the same texts', async () => {
  await someone('贾鑫超')
  const list = async (path: string, key: string) => ((await staff.get(path)).body as Record<string, readonly unknown[]>)[key]?.length ?? 0 // prettier-ignore
  expect(await list('/persons?q=jxc', 'persons')).toBeGreaterThan(0)
  expect(await list('/queue?enterprise=nnhd', 'requests')).toBe(1)
  expect(await list('/queue?enterprise=%E9%BC%8E%E5%8A%9B', 'requests')).toBe(0)
  expect(await list('/mails?q=%E5%A1%94%E5%90%8A', 'mails')).toBe(1)
  expect(await list('/enterprises?q=hongda', 'enterprises')).toBe(1)
})
