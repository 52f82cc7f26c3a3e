/** What somebody typed is text: characters that no keyboard makes are refused before any route sees them. */
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { problem } from './problems.ts'
import { ProblemError } from './identify.ts'

/** Tab, line feed and carriage return are text; every other control, and half of a surrogate pair, is not. */
const notText = /(?![\t\n\r])[\p{Cc}\p{Surrogate}]/u
/** Deeper than any form of ours. */
const depthMax = 6

export function refuseUnprintable(): RequestHandler {
  return (req: Request, _res: Response, next: NextFunction) => {
    if (!isText(safelyDecoded(req.originalUrl), 0) || !isText(req.body, 0)) throw new ProblemError(problem('badInput'))
    next()
  }
}

function safelyDecoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    // An address that cannot be decoded is the router's to refuse.
    return ''
  }
}

function isText(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !notText.test(value)
  if (typeof value !== 'object' || value === null) return true
  return (
    depth < depthMax && Object.entries(value).every(([key, inner]) => isText(key, depth) && isText(inner, depth + 1))
  )
}
