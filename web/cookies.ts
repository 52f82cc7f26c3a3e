/** Cookies: names, reading, attributes. `__Host-` where the site is https, so that no other host can set them. */
import type { Request, Response } from 'express'
import type { Cookie } from './reply.ts'

const names: Record<Cookie['kind'], string> = { session: 'session', visitor: 'visitor', language: 'language' }
const yearMs = 365 * 24 * 3_600_000

export interface CookieJar {
  read(req: Request, kind: Cookie['kind']): string | null
  write(res: Response, cookie: Cookie): void
}

export function cookieJar(baseUrl: string): CookieJar {
  const secure = baseUrl.startsWith('https:')
  const nameOf = (kind: Cookie['kind']) => (secure && kind !== 'language' ? `__Host-${names[kind]}` : names[kind])
  return {
    read(req, kind) {
      const wanted = `${nameOf(kind)}=`
      for (const part of (req.headers.cookie ?? '').split(';')) {
        const pair = part.trim()
        if (pair.startsWith(wanted)) return pair.slice(wanted.length)
      }
      return null
    },
    write(res, { kind, value }) {
      const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const
      if (value === null) res.clearCookie(nameOf(kind), options)
      else if (kind === 'language') res.cookie(nameOf(kind), value, { ...options, maxAge: yearMs })
      // A session's end is the database's to say: the cookie lasts as long as the browser.
      else res.cookie(nameOf(kind), value, options)
    },
  }
}
