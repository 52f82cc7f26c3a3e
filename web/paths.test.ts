import { expect, test } from '@jest/globals'
import { inLanguage, ownPath, paths } from './paths.ts'

test('after signing in one comes back only to a page of ours', () => {
  expect(ownPath('/requests/5?row=7')).toBe('/requests/5?row=7')
  const strange = ['https://evil.test/', '//evil.test', '/\\evil.test', 'javascript:alert(1)', '', 'queue', '/a b', '/\n', undefined] // prettier-ignore
  for (const text of strange) expect(ownPath(text)).toBe('/')
})

test('an empty filter leaves no trace in the address', () => {
  expect(paths.queue({ enterprise: '', business: undefined, view: 'waiting' })).toBe('/queue')
  expect(paths.queue({ enterprise: '宏达', view: 'done' })).toBe('/queue?enterprise=%E5%AE%8F%E8%BE%BE&view=done')
})

test('the language switch keeps the page and its filters', () => {
  expect(inLanguage('/queue?view=done&lang=zh', 'en')).toBe('/queue?view=done&lang=en')
})
