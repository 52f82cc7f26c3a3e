import { expect, test } from '@jest/globals'
import { mailboxAlerts, type MailboxFacts } from './mailbox-alerts.ts'

const well: MailboxFacts = {
  now: '2026-11-20T06:00:00.000Z',
  lastOkAt: '2026-11-20T05:59:52.000Z',
  problem: null,
  lagSeconds: 2,
  oddlyQuiet: false,
  unreadable: 0,
  sortingStoppedAt: null,
}
const since = '2026-11-20T05:54:00.000Z'

test.each<[string, Partial<MailboxFacts>, string[]]>([
  ['all is well', {}, []],
  ['a refused login is said at once', { problem: { kind: 'auth', since } }, ['auth']],
  ['a short break of the line is not said', { problem: { kind: 'network', since } }, []],
  ['a long one is, once', { problem: { kind: 'network', since }, lastOkAt: since }, ['network']],
  ['nobody looks, and nobody says why', { lastOkAt: since }, ['noLook']],
  ['never looked', { lastOkAt: null }, ['noLook']],
  ['eleven minutes of lag', { lagSeconds: 660 }, ['lag']],
  ['ten are none', { lagSeconds: 600 }, []],
  ['a quiet mailbox that is read', { oddlyQuiet: true }, ['quiet']],
  ['a quiet mailbox that is not read is told as what it is', { oddlyQuiet: true, problem: { kind: 'auth', since } }, ['auth']], // prettier-ignore
  ['mails that cannot be read, and sorting that stopped', { unreadable: 1, sortingStoppedAt: since }, ['unreadable', 'folderStuck']], // prettier-ignore
])('%s', (_name, changes, kinds) => {
  const alerts = mailboxAlerts({ ...well, ...changes })
  expect(alerts.map(({ kind }) => kind)).toEqual(kinds)
  for (const { words } of alerts) expect(words.zh.length * words.en.length).toBeGreaterThan(0)
})
