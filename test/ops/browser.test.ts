import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { testBrowser, widths, type TestBrowser } from '../support/browser.ts'

let browser: TestBrowser
beforeAll(async () => {
  browser = await testBrowser()
}, 60_000)
afterAll(() => browser.close())

test('Chinese is drawn with characters, not with boxes', async () => {
  const { page } = await browser.newPage(widths.phone)
  // A font without the characters draws the same box for each of them.
  const pictures = []
  for (const text of ['起', '重', '\u{10FFFD}']) {
    await page.setContent(`<span style="font-size:40px">${text}</span>`)
    pictures.push(await (await page.$('span'))?.screenshot({ encoding: 'base64' }))
  }
  expect(new Set(pictures).size).toBe(3)
})

test('what goes wrong on a page is told', async () => {
  const { page, complaints } = await browser.newPage()
  await page.setContent('<script>nothing()</script>')
  expect(complaints).toEqual([expect.stringContaining('nothing is not defined')])
})
