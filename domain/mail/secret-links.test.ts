import { expect, test } from '@jest/globals'
import { withoutSecretLinks } from './secret-links.ts'

const token = 'A1_-'.repeat(10) + 'xyz'

test('links of our letters that need no account lose their secret part, and nothing else is touched', () => {
  expect(withoutSecretLinks(`请打开 http://127.0.0.1:3000/confirm-sender/${token} 并确认`)).toBe('请打开 http://127.0.0.1:3000/confirm-sender/… 并确认') // prettier-ignore
  expect(withoutSecretLinks(`> 进度：https://a.example/status/${token}\n> 谢谢`)).toBe('> 进度：https://a.example/status/…\n> 谢谢') // prettier-ignore
  expect(withoutSecretLinks('https://a.example/status/ 与 /requests/12')).toBe('https://a.example/status/ 与 /requests/12') // prettier-ignore
})
