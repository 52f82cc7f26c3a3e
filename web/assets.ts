/** Style sheets and scripts under names that carry their content's hash: kept by browsers for a year. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { RequestHandler } from 'express'

const own = (name: string) => join(import.meta.dirname, 'assets', name)
const packageFile = (name: string, path: string) =>
  join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), path)

const sources = {
  tablerCss: () => packageFile('@tabler/core', 'dist/css/tabler.min.css'),
  appCss: () => own('app.css'),
  pageScript: () => own('page.js'),
  queueScript: () => own('queue.js'),
  reviewScript: () => own('review.js'),
  helpScript: () => own('help.js'),
  importScript: () => own('import.js'),
  personFormScript: () => own('person-form.js'),
} as const

export type AssetName = keyof typeof sources
const types: Record<string, string> = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8' }
const hashLength = 12

export interface Assets {
  readonly urls: Readonly<Record<AssetName, string>>
  readonly serve: RequestHandler
}

/** Reads and packs every asset once. @throws Error when one is missing. */
export function loadAssets(): Assets {
  const byUrl = new Map<string, { bytes: Buffer; packed: Buffer; type: string }>()
  const urls = Object.fromEntries(
    Object.entries(sources).map(([name, source]) => {
      const path = source()
      const bytes = readFileSync(path)
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, hashLength)
      const url = `/assets/${name}.${hash}${extname(path)}`
      byUrl.set(url, { bytes, packed: gzipSync(bytes), type: types[extname(path)] ?? 'application/octet-stream' })
      return [name, url]
    }),
  ) as Record<AssetName, string>

  return {
    urls,
    serve: (req, res, next) => {
      const found = byUrl.get(req.path)
      if (found === undefined || (req.method !== 'GET' && req.method !== 'HEAD')) {
        next()
        return
      }
      const packed = (req.get('accept-encoding') ?? '').includes('gzip')
      res.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
      res.setHeader('Content-Type', found.type)
      res.setHeader('Vary', 'Accept-Encoding')
      if (packed) res.setHeader('Content-Encoding', 'gzip')
      res.end(packed ? found.packed : found.bytes)
    },
  }
}
