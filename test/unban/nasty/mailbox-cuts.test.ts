/** The line is cut, the process killed, the server unwilling: the record holds every mail once (email.md 14, #71). */
import { describe, expect, test } from '@jest/globals'
import type { Act, Provider, Said } from '../../support/imap-proxy.ts'
import { expectOnce, letters, mailbox, mailServer, proxyOf, watch } from '../../support/mailbox-scene.ts'
import { countLocations, countMails, quickProfile, startMailroomProcess, until } from '../../support/mailroom.ts'

describe('#71 cut off, killed, refused: no mail is lost or doubled', () => {
  // Every command of a session, its first times: logging in, listing, fetching, waiting.
  test.each<[string, (said: Said, nth: number) => Act | undefined]>([
    ['in mid-literal', ({ name, line }, nth) => (name === 'UID FETCH' && line.includes('BODY') && nth < 6 ? { cutInLiteral: 300 } : undefined)], // prettier-ignore
    ['before a command is heard', (_said, nth) => (nth < 2 ? 'cut' : undefined)],
    ['before an answer is heard', (_said, nth) => (nth < 2 ? 'cutAfter' : undefined)],
    ['by BAD and NO', ({ name }, nth) => (nth < 2 && !/^(LOGIN|AUTHENTICATE|CAPABILITY)$/.test(name) ? { say: nth === 0 ? 'BAD no' : 'NO later' } : undefined)], // prettier-ignore
    ['by delays', ({ name }) => (name === 'UID FETCH' ? { delayMs: 120 } : undefined)],
  ])('%s', async (_name, act) => {
    const server = await mailServer()
    const box = await mailbox()
    const times = new Map<string, number>()
    const proxy = await proxyOf(server, 'qq', (said) => {
      const nth = times.get(said.name) ?? 0
      times.set(said.name, nth + 1)
      return act(said, nth)
    })
    await server.deliver(...letters(40))
    watch(box, { port: proxy.port, password: server.password, profile: quickProfile('qq') })
    await until('forty mails', async () => (await countMails(box)) === 40, 40_000)
    await expectOnce(box, 40)
    expect(proxy.violations).toEqual([])
    expect(times.get('UID FETCH')).toBeGreaterThanOrEqual(2)
  })

  test('by SIGKILL at any moment, while mails come, are stored and are moved', async () => {
    const server = await mailServer()
    const box = await mailbox()
    const proxy = await proxyOf(server, '163')
    const profile = quickProfile('163', { moveAfterSeconds: 0 })
    const delivering = server.deliver(...letters(200))
    let kills = 0
    const end = Date.now() + 40_000
    while (Date.now() < end && (kills < 8 || (await countMails(box)) < 200)) {
      const process = await startMailroomProcess(box, { port: proxy.port, password: server.password, profile, owner: `process-${kills}` }) // prettier-ignore
      await new Promise((resolve) => setTimeout(resolve, 300 + ((kills * 137) % 500)))
      process.signal('SIGKILL')
      await process.exited
      kills += 1
      // Nobody waits for the dead: its lease ends by itself, only sooner here.
      await box.db.updateTable('mailbox').set({ lease_until: '2026-01-01T00:00:00Z' }).execute()
      // What intake would have done.
      await box.db.updateTable('mail').set({ state: 'accepted', classified_at: '2026-01-01T00:00:00Z' }).execute()
    }
    await delivering
    watch(box, { port: proxy.port, password: server.password, profile, owner: 'the last' })
    await until('all two hundred', async () => (await countMails(box)) === 200, 30_000)
    await expectOnce(box, 200)
    console.log(`${kills} SIGKILLs, 200 mails, ${await countLocations(box)} places`)
    expect(kills).toBeGreaterThanOrEqual(8)
    expect(proxy.violations).toEqual([])
  }, 120_000)

  test.each<[string, Provider, (said: Said, nth: number) => Act | undefined, number]>([
    [
      'after MOVE was executed',
      'qq',
      ({ name }, nth) => (name === 'UID MOVE' && nth === 0 ? 'cutAfter' : undefined),
      10,
    ],
    ['between COPY and EXPUNGE', '163', ({ name }, nth) => (name === 'UID STORE' && nth === 0 ? 'cut' : undefined), 10],
    ['before EXPUNGE', '163', ({ name }, nth) => (name === 'EXPUNGE' && nth === 0 ? 'cut' : undefined), 10],
  ])(
    '%s: sorted once, and once only',
    async (_name, provider, act, mails) => {
      const server = await mailServer()
      const box = await mailbox()
      let nth = 0
      const proxy = await proxyOf(server, provider, (said) => {
        const given = act(said, nth)
        if (given !== undefined) nth += 1
        return given
      })
      await server.deliver(...letters(mails))
      await box.db.updateTable('mailbox').set({ last_ok_at: null }).execute()
      watch(box, {
        port: proxy.port,
        password: server.password,
        profile: quickProfile(provider, { moveAfterSeconds: 0 }),
      })
      await until('ten mails', async () => (await countMails(box)) === mails)
      await box.db.updateTable('mail').set({ state: 'accepted', classified_at: '2026-01-01T00:00:00Z' }).execute()
      await until('they are sorted', async () => (await box.db.selectFrom('mail_location').select('uid').where('sorted_at', 'is', null).execute()).length === 0, 40_000) // prettier-ignore
      expect(nth).toBe(1)
      const held = (folder: string) => server.asStaff(async (staff) => (await staff.mailboxOpen(folder)).exists)
      expect(await held('Unban/Accepted')).toBe(mails)
      expect(await held('INBOX')).toBe(0)
      await expectOnce(box, mails)
    },
    90_000,
  )
})
