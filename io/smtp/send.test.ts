import { afterEach, describe, expect, test } from '@jest/globals'
import { smtpUser, startSmtpServer, type SmtpFault, type SmtpServer } from '../../test/support/smtp-server.ts'
import { startTcpProxy } from '../../test/support/tcp-proxy.ts'
import { smtpTimes } from './limits.ts'
import { createSender, type Sender } from './send.ts'

const envelope = { from: 'unban@example.test', to: 'office@hongda.test' }
const small = Buffer.from('Subject: x\r\n\r\nbody\r\n.starts with a dot\r\n')
/** More than the library and the socket hold between them: the line can be cut in the middle of it. */
const large = Buffer.from(`Subject: x\r\n\r\n${'line of text\r\n'.repeat(1_800_000)}`)

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
async function started(...faults: SmtpFault[]): Promise<SmtpServer> {
  const server = await startSmtpServer(...faults)
  open.push(server)
  return server
}
function senderTo(port: number, times = {}, user: Partial<typeof smtpUser> = smtpUser): Sender {
  const sender = createSender(
    { host: '127.0.0.1', port, secure: false, ...smtpUser, ...user },
    { ...smtpTimes, connect: 2_000, greeting: 2_000, send: 4_000, ...times },
  )
  open.push(sender)
  return sender
}

describe('what is known after the line was cut', () => {
  test.each([
    ['cutAtGreeting', 'small', 'notAccepted', 0],
    ['cutAtMail', 'small', 'notAccepted', 0],
    ['cutAtRcpt', 'small', 'notAccepted', 0],
    // A small mail is on its way before the cut is noticed: unknown, on the safe side.
    ['cutInData', 'small', 'uncertain', 0],
    ['cutInData', 'large', 'notAccepted', 0],
    ['cutAfterDot', 'small', 'uncertain', 1],
  ] as const)('%s, %s mail: %s, the server has %s', async (fault, size, kind, stored) => {
    const server = await started(fault)
    const sender = senderTo(server.port)
    const raw = { small, large }[size]
    expect(await sender.send(raw, envelope)).toMatchObject(
      kind === 'notAccepted' ? { kind, temporary: true, reason: 'network' } : { kind },
    )
    expect(server.taken).toHaveLength(stored)
    expect(await sender.send(small, envelope)).toMatchObject({ kind: 'sent' })
  })

  test('an answer later than the deadline is unknown, and the deadline holds', async () => {
    const server = await started('silentAfterDot')
    const since = performance.now()
    expect(await senderTo(server.port, { send: 400 }).send(small, envelope)).toMatchObject({ kind: 'uncertain' })
    expect(performance.now() - since).toBeLessThan(1_500)
    expect(server.taken).toHaveLength(1)
  })

  test('a server that never greets is not accepted, within the deadline', async () => {
    const server = await started()
    const proxy = await startTcpProxy(server.port)
    open.push(proxy)
    proxy.freeze()
    for (const times of [{ send: 300 }, { greeting: 300 }]) {
      expect(await senderTo(proxy.port, times).send(small, envelope)).toMatchObject({
        kind: 'notAccepted',
        reason: 'network',
      })
    }
  })

  test('nobody listens', async () => {
    expect(await senderTo(1).send(small, envelope)).toMatchObject({
      kind: 'notAccepted',
      temporary: true,
      reason: 'network',
    })
  })
})

describe('what a refusal means', () => {
  test.each([
    [
      { at: 'data', code: 550, text: 'Mail content denied' },
      { code: '550', temporary: false, reason: 'content' },
    ],
    [
      { at: 'data', code: 554, text: 'DT:SPM 163 smtp1' },
      { code: '554', temporary: false, reason: 'content' },
    ],
    [
      { at: 'data', code: 452, text: 'Insufficient storage' },
      { code: '452', temporary: true },
    ],
    [
      { at: 'data', code: 550, text: 'Connection frequency limited' },
      { code: '550', temporary: true, reason: 'frequency' },
    ],
    [
      { at: 'mail', code: 450, text: 'Too many messages, slow down' },
      { code: '450', temporary: true, reason: 'frequency' },
    ],
    [
      { at: 'rcpt', code: 550, text: 'Mailbox not found' },
      { code: '550', temporary: false, reason: 'address' },
    ],
    [
      { at: 'rcpt', code: 451, text: 'Greylisted' },
      { code: '451', temporary: true },
    ],
    [
      { at: 'mail', code: 535, text: 'authentication required' },
      { code: '535', temporary: true, reason: 'auth' },
    ],
  ] as const)('%j', async (fault, outcome) => {
    const server = await started(fault)
    const sender = senderTo(server.port)
    const { text, ...rest } = (await sender.send(small, envelope)) as { text: string }
    expect(rest).toEqual({ kind: 'notAccepted', ...outcome })
    expect(text).toContain(fault.text)
    expect(server.taken).toHaveLength(0)
    // A refused mail does not cost the login.
    expect(await sender.send(small, envelope)).toMatchObject({ kind: 'sent' })
    expect(server.connections()).toBe(1)
  })

  test('a wrong password is the account, not the letter', async () => {
    const server = await started()
    expect(await senderTo(server.port, {}, { password: 'wrong' }).send(small, envelope)).toMatchObject({
      kind: 'notAccepted',
      code: '535',
      temporary: true,
      reason: 'auth',
    })
  })

  test('a server without login is used without', async () => {
    const server = await started()
    expect(await senderTo(server.port, {}, { user: '' }).send(small, envelope)).toMatchObject({ kind: 'sent' })
  })
})

describe('one connection', () => {
  test('many mails, asked for at once, go out one after another over it, byte for byte', async () => {
    const server = await started()
    const sender = senderTo(server.port)
    const mails = Array.from({ length: 20 }, (_, n) => Buffer.from(`Subject: ${n}\r\n\r\n..${n}\r\n.\r\n`))
    const outcomes = await Promise.all(mails.map((raw) => sender.send(raw, envelope)))
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true)
    expect(server.taken.map(({ raw }) => raw.toString())).toEqual(mails.map(String))
    expect(server.connections()).toBe(1)
  })

  test('a mail larger than the library buffers arrives whole', async () => {
    const server = await started()
    expect(await senderTo(server.port).send(large, envelope)).toMatchObject({ kind: 'sent' })
    expect(server.taken[0]?.raw.equals(large)).toBe(true)
  })

  test('when the server hangs up between two mails the second is said on a new line, once', async () => {
    const server = await started()
    const sender = senderTo(server.port)
    await sender.send(small, envelope)
    server.cut()
    expect(await sender.send(small, envelope)).toMatchObject({ kind: 'sent' })
    server.faults.push('cutAtMail')
    expect(await sender.send(small, envelope)).toMatchObject({ kind: 'sent' })
    server.faults.push('cutAtMail', 'cutAtGreeting')
    expect(await sender.send(small, envelope)).toMatchObject({ kind: 'notAccepted', reason: 'network' })
    expect(server.taken).toHaveLength(3)
  })

  test('a mail of unknown outcome is not said again by itself', async () => {
    const server = await started()
    const sender = senderTo(server.port)
    await sender.send(small, envelope)
    server.faults.push('cutAfterDot')
    expect(await sender.send(small, envelope)).toMatchObject({ kind: 'uncertain' })
    expect(server.taken).toHaveLength(2)
  })

  test('an unused connection is let go, and after close nothing is left', async () => {
    const server = await started()
    const sender = senderTo(server.port, { idle: 500 })
    await sender.send(small, envelope)
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(await sender.send(small, envelope)).toMatchObject({ kind: 'sent' })
    expect(server.connections()).toBe(2)
  })
})

test.each([
  'office@hongda.test\r\nBcc: evil@example.test',
  'office@hongda.test\r\nRCPT TO:<evil@example.test>',
  'office@hongda.test, evil@example.test',
  'Office <office@hongda.test>',
  '<office@hongda.test>',
  `${'a'.repeat(300)}@hongda.test`,
  'office@hongda.test evil@example.test',
  '',
])('nothing but one address may be an envelope: %j', async (to) => {
  const server = await started()
  const sender = senderTo(server.port)
  await expect(sender.send(small, { ...envelope, to })).rejects.toThrow()
  await expect(sender.send(small, { ...envelope, from: to })).rejects.toThrow()
  expect(server.connections()).toBe(0)
})
