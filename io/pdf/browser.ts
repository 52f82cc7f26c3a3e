/**
 * 浏览器: the Chromium that prints and is tested with, and where it comes from: the one that was named; Debian's
 * chromium-headless-shell; the npm package's, unpacked by us; a whole Chromium, which prints five times slower.
 * Nothing is downloaded. The package's own start-up code is not used: it trusts /tmp and switches web security off.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { access, constants, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { launch, type Browser } from 'puppeteer-core'
import { unpackTar } from '../tar.ts'

/** Debian's /usr/bin/chromium-headless-shell is a script that outlives its child: this is the program itself. */
const debianShell = '/usr/lib/chromium/chromium-headless-shell'
const wholeBrowsers = ['/usr/bin/chromium', '/usr/bin/google-chrome']
const args = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--no-default-browser-check', '--font-render-hinting=none', '--disable-dev-shm-usage',
] as const // prettier-ignore

export interface BrowserProgram {
  readonly path: string
  /** Libraries that the system may lack, for LD_LIBRARY_PATH. */
  readonly libraries: string | null
}

/** None of the places has a browser; the message is for the operator. */
class NoBrowser extends Error {
  override name = 'NoBrowser'
}

/**
 * @param named CHROME_PATH, or null.
 * @param cacheFolder private folder where the package's browser is kept unpacked (190 MB).
 * @throws NoBrowser
 */
export async function findBrowser(named: string | null, cacheFolder: string): Promise<BrowserProgram> {
  if (named !== null) return { path: named, libraries: null }
  if (await isExecutable(debianShell)) return { path: debianShell, libraries: null }
  const unpacked = process.platform === 'linux' && process.arch === 'x64' ? await unpackPackaged(cacheFolder) : null
  if (unpacked !== null) return unpacked
  for (const path of wholeBrowsers) if (await isExecutable(path)) return { path, libraries: null }
  throw new NoBrowser('No browser was found: please install chromium-headless-shell, or name one by CHROME_PATH.')
}

export interface OpenBrowser {
  readonly browser: Browser
  close(): Promise<void>
}

/**
 * @param fontsConf a fontconfig file, so that the machine's fonts cannot change what is printed; null: the machine's.
 * @param env the rest of its environment.
 */
export async function openBrowser(
  program: BrowserProgram,
  fontsConf: string | null,
  env: Readonly<Record<string, string>>,
): Promise<OpenBrowser> {
  // prettier-ignore
  const profile = await mkdtemp(join(tmpdir(), 'hoistway-browser-'))
  const remove = () => rm(profile, { recursive: true, force: true })
  try {
    const browser = await launch({
      executablePath: program.path,
      headless: 'shell',
      // No port is opened for it.
      pipe: true,
      userDataDir: profile,
      args: [...args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: {
        ...env,
        ...(program.libraries === null ? {} : { LD_LIBRARY_PATH: program.libraries }),
        ...(fontsConf === null ? {} : { FONTCONFIG_FILE: fontsConf }),
      },
    })
    return { browser, close: () => browser.close().finally(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

/** A fontconfig file that knows only `folders`, with a cache of its own. */
export async function writeFontsConf(path: string, folders: readonly string[], cacheFolder: string): Promise<void> {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const lines = folders.map((folder) => `  <dir>${escaped(folder)}</dir>`)
  await mkdir(cacheFolder, { recursive: true, mode: 0o700 })
  await writeFile(
    path,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n${lines.join('\n')}\n  <cachedir>${escaped(cacheFolder)}</cachedir>\n</fontconfig>\n`,
  )
}

/** Unpacked beside its place and then renamed: a broken one is never used, and two at once do no harm. */
async function unpackPackaged(cacheFolder: string): Promise<BrowserProgram | null> {
  const packed = await packagedFolder()
  if (packed === null) return null
  const place = join(cacheFolder, `chromium-${packed.version}`)
  const program = { path: join(place, 'chromium'), libraries: join(place, 'lib') }
  if (await isExecutable(program.path)) return program
  await mkdir(cacheFolder, { recursive: true, mode: 0o700 })
  const draft = await mkdtemp(join(cacheFolder, 'draft-'))
  try {
    const libraries = join(draft, 'libraries.tar')
    await Promise.all([
      inflate(join(packed.bin, 'chromium.br'), join(draft, 'chromium'), 0o700),
      inflate(join(packed.bin, 'al2023.tar.br'), libraries, 0o600),
    ])
    await unpackTar(libraries, draft)
    await rm(libraries)
    await rename(draft, place).catch(async (error: unknown) => {
      if (!(await isExecutable(program.path))) throw error
    })
    return program
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function packagedFolder(): Promise<{ bin: string; version: string } | null> {
  let folder: string
  try {
    folder = dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))
  } catch {
    return null
  }
  // The package exports no path of its files: its folder is the one above with its package.json.
  while (folder !== dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => null)
    const { name, version } = JSON.parse(text ?? '{}') as { name?: string; version?: string }
    if (name === '@sparticuz/chromium' && version !== undefined) return { bin: join(folder, 'bin'), version }
    folder = dirname(folder)
  }
  return null
}

function inflate(from: string, to: string, mode: number): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }))
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
