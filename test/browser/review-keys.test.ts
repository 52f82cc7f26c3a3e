/** A whole review by keys alone: take, decide three people, read the letter, end, undo, end again, take the next. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'puppeteer-core'
import { testBrowser, widths, type TestBrowser, type TestPage } from '../support/browser.ts'
import { settleKept } from '../../db/write/web/kept.ts'
import { startSite, type Site } from '../support/site.ts'
import { answered, signIn } from '../support/staff.ts'

let site: Site
let browser: TestBrowser

beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite(), testBrowser()])
  const arrivals = [['e03', 3, '01:02:11'], ['e00', 2, '01:02:40'], ['e01', 1, '01:03:00']] as const // prettier-ignore
  for (const [login, count, clock] of arrivals) {
    const rows = await site.goodRows(login, count)
    await site.arrive({ from: `office@${login}.test`, receivedAt: `2026-11-18T${clock}.000Z`, rows })
  }
}, 120_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

async function signedIn(login: string): Promise<TestPage> {
  const opened = await browser.newPage(widths.desktop)
  await opened.page.goto(`${site.web}/sign-in`)
  await opened.page.type('#login', login)
  await opened.page.type('#password', `demo-${login}-2026`)
  await Promise.all([opened.page.waitForNavigation(), opened.page.keyboard.press('Enter')])
  return opened
}

type Key = Parameters<Page['keyboard']['press']>[0]
function hands(page: Page) {
  const key = (name: Key) => page.keyboard.press(name)
  return {
    key,
    /** A key that leads to another page. */
    go: async (name: Key) => {
      await Promise.all([page.waitForNavigation(), key(name)])
    },
    marks: () => page.evaluate('[...document.querySelectorAll(".people .tick")].map((tick) => tick.textContent)'),
    textOf: (selector: string) => page.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`), // prettier-ignore
    focus: () => page.evaluate('document.activeElement.id || document.activeElement.tagName'),
  }
}

test('a review from the queue to the next request, by keys alone', async () => {
  const { page, complaints } = await signedIn('staff1')
  const { key, go, marks, textOf, focus } = hands(page)
  await page.goto(`${site.web}/queue`)
  await go('n')
  expect(await marks()).toEqual(['○', '○', '○'])
  expect(await focus()).toBe('person')

  await go('j')
  expect(await textOf('.people [aria-current] span:nth-child(2)')).toMatch(/^2 /)
  await go('k')
  await go('a')
  expect(await marks()).toEqual(['✓', '○', '○'])
  expect(await focus()).toBe('person')

  // A rejection without a reason is said at the field, and the focus stands at the summary.
  await key('r')
  await go('Enter')
  expect(await textOf('#reasons-error')).toContain('驳回须说明原因')
  expect(await focus()).toBe('errors')
  expect(await marks()).toEqual(['✓', '○', '○'])

  await key('r')
  await key('1')
  await key('2')
  await key('t')
  expect(await focus()).toBe('text')
  await page.keyboard.type('1 寸照有水印，合同缺第 3 页')
  await go('Enter')
  expect(await marks()).toEqual(['✓', '✗', '○'])

  await page.keyboard.down('Shift')
  await go('A')
  await page.keyboard.up('Shift')
  expect(await marks()).toEqual(['✓', '✗', '✓'])
  // Everybody is decided: the end of the review is in view and has the focus.
  expect(await focus()).toBe('end-review')
  expect(await page.evaluate('(() => { const box = document.getElementById("end-review").getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight })()')).toBe(true) // prettier-ignore
  // Everybody is decided: the page stays with the last of them. Who looks at somebody again stays there.
  expect(await textOf('.people [aria-current] span:nth-child(2)')).toMatch(/^3 /)
  await go('k')
  expect(await focus()).toBe('person')
  await go('j')
  expect(await textOf('#letter')).toContain('2 人通过，1 人未通过')
  expect(await textOf('#letter')).toContain('1 寸照有水印，合同缺第 3 页')

  await go('Enter')
  expect(await textOf('.undo-bar')).toContain('前可撤销')
  // Where there is nothing to write T says why, and what is typed on are no keys: not U, N, nor Enter.
  const ending = page.url()
  await key('t')
  expect(await page.evaluate('document.getElementById("no-text").open')).toBe(true)
  await page.keyboard.type('u nk')
  await key('Enter')
  expect(await page.evaluate('document.getElementById("no-text").open')).toBe(true)
  expect(page.url()).toBe(ending)
  await key('Escape')
  await go('u')
  expect(await marks()).toEqual(['✓', '✗', '✓'])
  await go('e')
  const ended = page.url()
  await go('n')
  expect(page.url()).not.toBe(ended)
  expect(await marks()).toEqual(['○', '○'])
  const decided = await site.db.selectFrom('request_row').select(['decision', 'reasons', 'reason_text']).where('request_id', '=', Number(/requests\/(\d+)/.exec(ended)?.[1])).orderBy('n').execute() // prettier-ignore
  expect(decided.map(({ decision, reasons }) => [decision, reasons.length])).toEqual([['approve', 0], ['reject', 2], ['approve', 0]]) // prettier-ignore

  // The list of keys, the pictures, the mail, a case number: all open and close without the focus being lost.
  await key('?')
  expect(await page.evaluate('document.getElementById("keys").open')).toBe(true)
  await key('Escape')
  await key('o')
  expect(await page.evaluate('document.getElementById("viewer").open')).toBe(true)
  await key('+')
  expect(await page.evaluate('document.querySelector("#viewer img").style.width')).toBe('150%')
  await key('Escape')
  await key('m')
  expect(await page.evaluate('document.getElementById("mail").open')).toBe(true)
  await page.keyboard.press('/')
  expect(await page.evaluate('document.activeElement.getAttribute("name")')).toBe('q')
  await key('Escape')
  expect(await focus()).toBe('person')

  // 搁置, with its reason, and back to the queue's list by number.
  await key('p')
  await page.waitForFunction('document.activeElement.id === "aside-reason"')
  await page.select('#aside-reason', 'enterprise')
  await key('Tab')
  await go('Enter')
  expect(await textOf('.alert-warning')).toContain('需请贵单位说明情况')
  await key('g')
  await page.keyboard.type('1')
  await go('Enter')
  expect(page.url()).toBe(ended)
  // The rejection without a reason was answered with the form again, which the browser notes.
  expect(complaints.filter((said) => !said.includes('400 (Bad Request)'))).toEqual([])
}, 120_000)

test('the queue page shows its keys, and opens a case by its number', async () => {
  const { page, complaints } = await signedIn('staff2')
  const { key, go } = hands(page)
  await page.goto(`${site.web}/queue`)
  await key('?')
  expect(await page.evaluate('document.getElementById("keys").open')).toBe(true)
  await key('Escape')
  await key('j')
  await go('Enter')
  expect(page.url()).toMatch(/\/requests\/\d+$/)
  await page.goBack()
  expect(await page.evaluate('document.querySelector("[data-row].selected") !== null')).toBe(true)
  expect(complaints).toEqual([])
}, 60_000)

test('a review that was ended while the engine was away shows its undo by itself once the engine is back', async () => {
  const { page, complaints } = await signedIn('staff2')
  const { go, textOf } = hands(page)
  await page.goto(`${site.web}/queue`)
  await go('n')
  await go('a')
  const here = new URL(page.url()).pathname
  site.engine.away = true
  await go('Enter')
  expect(await textOf('main')).toContain('已记下您的操作')
  expect(await page.$('#end-review:disabled')).not.toBeNull()
  expect(await page.$('.undo-bar')).toBeNull()

  // The worker submits what is kept, and then notes that it has.
  site.engine.away = false
  const staff = await signIn(site.web, 'staff2')
  const { version } = answered(await staff.get(here))
  const { kind } = answered(await staff.post(`${here}/end`, { version }))
  expect(kind).toBe('done')
  const { update_id } = await site.db.selectFrom('kept_update').select('update_id').executeTakeFirstOrThrow()
  await settleKept(site.db, update_id, 'done')
  await page.waitForFunction('document.querySelector(".undo-bar") !== null && document.querySelector("[data-kept]") === null') // prettier-ignore
  expect(await textOf('main')).not.toContain('已记下您的操作')
  await go('u')
  expect(await textOf('.alert-success')).toContain('已撤销')
  expect(complaints).toEqual([])
}, 60_000)
