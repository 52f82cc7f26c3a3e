import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'

const verify = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['scripts/verify-order.ts', ...args], { env: {} }).then(
    () => ({ code: 0, stderr: '' }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  )

test('a file that is not there is said by its name, in one line', async () => {
  expect(await verify('no-such.ndjson')).toEqual({ code: 2, stderr: '找不到文件：no-such.ndjson\n' })
  expect(await verify('no-such.ndjson', '--english')).toEqual({ code: 2, stderr: 'There is no such file: no-such.ndjson\n' }) // prettier-ignore
})
test('a folder is no file that can be read', async () => {
  expect(await verify('scripts')).toEqual({ code: 2, stderr: '文件无法读取：scripts\n' })
})
