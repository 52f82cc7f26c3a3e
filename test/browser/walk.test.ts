/** One mail, all the way, as people would: an enterprise writes, staff review by the keyboard, the enterprise reads. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'puppeteer-core'
import { startApp, type TestApp } from '../support/app.ts'
import { testBrowser, type TestBrowser } from '../support/browser.ts'
import { goodPeopleOfOne } from '../support/world-people.ts'

let app: TestApp
let browser: TestBrowser

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startApp(), testBrowser()])
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const follow = (page: Page, act: () => Promise<unknown>) => Promise.all([page.waitForNavigation(), act()])
/** Runs in the page, where an element is more than this project's types know. */
const shown = (element: unknown) => (element as { textContent: string | null }).textContent ?? ''
const textOf = (page: Page) => page.$eval('main', (main) => (main as unknown as { innerText: string }).innerText)

/** Reloads the mailbox until a mail with such a subject is there, and opens it. */
async function openMail(page: Page, mailbox: string, subject: string, withinMs: number): Promise<string> {
  const end = Date.now() + withinMs
  for (;;) {
    await page.goto(mailbox)
    const links = await page.$$('[data-row] a')
    for (const link of links) {
      const words = await link.evaluate(shown)
      if (!words.includes(subject)) continue
      await follow(page, () => link.click())
      return textOf(page)
    }
    if (Date.now() > end) throw new Error(`No mail ${subject} within ${withinMs} ms:\n${await textOf(page)}`)
    await new Promise((resolve) => setTimeout(resolve, 400))
  }
}

test('a person is unbanned by e-mail, from the mailbox to the mailbox', async () => {
  const [first, second] = goodPeopleOfOne(2)
  if (first === undefined || second === undefined) throw new Error('nobody')
  const enterprise = await browser.newPage()
  const mailbox = `${app.web}/dev/mail/${encodeURIComponent(first.address)}`

  await enterprise.page.goto(mailbox)
  for (const person of [first, second]) {
    const labels = await enterprise.page.$$('.dev-people label')
    for (const label of labels) {
      if ((await label.evaluate(shown)).includes(person.name)) await label.click()
    }
  }
  await follow(enterprise.page, () => enterprise.page.click('form button[type=submit].btn-primary'))
  const ack = await openMail(enterprise.page, mailbox, '已受理', 15_000)
  expect(ack).toContain('第 1 份')

  const staff = await browser.newPage()
  await staff.page.goto(`${app.web}/sign-in`)
  await staff.page.type('#login', 'staff1')
  await staff.page.type('#password', 'demo-staff1-2026')
  await follow(staff.page, () => staff.page.keyboard.press('Enter'))
  await staff.page.goto(`${app.web}/queue`)
  expect(await textOf(staff.page)).toContain(first.company)
  await follow(staff.page, () => staff.page.keyboard.press('n'))
  expect(await textOf(staff.page)).toContain(first.name)
  await follow(staff.page, () => staff.page.keyboard.press('a'))
  await staff.page.keyboard.press('r')
  await staff.page.keyboard.press('1')
  await follow(staff.page, () => staff.page.keyboard.press('Enter'))
  await follow(staff.page, () => staff.page.keyboard.press('Enter'))
  expect(await textOf(staff.page)).toContain('撤销')
  await follow(staff.page, () => staff.page.keyboard.press('u'))
  await follow(staff.page, () => staff.page.keyboard.press('Enter'))

  const result = await openMail(enterprise.page, mailbox, '审核结果', 60_000)
  expect(result).toContain('1 人通过')
  expect(result).toContain('照片不清晰')
  const people = await app.db.selectFrom('person').select(['name', 'status']).where('name', 'in', [first.name, second.name]).orderBy('id').execute() // prettier-ignore
  const certificates = await app.db.selectFrom('certificate').innerJoin('person', 'person.id', 'person_id').select('certificate.status').where('person.name', '=', first.name).execute() // prettier-ignore
  expect(people.find(({ name }) => name === first.name)?.status).toBe('active')
  expect(people.find(({ name }) => name === second.name)?.status).toBe('disabled')
  expect(certificates.map(({ status }) => status)).toContain('active')
  await staff.page.goto(`${app.web}/queue`)
  expect(await textOf(staff.page)).not.toContain(first.company)
  expect([...enterprise.complaints, ...staff.complaints]).toEqual([])
}, 180_000)
