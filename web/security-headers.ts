/** Headers of every answer, errors included. Nothing is loaded from another host; no script but ours runs. */
import { randomBytes } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'

const nonceOf = (res: unknown): string => (res as { locals: { nonce: string } }).locals.nonce

export function securityHeaders(baseUrl: string): RequestHandler[] {
  const https = baseUrl.startsWith('https:')
  return [
    (_req, res: Response, next) => {
      // base64url: Handlebars would turn base64's `=` into an entity.
      ;(res.locals as { nonce?: string }).nonce = randomBytes(18).toString('base64url')
      next()
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: [(_req, res) => `'nonce-${nonceOf(res)}'`],
          styleSrc: ["'self'", (_req, res) => `'nonce-${nonceOf(res)}'`],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      // Only to our own pages: the way back after signing in.
      referrerPolicy: { policy: 'same-origin' },
    }),
    (_req, res: Response, next) => {
      res.setHeader('Cache-Control', 'private, no-store')
      res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()')
      res.vary('Accept')
      res.vary('Cookie')
      next()
    },
  ]
}

/** For a file shown or saved: it may do nothing, whatever it holds. */
export const fileSandbox = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
