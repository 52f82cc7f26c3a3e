import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { loadViews, templateFiles } from './views.ts'

test('every template compiles, with strict names and known helpers only', () => {
  expect(() => loadViews()).not.toThrow()
})

test('no template prints anything unescaped, runs an inline handler or loads from elsewhere', () => {
  for (const file of templateFiles()) {
    const text = readFileSync(file, 'utf8')
    expect([file, /\{\{\{|\{\{&/.test(text)]).toEqual([file, false])
    expect([file, /\son[a-z]+\s*=/i.test(text.replace(/aria-[a-z]+/g, ''))]).toEqual([file, false])
    expect([file, /(?:src|href|action)="https?:/.test(text)]).toEqual([file, false])
    expect([file, /\sstyle=/.test(text)]).toEqual([file, false])
  }
})

test('every form that is posted carries the CSRF token', () => {
  for (const file of templateFiles()) {
    for (const [form] of readFileSync(file, 'utf8').matchAll(/<form[^>]*method="post"[^]*?<\/form>/g)) {
      expect([file, form.includes('{{> csrf}}')]).toEqual([file, true])
    }
  }
})

test('a name that a template misses stops it instead of printing nothing', () => {
  expect(() => loadViews()('message/message', { shell: {}, t: {} })).toThrow()
})
