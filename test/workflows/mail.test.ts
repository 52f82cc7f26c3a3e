/** The workflows of a mailbox: taking what is stored, sending what is due, holding what must be confirmed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startEngine, type Engine } from '../support/engine.ts'
import { keepHistory } from '../support/histories.ts'
import { changedSignal, taskQueue, wokenSignal } from '../../workflows/messages.ts'
import type { mailIntake } from '../../workflows/mail-intake.ts'
import type { mailboxSync } from '../../workflows/mailbox-sync.ts'
import type { outgoingMail } from '../../workflows/outgoing-mail.ts'
import type { senderHold } from '../../workflows/sender-hold.ts'

let engine: Engine

beforeAll(async () => {
  engine = await startEngine()
})
afterAll(async () => {
  await engine.close()
})

test('intake goes on until nothing is stored', async () => {
  const left = [true, true, false]
  let runs = 0
  await engine.during({ takeStoredMails: () => Promise.resolve(left[runs++] ?? false) }, async () => {
    const handle = await engine.client.workflow.signalWithStart<typeof mailIntake, []>('mailIntake', { workflowId: 'intake', taskQueue, args: [{ mailboxId: 1 }], signal: wokenSignal }) // prettier-ignore
    await handle.result()
    await keepHistory(engine.client.workflow.getHandle('intake'), 'mailIntake', 'until-empty')
  })
  expect(runs).toBeGreaterThanOrEqual(3)
})

test('letters that are due later are sent later, and the workflow ends when none waits', async () => {
  const answers = [0.3, null]
  let runs = 0
  await engine.during({ sendDueLetters: () => Promise.resolve(answers[runs++] ?? null) }, async () => {
    const handle = await engine.client.workflow.start<typeof outgoingMail>('outgoingMail', { workflowId: 'outgoing', taskQueue, args: [{ mailboxId: 1 }] }) // prettier-ignore
    await handle.result()
    await keepHistory(handle, 'outgoingMail', 'later')
  })
  expect(runs).toBe(2)
})

test('a held mail is settled when it is confirmed, without waiting for its time', async () => {
  let confirmed = false
  const later = new Date(Date.now() + 3_600_000).toISOString()
  await engine.during({ settleHold: () => Promise.resolve({ heldUntil: confirmed ? null : later }) }, async () => {
    const handle = await engine.client.workflow.start<typeof senderHold>('senderHold', { workflowId: 'hold', taskQueue, args: [{ mailId: 1, enterpriseId: 2 }] }) // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 300))
    confirmed = true
    await handle.signal(changedSignal)
    await handle.result()
    await keepHistory(handle, 'senderHold', 'confirmed')
  })
})

test('a held mail is settled when its time is over', async () => {
  const until = new Date(Date.now() + 500).toISOString()
  let runs = 0
  const settleHold = () => {
    runs += 1
    return Promise.resolve({ heldUntil: runs === 1 ? until : null })
  }
  await engine.during({ settleHold }, async () => {
    const handle = await engine.client.workflow.start<typeof senderHold>('senderHold', { workflowId: 'hold-over', taskQueue, args: [{ mailId: 2, enterpriseId: 2 }] }) // prettier-ignore
    await handle.result()
    await keepHistory(handle, 'senderHold', 'expired')
  })
  expect(runs).toBe(2)
})

test('the scheduled look is one activity', async () => {
  let looked = 0
  const syncMailbox = (mailboxId: number) => {
    looked = mailboxId
    return Promise.resolve()
  }
  await engine.during({ syncMailbox }, async () => {
    const handle = await engine.client.workflow.start<typeof mailboxSync>('mailboxSync', { workflowId: 'sync', taskQueue, args: [{ mailboxId: 5 }] }) // prettier-ignore
    await handle.result()
    await keepHistory(handle, 'mailboxSync', 'once')
  })
  expect(looked).toBe(5)
})
