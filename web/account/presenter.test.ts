import { expect, test } from '@jest/globals'
import { browserName } from './presenter.ts'

test('a session is told by browser and system, no more', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0'
  expect(browserName(edge, 'zh')).toBe('Edge · Windows')
  expect(browserName('curl/8', 'zh')).toBe('程序')
})
