import { expect, test } from '@jest/globals'
import { readSettings } from '../../env.ts'
import { partEnv } from './child-env.ts'

test('a part is given every setting that env.ts reads', () => {
  const asked = new Set<string>()
  const given: Record<string, string> = { DATABASE_URL: 'postgres://127.0.0.1/hoistway', TEMPORAL_ADDRESS: '127.0.0.1:7233', DATA_KEY: 'ab'.repeat(32) } // prettier-ignore
  const env = new Proxy(given, {
    get(settings, name: string) {
      asked.add(name)
      return settings[name]
    },
  })
  readSettings(env)
  expect(asked).toContain('MAIL_JUNK_SECONDS')
  const set = Object.fromEntries([...asked].map((name) => [name, 'x']))
  expect(partEnv(set, {})).toEqual(set)
})
