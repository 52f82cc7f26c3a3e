// The wall clock of this process is wrong by as many milliseconds as the file says that ?file= names.
import { readFileSync } from 'node:fs'
import { setInterval } from 'node:timers'
import { URL } from 'node:url'

const file = new URL(import.meta.url).searchParams.get('file')
const RealDate = Date
const realNow = Date.now.bind(Date)
let wrongBy = 0
setInterval(() => {
  try {
    wrongBy = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    wrongBy = 0
  }
}, 500).unref()

globalThis.Date = class Date extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(realNow() + wrongBy)
    else super(...args)
  }
  static now() {
    return realNow() + wrongBy
  }
}
