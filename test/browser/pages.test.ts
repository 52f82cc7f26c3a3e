/** Every page in a browser: axe finds nothing, nothing breaks the content policy, nothing is wider than the screen. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'puppeteer-core'
import { testBrowser, widths, type TestBrowser, type TestPage } from '../support/browser.ts'
import { startSite, type Site } from '../support/site.ts'
import { signIn } from '../support/staff.ts'

let site: Site
let browser: TestBrowser
const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

beforeAll(async () => {
  ;[site, browser] = await Promise.all([startSite(), testBrowser()])
  await site.arrive({
    from: 'office@e00.test',
    receivedAt: '2026-11-18T01:02:11.000Z',
    rows: await site.goodRows('e00', 2),
  })
  await site.arrive({
    from: 'office@e01.test',
    receivedAt: '2026-11-18T01:02:40.000Z',
    rows: await site.goodRows('e01', 1),
  })
  await site.arrive({ from: 'office@e01.test', receivedAt: '2026-11-18T01:03:00.000Z', subject: '忘了附件'.repeat(20) })
  // A question, which waits for staff.
  const ack = await site.db.selectFrom('outgoing_mail').select('message_id').where('kind', '=', 'ack').orderBy('id').limit(1).executeTakeFirstOrThrow() // prettier-ignore
  await site.arrive({ from: 'office@e00.test', receivedAt: '2026-11-18T01:04:00.000Z', inReplyTo: ack.message_id, subject: '回复：还要补什么材料', text: '请问还要补什么材料？' }) // prettier-ignore
  await site.arrive({ from: 'office@e03.test', receivedAt: '2026-11-18T01:05:00.000Z', rows: await site.goodRows('e03', 1), dmarc: 'fail' }) // prettier-ignore
}, 120_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})

async function signedIn(login: string, width: number, script = true): Promise<TestPage> {
  const opened = await browser.newPage(width, script)
  await opened.page.goto(`${site.web}/sign-in`)
  await opened.page.type('#login', login)
  await opened.page.type('#password', `demo-${login}-2026`)
  await Promise.all([opened.page.waitForNavigation(), opened.page.click('.sign-in button')])
  return opened
}

interface Finding {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}
/** Rule and element of whatever axe finds. */
async function violations(page: Page): Promise<string[]> {
  // By the debugger, which the content policy does not bind.
  await page.evaluate(axe)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then((all) => all.violations)')) as Finding[] // prettier-ignore
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)
}

const pages = {
  staff1: ['/', '/queue', '/queue?lang=en', '/queue?view=done&lang=zh', '/queue?enterprise=none', '/requests/#1', '/requests/#2', '/mailbox', '/mails', '/mails?view=todo', '/mails/#1', '/mails/#3', '/mails/#4', '/persons', '/persons/#1', '/account', '/self-check', '/enterprises', '/enterprises?q=none', '/enterprises/#34', '/search?q=jxc', '/search?q=%E5%8D%97%E5%AE%81&lang=en', '/search?lang=zh', '/persons/#1/deletion'], // prettier-ignore
  e00: [
    '/',
    '/requests/#1',
    '/mails',
    '/mails/#1',
    '/persons',
    '/persons/#1',
    '/persons/#8/edit',
    '/persons/new',
    '/persons/new?lang=en',
    '/persons/lookup?lang=zh',
    '/persons/import',
    '/account',
    '/self-check',
    '/notices',
    '/calendar',
    '/enterprises/#1',
    '/help',
    '/help/authorisation-letter',
    '/search?q=%E5%AE%8F%E8%BE%BE',
  ],
  chief: [
    '/',
    '/overview',
    '/overview?lang=en',
    '/overview/returns?of=R01&lang=zh',
    '/overview/resends',
    '/calendar',
    '/calendar?year=2027',
    '/fairness',
    '/notices',
    '/lookup-sites',
    '/mails/#5',
    '/mails/#5?lang=en',
  ],
  sysadmin: ['/'],
  'nanning.reviewer1': ['/', '/persons'],
} as const

beforeAll(async () => {
  await (await signIn(site.web, 'staff1')).post('/queue/next')
})

const tables = { requests: 'request', mails: 'mail', persons: 'person', enterprises: 'enterprise' } as const
/** `/mails/#3`: the third mail, whatever number the database gave it (a statement taken back leaves a gap). */
async function numbered(path: string): Promise<string> {
  const found = /\/(requests|mails|persons|enterprises)\/#(\d+)/.exec(path)
  if (found === null) return path
  const row = await site.db.selectFrom(tables[found[1] as keyof typeof tables]).select('id').orderBy('id').offset(Number(found[2]) - 1).limit(1).executeTakeFirstOrThrow() // prettier-ignore
  return path.replace(`#${found[2]}`, String(row.id))
}

test.each(Object.entries(pages))(
  'axe, the content policy and the width: %s',
  async (login, paths) => {
    for (const width of [widths.desktop, widths.phone]) {
      const { page, complaints } = await signedIn(login, width)
      for (const path of paths) {
        const answer = await page.goto(site.web + (await numbered(path)))
        expect([path, width, answer?.status()]).toEqual([path, width, 200])
        expect([path, width, await violations(page)]).toEqual([path, width, []])
        expect([path, width, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width, width])
      }
      expect(complaints).toEqual([])
    }
  },
  240_000,
)

test('the page of the link to a sender who waits, on both widths', async () => {
  await site.arrive({ from: 'new@agent.test', receivedAt: '2026-11-18T01:06:00.000Z', rows: await site.goodRows('e04', 1) }) // prettier-ignore
  const note = await site.db.selectFrom('outgoing_mail').select('letter_cipher').where('to_address', '=', 'office@e04.test').executeTakeFirstOrThrow() // prettier-ignore
  const link = /\/confirm-sender\/[\w-]+/.exec(site.database.vault.open(note.letter_cipher))?.[0] ?? ''
  for (const width of [widths.desktop, widths.phone]) {
    const { page, complaints } = await browser.newPage(width)
    for (const language of ['en', 'zh']) {
      await page.goto(`${site.web}${link}?lang=${language}`)
      expect([width, language, await violations(page)]).toEqual([width, language, []])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      expect(await page.evaluate('document.querySelectorAll("main button").length')).toBe(2)
    }
    expect(complaints).toEqual([])
  }
}, 60_000)

test('pages before signing in, and errors', async () => {
  for (const width of [widths.desktop, widths.phone]) {
    const { page } = await browser.newPage(width)
    for (const path of [
      '/help',
      '/help?lang=en',
      '/lookup-sites',
      '/calendar?lang=zh',
      '/fairness',
      '/sign-in',
      '/sign-in?why=kept',
      '/nowhere',
      `/confirm-sender/${'x'.repeat(43)}`,
    ]) {
      await page.goto(site.web + path)
      expect([path, await violations(page)]).toEqual([path, []])
    }
  }
}, 60_000)

test('the queue on a phone shows the number, the day that it is due and the state of each request', async () => {
  const { page } = await signedIn('staff1', widths.phone)
  await page.goto(`${site.web}/queue`)
  const cells = (await page.evaluate(`[...document.querySelector('#queue-list tbody tr').cells].map((cell) => {
    const box = cell.getBoundingClientRect()
    return [cell.dataset.label, box.left >= 0 && box.right <= innerWidth && box.height > 0]
  })`)) as [string, boolean][]
  expect(cells).toEqual(['序', '最后邮件时间', '企业', '受理编号', '业务', '人数', '到期', '状态'].map((label) => [label, true])) // prettier-ignore
}, 60_000)

/** What sticks out of the screen, by its text. */
const outside = (selector: string) => `[...document.querySelectorAll('${selector}')].filter((each) => {
  const box = each.getBoundingClientRect()
  return box.height > 0 && (box.left < 0 || box.right > innerWidth)
}).map((each) => each.textContent.trim())`

test('on a phone the whole navigation is seen, in both languages, and the mails are cards', async () => {
  const { page } = await signedIn('chief', widths.phone)
  for (const language of ['en', 'zh']) {
    await page.goto(`${site.web}/mails?lang=${language}`)
    expect(await page.evaluate('document.querySelectorAll(".site-nav a").length')).toBeGreaterThan(5)
    expect(await page.evaluate(outside('.site-nav a, .site-user > *, .mails td, .mails td a'))).toEqual([])
    const { scroll, client } = (await page.evaluate('(({ scrollWidth: scroll, clientWidth: client }) => ({ scroll, client }))(document.querySelector(".site-nav"))')) as { scroll: number; client: number } // prettier-ignore
    expect(scroll).toBe(client)
    // The short word fits; the long one is its title.
    expect(await page.evaluate('(({ placeholder, title }) => [placeholder, title])(document.querySelector(".site-search [name=q]"))')).toEqual(language === 'zh' ? ['查找', '查找人员、企业、申请、来信'] : ['Search', 'Find people, enterprises, requests, mails']) // prettier-ignore
  }
}, 60_000)

test('on a desktop the subject of a mail has the most room, and its time one line', async () => {
  for (const login of ['chief', 'e00']) {
    const { page } = await signedIn(login, widths.desktop)
    await page.goto(`${site.web}/mails`)
    const widest = await page.evaluate(`[...document.querySelector('.mails tbody tr').cells]
      .reduce((wide, cell) => (cell.clientWidth > wide.clientWidth ? cell : wide)).dataset.label`)
    expect(widest).toBe('主题')
    const frame = (await page.evaluate('(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".table-frame"))')) as number // prettier-ignore
    expect(frame).toBe(0)
    expect(await page.evaluate(`[...document.querySelectorAll('.mails td.figures')].filter((cell) => { const range = document.createRange(); range.selectNodeContents(cell); return range.getClientRects().length !== 1 }).length`)).toBe(0) // prettier-ignore
  }
}, 60_000)

test('the review by keys alone: pass, reject with a reason, end, undo', async () => {
  const { page, complaints } = await signedIn('staff1', widths.desktop)
  await page.goto(`${site.web}/queue`)
  const press = async (key: Parameters<Page['keyboard']['press']>[0]) => {
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)])
  }
  const marks = () => page.evaluate('[...document.querySelectorAll(".people .tick")].map((tick) => tick.textContent)')
  const textOf = (selector: string) => page.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`)
  await press('n')
  expect(await marks()).toEqual(['○', '○'])
  await press('j')
  expect(await textOf('.people [aria-current]')).toContain('2')
  await press('k')
  await press('a')
  await page.keyboard.press('r')
  await page.keyboard.press('1')
  await press('Enter')
  expect(await marks()).toEqual(['✓', '✗'])
  await press('Enter')
  expect(await textOf('.undo-bar')).toContain('前可撤销')
  await press('u')
  expect(await marks()).toEqual(['✓', '✗'])
  await page.keyboard.press('?')
  expect(await page.evaluate('document.querySelector("#keys").open')).toBe(true)
  expect(await violations(page)).toEqual([])
  expect(complaints).toEqual([])
}, 60_000)

test('without script the same review is done with the mouse', async () => {
  const { page } = await signedIn('staff2', widths.desktop, false)
  const click = async (selector: string) => {
    await Promise.all([page.waitForNavigation(), page.click(selector)])
  }
  await page.goto(`${site.web}/queue`)
  await click('form[action="/queue/next"] button')
  await click('button[value="approve"]')
  await click('form[action$="/end"] button')
  expect(await page.content()).toContain('前可撤销')
  await click('form[action$="/undo"] button')
  expect(await page.content()).toContain('已撤销，可以继续审核')
}, 60_000)
