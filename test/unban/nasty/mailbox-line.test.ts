/** What providers do to the reading of a mailbox: the record holds every mail once (email.md 14). */
import { describe, expect, test } from '@jest/globals'
import { readMailboxHealth } from '../../../db/read/mailbox.ts'
import type { Provider } from '../../support/imap-proxy.ts'
import { expectOnce, letter, letters, mailbox, mailServer, open, proxyOf, watch } from '../../support/mailbox-scene.ts'
import { countLocations, countMails, quickProfile, startMailroom, until } from '../../support/mailroom.ts'
import { startTcpProxyTo } from '../../support/renumbering.ts'

describe.each<{ provider: Provider; dovecot: boolean; title: string }>([
  { provider: '163', dovecot: false, title: '#73 the bundled server like 163' },
  { provider: 'qq', dovecot: false, title: '#74 the bundled server like QQ' },
  { provider: '163', dovecot: true, title: '#73 Dovecot like 163' },
  { provider: 'qq', dovecot: true, title: '#74 Dovecot like QQ' },
])('a server like $provider (dovecot when it is here: $dovecot)', ({ provider, dovecot, title }) => {
  test(`${title} is read with what it has: identified before SELECT, listed by SEARCH, nothing it refuses is ever said`, async () => {
    const server = await mailServer(dovecot)
    if (dovecot && server.kind === 'own') return void console.log('Dovecot is not on PATH: proven with the bundled server only.') // prettier-ignore
    const box = await mailbox()
    const proxy = await proxyOf(server, provider)
    await server.deliver(...letters(60))
    watch(box, { port: proxy.port, password: server.password, profile: quickProfile(provider) })
    await until('sixty mails', async () => (await countMails(box)) === 60)
    await server.deliver(...letters(3, 'later'))
    await until('three more', async () => (await countMails(box)) === 63)
    await expectOnce(box, 63)
    expect(proxy.violations).toEqual([])
    const commands = proxy.said.map(({ name }) => name)
    expect(commands.indexOf('ID')).toBeLessThan(commands.indexOf('SELECT'))
    expect(commands.includes('IDLE')).toBe(provider === 'qq')
    for (const { name, line } of proxy.said) if (name === 'UID SEARCH') expect(line).toMatch(/^UID SEARCH (ALL|UID \d+:\*)$/) // prettier-ignore
  })
})

test('#73 a provider that is not told who asks refuses the folder, and that is said as a matter of the account', async () => {
  const server = await mailServer()
  const box = await mailbox()
  const proxy = await proxyOf(server, '163', ({ name }) => (name === 'SELECT' ? { say: 'NO SELECT Unsafe Login. Please contact the provider' } : undefined)) // prettier-ignore
  watch(box, { port: proxy.port, password: server.password, profile: quickProfile('163') })
  await until('the problem is noted', async () => {
    const row = await box.db.selectFrom('mailbox').select('last_error_kind').where('id', '=', box.mailboxId).executeTakeFirstOrThrow() // prettier-ignore
    return row.last_error_kind === 'auth'
  })
})

test('#72 a line that is silently dead is left within a minute', async () => {
  const server = await mailServer()
  const box = await mailbox()
  const proxy = await proxyOf(server, 'qq')
  // The real deadlines and pauses: the figure is what is tested.
  const { mailroom } = watch(box, { port: proxy.port, password: server.password, profile: { ...quickProfile('qq'), pollSeconds: 30, reconnectMs: { first: 1_000, last: 300_000 } } }, { times: undefined }) // prettier-ignore
  await until('the first look', async () => (await box.db.selectFrom('mailbox').select('last_ok_at').where('id', '=', box.mailboxId).executeTakeFirstOrThrow()).last_ok_at !== null) // prettier-ignore
  proxy.blackHole()
  await server.deliver(letter('in-the-dark'))
  const since = Date.now()
  await until('the mail is there', async () => (await countMails(box)) === 1, 62_000)
  console.log(`found ${Math.round((Date.now() - since) / 1000)} s after the line fell silent`)
  expect(Date.now() - since).toBeLessThan(60_000)
  expect(mailroom).toBeDefined()
}, 90_000)

test('#75 an expired authorisation code: no login storm, one state that says what to do, and all goes on by itself', async () => {
  const server = await mailServer()
  const box = await mailbox()
  let expired = true
  const proxy = await proxyOf(server, 'qq', ({ name }) => ((name === 'LOGIN' || name === 'AUTHENTICATE') && expired ? { say: 'NO [AUTHENTICATIONFAILED] Login fail. Authorization code is expired' } : undefined)) // prettier-ignore
  const logins = () => proxy.said.filter(({ name }) => name === 'LOGIN' || name === 'AUTHENTICATE').length
  const wish = { port: proxy.port, password: server.password, profile: quickProfile('qq') }
  // However often the program starts anew and people press the button.
  for (let start = 0; start < 8; start += 1) {
    const running = startMailroom(box, { ...wish, owner: `start-${start}` })
    await until('it has tried or waits', async () => (await box.db.selectFrom('mailbox').select('lease_owner').where('id', '=', box.mailboxId).executeTakeFirstOrThrow()).lease_owner === `start-${start}`) // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 300))
    await running.stop()
    await box.db.updateTable('mailbox').set({ lease_owner: null, look_asked_at: new Date().toISOString() }).execute()
  }
  expect(logins()).toBe(6)
  const { authority_id } = await box.db.selectFrom('mailbox').select('authority_id').where('id', '=', box.mailboxId).executeTakeFirstOrThrow() // prettier-ignore
  const health = await readMailboxHealth(box.db, authority_id)
  expect(health?.alerts.map(({ kind }) => kind)).toEqual(['auth'])
  expect(health?.alerts[0]?.words.zh).toContain('重新生成授权码')
  // An hour later, with a new code.
  expired = false
  await server.deliver(letter('after-all'))
  await box.db
    .updateTable('mailbox')
    .set({ auth_refused: ['2026-11-20T00:00:00Z'] })
    .execute()
  watch(box, { ...wish, owner: 'renewed' })
  await until('the mail is there', async () => (await countMails(box)) === 1)
  expect((await readMailboxHealth(box.db, authority_id))?.alerts).toEqual([])
}, 60_000)

test('#27 two mails in the same second are in the order of their UIDs, and stay so after a restart', async () => {
  const server = await mailServer()
  const box = await mailbox()
  const at = new Date(Date.now() - 1_000)
  await server.asStaff(async (staff) => {
    for (const name of ['first', 'second', 'third']) await staff.append('INBOX', letter(name), [], at)
  })
  const wish = { port: server.imapPort, password: server.password, profile: quickProfile('bundled') }
  const inOrder = () => box.db.selectFrom('mail').innerJoin('mail_location', 'mail_id', 'mail.id').select(['uid', 'mail.received_at', 'arrival']).orderBy('received_at').orderBy('arrival').execute() // prettier-ignore
  const first = startMailroom(box, wish)
  await until('three mails', async () => (await countMails(box)) === 3)
  await first.stop()
  const before = await inOrder()
  expect(before.map(({ uid }) => uid)).toEqual([1, 2, 3])
  expect(new Set(before.map(({ received_at }) => received_at)).size).toBe(1)
  watch(box, { ...wish, owner: 'again' })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await inOrder()).toEqual(before)
})

test('#30 a mail that staff have read, flagged or answered before the fetch is taken like any other', async () => {
  const server = await mailServer()
  const box = await mailbox()
  await server.deliver(...letters(3))
  await server.asStaff(async (staff) => {
    await staff.mailboxOpen('INBOX')
    await staff.messageFlagsAdd('1:*', ['\\Seen', '\\Flagged', '\\Answered'], { uid: true })
  })
  watch(box, { port: server.imapPort, password: server.password, profile: quickProfile('bundled') })
  await until('three mails', async () => (await countMails(box)) === 3)
  await server.asStaff(async (staff) => {
    await staff.mailboxOpen('INBOX')
    await staff.messageFlagsRemove('1:*', ['\\Flagged'], { uid: true })
  })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await expectOnce(box, 3)
})

test('#31 UIDVALIDITY changes with 500 mails in the inbox: all are found again, and nothing else happens', async () => {
  const server = await mailServer()
  const box = await mailbox()
  await server.deliver(...letters(500))
  let shift = 0
  // What a provider does when it restores a mailbox: other numbers for the same mails.
  const renumbered = await startTcpProxyTo(server, () => shift)
  open.push(() => renumbered.close())
  watch(box, {
    port: renumbered.port,
    password: server.password,
    profile: { ...quickProfile('qq'), selectsAnew: true },
  })
  await until('five hundred mails', async () => (await countMails(box)) === 500, 40_000)
  const facts = () => box.db.selectFrom('mail').select(['id', 'received_at', 'arrival', 'state', 'time_source']).orderBy('id').execute() // prettier-ignore
  const wishes = () => box.db.selectFrom('wish').select(['kind', 'wanted']).execute()
  const before = [await facts(), await wishes()]
  shift = 1
  await until('a thousand places', async () => (await countLocations(box)) === 1_000, 40_000)
  expect([await facts(), await wishes()]).toEqual(before)
  await expectOnce(box, 500)
  const epochs = await box.db
    .selectFrom('mailbox_epoch')
    .select('uidvalidity')
    .where('folder', '=', 'INBOX')
    .orderBy('id')
    .execute()
  expect(new Set(epochs.map(({ uidvalidity }) => uidvalidity)).size).toBe(2)
}, 120_000)
