/** A person from the empty form to the queue, in a browser, with the program's own parts; and what a dead part costs. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ElementHandle, Page } from 'puppeteer-core'
import { drawCertificateScan } from '../../scripts/world/certificate-scan.ts'
import { drawPortrait } from '../../scripts/world/portrait.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { testBrowser, type TestBrowser, type TestPage } from '../support/browser.ts'
import { inventedId } from '../support/invented-id.ts'
import { sendForm } from '../support/mail-program.ts'
import { pdf } from '../support/entrant.ts'

let app: TestApp
let browser: TestBrowser
let folder: string
const idNumber = inventedId(77)

beforeAll(async () => {
  ;[app, browser, folder] = await Promise.all([startApp(), testBrowser(), mkdtemp(join(tmpdir(), 'hoistway-entry-'))])
  await writeFile(join(folder, 'photo.png'), drawPortrait(idNumber, true))
  await writeFile(join(folder, 'scan.png'), drawCertificateScan({ number: 'x', issuedOn: '2024-01-01', validUntil: '2028-01-01' })) // prettier-ignore
  await writeFile(join(folder, 'paper.pdf'), pdf)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await Promise.all([app.stop(), rm(folder, { recursive: true, force: true })])
})

const follow = (page: Page, act: () => Promise<unknown>) => Promise.all([page.waitForNavigation(), act()])
const field = (name: string) => `[name="${name}"]`
const textOf = (page: Page) => page.$eval('main', (main) => (main as unknown as { innerText: string }).innerText)
const saved = (page: Page) => page.waitForFunction('document.getElementById("draft-state").textContent !== ""')

async function signedIn(): Promise<TestPage> {
  const opened = await browser.newPage()
  await opened.page.goto(`${app.web}/sign-in`)
  await opened.page.type('#login', 'e00')
  await opened.page.type('#password', 'demo-e00-2026')
  await follow(opened.page, () => opened.page.click('.sign-in button'))
  return opened
}
async function choose(page: Page, name: string, file: string): Promise<void> {
  const input = (await page.$(field(`upload:${name}`))) as ElementHandle<never> | null
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(join(folder, file))
  await page.waitForFunction(`document.querySelector('[data-files="${name}"] li') !== null`)
}
async function setDay(page: Page, name: string, day: string): Promise<void> {
  await page.$eval(field(name), (input, value) => ((input as unknown as { value: string }).value = value), day)
}

test('entered whole in a browser, over a killed web process; queued by its mail; disabled by a change', async () => {
  const { page, complaints } = await signedIn()
  await page.goto(`${app.web}/persons/new`)
  await page.type(field('idNumber'), idNumber)
  await page.type(field('name'), '慕容雪')
  expect(await page.$eval(field('birthDate'), (input) => (input as unknown as { value: string }).value)).toBe(`${idNumber.slice(6, 10)}-07-02`) // prettier-ignore
  await page.type(field('phone'), '19900007777')
  await saved(page)
  // The web process dies, and another one takes its place.
  await app.kill('web')
  await app.start('web')
  await page.reload()
  expect(await page.$eval(field('name'), (input) => (input as unknown as { value: string }).value)).toBe('慕容雪')

  await choose(page, 'photo', 'photo.png')
  await page.select(field('certificates[0].kind'), '司机证')
  await page.type(field('certificates[0].number'), '桂A062026777777')
  await page.type(field('certificates[0].trade'), '建筑起重机械司机（塔式起重机）')
  await page.type(field('certificates[0].issuer'), '南宁市住房和城乡建设局')
  await setDay(page, 'certificates[0].issuedOn', '2024-01-01')
  await setDay(page, 'certificates[0].validUntil', '2028-01-01')
  await choose(page, 'certificates[0].scan', 'scan.png')
  await setDay(page, 'socialSecurity[0].month', new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7))
  await page.select(field('socialSecurity[0].kind'), 'personal')
  for (const insurance of ['工伤', '养老', '失业']) await page.click(`${field('socialSecurity[0].insurances')}[value="${insurance}"]`) // prettier-ignore
  await choose(page, 'socialSecurity[0].proof', 'paper.pdf')
  await page.select(field('contract[0].kind'), 'contract')
  await page.click(field('contract[0].complete'))
  await choose(page, 'contract[0].pages', 'paper.pdf')
  await follow(page, () => page.click('.entry-side button[value=save]'))
  expect(await textOf(page)).toContain('已保存')
  expect(await textOf(page)).toContain('资料齐全')
  const personPage = page.url().split('?')[0] ?? ''

  const enterprise = await app.db.selectFrom('person').innerJoin('enterprise', 'enterprise.id', 'enterprise_id').select(['enterprise.name', 'enterprise.credit_code', 'person.id']).where('person.name', '=', '慕容雪').executeTakeFirstOrThrow() // prettier-ignore
  await sendForm(app, [{ name: '慕容雪', idNumber, company: enterprise.name, creditCode: enterprise.credit_code, address: 'office@e00.test' }]) // prettier-ignore
  const until = Date.now() + 30_000
  const rows = () => app.db.selectFrom('mail_row').select(['outcome', 'codes']).where('name', '=', '慕容雪').execute()
  while ((await rows()).length === 0 && Date.now() < until) await new Promise((resume) => setTimeout(resume, 200))
  expect(await rows()).toEqual([{ outcome: 'queued', codes: [] }])
  await page.goto(`${app.web}/persons`)
  expect(await textOf(page)).toContain('第 1 份')

  await app.db.updateTable('person').set({ status: 'active' }).where('id', '=', enterprise.id).execute()
  await page.goto(`${personPage}/edit`)
  await page.type(field('phone'), '19900008888')
  await follow(page, () => page.click('.entry-side button[value=save]'))
  const person = await app.db.selectFrom('person').select(['status', 'phone_last4']).where('id', '=', enterprise.id).executeTakeFirstOrThrow() // prettier-ignore
  expect(person).toEqual({ status: 'disabled', phone_last4: '8888' })
  const request = await app.db.selectFrom('request').select(['state']).executeTakeFirstOrThrow()
  expect(request.state).toBe('queued')
  // The page asked for while the process was away is the one complaint.
  expect(complaints.filter((text) => !text.includes('ERR_'))).toEqual([])
}, 180_000)

test('two browsers edit at once: the second sees who was first and loses nothing', async () => {
  const { id } = await app.db.selectFrom('person').innerJoin('enterprise', 'enterprise.id', 'enterprise_id').select('person.id').where('enterprise.name', 'like', '南宁宏达%').orderBy('person.id').executeTakeFirstOrThrow() // prettier-ignore
  const [one, two] = [await signedIn(), await signedIn()]
  await Promise.all([one.page.goto(`${app.web}/persons/${id}/edit`), two.page.goto(`${app.web}/persons/${id}/edit`)])
  await one.page.type(field('phone'), '19900001111')
  await two.page.type(field('phone'), '19900002222')
  await follow(one.page, () => one.page.click('.entry-side button[value=save]'))
  await follow(two.page, () => two.page.click('.entry-side button[value=save]'))
  const said = await textOf(two.page)
  expect(said).toContain('邱斌晓已于')
  expect(said).toContain('19900002222')
  expect(await two.page.$eval(field('phone'), (input) => (input as unknown as { value: string }).value)).toBe('19900002222') // prettier-ignore
}, 60_000)

test('saving waits for a file that is going up, and stops where one was refused', async () => {
  const { page } = await signedIn()
  await page.goto(`${app.web}/persons/new`)
  await page.type(field('idNumber'), inventedId(78))
  await page.type(field('name'), '慕容雨')
  await page.evaluate(
    `{ const real = window.fetch; window.fetch = async (to, init) => { if (to.includes('/uploads')) await new Promise((go) => (window.letGo = go)); return real(to, init) } }`,
  )
  const pick = async (name: string, file: string) => {
    const input = (await page.$(field(`upload:${name}`))) as unknown as { uploadFile(path: string): Promise<void> }
    await input.uploadFile(join(folder, file))
    await page.waitForFunction('window.letGo !== undefined')
  }
  const button = '.entry-side button[value=save]'
  const letGo = () => page.evaluate('{ const go = window.letGo; window.letGo = undefined; go() }')
  const saidOf = (selector: string) => page.$eval(selector, (at) => (at as unknown as { textContent: string }).textContent) // prettier-ignore

  await pick('photo', 'paper.pdf')
  await page.click(button)
  expect(await saidOf(`${button}:disabled`)).toBe('正在上传，完成后保存')
  await letGo()
  await page.waitForSelector(`${button}:enabled`)
  const problem = await saidOf('[data-files="photo"] [data-problem]')
  expect(problem).toContain('照片只接受PNG、JPEG格式的图片')
  expect(problem).toContain('资料尚未保存')
  expect(await page.evaluate('document.activeElement.id')).toBe('errors')
  expect(await saidOf('#errors a[href="#f-photo"]')).toContain('照片：照片只接受PNG、JPEG格式的图片')
  expect(page.url()).toContain('/persons/new')

  await pick('photo', 'photo.png')
  await page.click(button)
  await follow(page, letGo)
  expect(await textOf(page)).toContain('已保存')
  const person = await app.db.selectFrom('person').select('photo_sha').where('name', '=', '慕容雨').executeTakeFirstOrThrow() // prettier-ignore
  expect(person.photo_sha).not.toBeNull()
}, 60_000)

test('sex and birth date that came from the number follow it when it is corrected, over a refused save; what was chosen stays', async () => {
  const { page } = await signedIn()
  await page.goto(`${app.web}/persons/new`)
  const valueOf = (name: string) => page.$eval(field(name), (input) => (input as unknown as { value: string }).value)
  const number = async (text: string) => {
    await page.$eval(field('idNumber'), (input) => (input as unknown as { select(): void }).select())
    await page.type(field('idNumber'), text)
    await page.keyboard.press('Tab')
  }
  const [one, two] = [inventedId(79), inventedId(80)]
  // Wrong by its last digit: the save is refused.
  await number(one.slice(0, 17) + (one.endsWith('1') ? '2' : '1'))
  await page.type(field('name'), '慕容霜')
  expect(await valueOf('birthDate')).toBe(`${one.slice(6, 10)}-07-02`)
  await follow(page, () => page.click('.entry-side button[value=save]'))
  expect(await page.$('#f-idNumber.is-invalid')).not.toBeNull()
  await page.select(field('sex'), 'male')
  await number(two)
  expect([await valueOf('birthDate'), two.slice(6, 10)]).toEqual([`${two.slice(6, 10)}-07-03`, '1960'])
  expect(await page.$('#f-idNumber.is-invalid')).toBeNull()
  expect(await valueOf('sex')).toBe('male')
}, 60_000)

test('a save held back for a file says so at the top, in place of what was put right since', async () => {
  const { page, complaints } = await signedIn()
  await page.goto(`${app.web}/persons/new`)
  await page.type(field('idNumber'), inventedId(81))
  await page.type(field('phone'), '123')
  await follow(page, () => page.click('.entry-side button[value=save]'))
  const linked = () => page.$$eval('#errors a', (links) => links.map((link) => (link as unknown as { hash: string }).hash)) // prettier-ignore
  expect(await linked()).toEqual(expect.arrayContaining(['#f-name', '#f-phone']))

  await page.type(field('name'), '慕容雾')
  await page.keyboard.press('Tab')
  const input = (await page.$(field('upload:photo'))) as unknown as { uploadFile(path: string): Promise<void> }
  await input.uploadFile(join(folder, 'paper.pdf'))
  await page.waitForSelector('#f-photo[aria-invalid=true]')
  expect(await page.$eval('#f-name-error', (said) => (said as unknown as { textContent: string }).textContent)).toBe('')
  expect(await page.$('#f-name[aria-invalid]')).toBeNull()
  await page.click('.entry-side button[value=save]')
  // The phone is as it was: it is still said.
  expect(await linked()).toEqual(['#f-photo', '#f-phone'])
  expect(await page.evaluate('document.activeElement.id')).toBe('errors')
  expect(await page.$eval('#errors', (box) => (box as unknown as { innerText: string }).innerText)).toContain('照片：照片只接受PNG、JPEG格式的图片') // prettier-ignore
  // The refused save and the refused file, which the browser notes.
  expect(complaints.filter((text) => !/400 \(Bad Request\)|422 \(Unprocessable/.test(text))).toEqual([])
}, 60_000)
