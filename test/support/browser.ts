/** A browser for tests. Chinese must not come out as boxes: fonts of an npm package are used where one is installed. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'puppeteer-core'
import { findBrowser, openBrowser, writeFontsConf } from '../../io/pdf/browser.ts'
import { cacheFolder } from '../../scripts/run/cache-folder.ts'
import { machineEnv } from '../../scripts/run/child-env.ts'

/** Desktop and phone, the widths at which pages are looked at. */
export const widths = { desktop: 1440, phone: 390 } as const

export interface TestBrowser {
  readonly browser: Browser
  /** A page in a context of its own: nothing is shared with other pages, cookies least of all. */
  newPage(width?: number, script?: boolean): Promise<TestPage>
  close(): Promise<void>
}
export interface TestPage {
  readonly page: Page
  readonly context: BrowserContext
  /** What went wrong on the page so far: errors of scripts, refused by the content policy, not found. */
  readonly complaints: readonly string[]
}

const height = 900
const fontPackages = ['@expo-google-fonts/noto-sans-sc', '@expo-google-fonts/noto-serif-sc']
const systemFonts = '/usr/share/fonts'

export async function testBrowser(): Promise<TestBrowser> {
  const cache = cacheFolder(process.env)
  const program = await findBrowser(process.env['CHROME_PATH'] || null, cache)
  const open = await openBrowser(program, await fontsConf(cache), machineEnv(process.env))
  const { browser } = open
  return {
    browser,
    close: () => open.close(),
    newPage: async (width = widths.desktop, script = true) => {
      const context = await browser.createBrowserContext()
      const page = await context.newPage()
      await page.setViewport({ width, height })
      await page.setJavaScriptEnabled(script)
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      return { page, context, complaints }
    },
  }
}

/** @returns null where no such package is installed: the machine's fonts are used then. */
async function fontsConf(cache: string): Promise<string | null> {
  const require = createRequire(import.meta.url)
  for (const name of fontPackages) {
    try {
      const folder = dirname(require.resolve(`${name}/package.json`))
      const path = join(cache, 'fonts.conf')
      await writeFontsConf(path, [folder, systemFonts], join(cache, 'fontconfig'))
      return path
    } catch {
      // not installed
    }
  }
  return null
}
