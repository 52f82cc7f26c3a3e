/**
 * Chaos: enterprises write and staff decide while processes are killed, lines are cut in the middle of a word, disks fill
 * and clocks jump. What was sent and what was told is written down by those who sent and were told; at the end it is
 * compared with the record, the mailboxes and an oracle. The folder test/support/chaos holds the parts.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { openDb, type Db } from '../../db/db.ts'
import { answersAsExpected, asidesUntold, countsWrong, decisionsLost, mailsLostOrDoubled, queueWrong, resultsLostOrDoubled, whatIsLeft } from './chaos/checks.ts' // prettier-ignore
import { workOut } from './chaos/oracle.ts'
import { doFault } from './chaos/faults.ts'
import { startHouse, type House } from './chaos/house.ts'
import { tellLeft } from './chaos/left.ts'
import { mailAll, type Mailing } from './chaos/mailing.ts'
import { planChaos, type ChaosPlan, type ChaosWish, type FaultKind } from './chaos/plan.ts'
import { work, type StaffWork } from './chaos/staff.ts'

export interface ChaosReport {
  readonly seed: number
  readonly mails: number
  readonly duplicates: number
  readonly movedBack: number
  /** Found in Junk. */
  readonly junk: number
  readonly withdrawals: number
  readonly progressAsked: number
  readonly requestsDecided: number
  readonly undone: number
  readonly released: number
  readonly putAside: number
  readonly takenBack: number
  /** Faults that took effect, all and by kind. */
  readonly faults: number
  readonly faultsByKind: Readonly<Record<string, number>>
  readonly answers: number
  readonly identicalCopies: number
  readonly secondsUntilSettled: number
  /** Whether the disk could be filled. */
  readonly ownDisk: boolean
  /** Sentences of what went wrong; empty: nothing did. */
  readonly wrong: readonly string[]
}

/** After the last fault everything is finished within this. */
const settleMs = 180_000
const staff = ['staff1', 'staff2', 'chief'] as const
/** Faults under way together, at most; a minute's absence holds up no other. */
const connections = 3

export async function runChaos(wish: ChaosWish): Promise<ChaosReport> {
  const plan = planChaos(wish)
  const house = await startHouse(wish.say)
  const open = openDb(house.databaseUrl, connections)
  try {
    const mailing: Mailing = { sent: [], duplicates: { count: 0 }, movedBack: { count: 0 } }
    const done: StaffWork = { told: [], ended: 0, undone: 0, released: 0, putAside: 0, takenBack: 0 }
    const busy = { now: true }
    const breaking = breakAll(house, plan, wish.say)
    const working = staff.map((login, n) => work(house.web, login, plan.staffSeed + n, busy, done))
    await Promise.all([mailAll(house, plan.mails, wish.seed, mailing), breaking])
    busy.now = false
    await Promise.all(working)
    const hits = await breaking
    wish.say(`${mailing.sent.length} mails sent, ${done.told.length} decisions told, ${sum(hits)} faults; waiting until all is settled`) // prettier-ignore
    const from = performance.now()
    const unsettled = await untilSettled(open.db, mailing.sent.length)
    const secondsUntilSettled = (performance.now() - from) / 1000
    if (unsettled.length > 0)
      await tellLeft(house, open.db, wish.say).catch((error: unknown) => wish.say(String(error)))
    const expected = await workOut(open.db, mailing.sent)
    const delivered = await answersAsExpected(house, open.db, mailing.sent, expected)
    const wrong = [
      ...unsettled,
      ...house.unexpectedEnds(),
      ...(await mailsLostOrDoubled(open.db, mailing.sent)),
      ...delivered.wrong,
      ...(await resultsLostOrDoubled(open.db)),
      ...(await decisionsLost(open.db, done.told)),
      ...expected.wrong,
      ...(await queueWrong(open.db, expected)),
      ...(await asidesUntold(open.db)),
      ...(await countsWrong(open.db)),
    ]
    return {
      seed: wish.seed,
      mails: mailing.sent.length,
      duplicates: mailing.duplicates.count,
      movedBack: mailing.movedBack.count,
      junk: mailing.sent.filter(({ junkAt }) => junkAt !== null).length,
      withdrawals: mailing.sent.filter(({ asked }) => asked?.word === '撤回').length,
      progressAsked: mailing.sent.filter(({ asked }) => asked?.word === '进度').length,
      requestsDecided: done.ended - done.undone,
      undone: done.undone,
      released: done.released,
      putAside: done.putAside,
      takenBack: done.takenBack,
      faults: sum(hits),
      faultsByKind: hits,
      answers: delivered.answers,
      identicalCopies: delivered.identicalCopies,
      secondsUntilSettled,
      ownDisk: house.ownDisk,
      wrong,
    }
  } finally {
    await open.close()
    await house.stop()
  }
}

const sum = (hits: Readonly<Record<string, number>>) => Object.values(hits).reduce((all, one) => all + one, 0)

/** Each fault at its time; one that lasts holds up no other. @returns those that took effect, by kind. */
async function breakAll(
  house: House,
  plan: ChaosPlan,
  say: (line: string) => void,
): Promise<Partial<Record<FaultKind, number>>> {
  // prettier-ignore
  const hits: Partial<Record<FaultKind, number>> = {}
  const from = performance.now()
  const under: Promise<void>[] = []
  for (const fault of plan.faults) {
    await pause(Math.max(0, fault.atMs - (performance.now() - from)))
    const doing = doFault(house, fault).then((hit) => {
      if (hit) hits[fault.kind] = (hits[fault.kind] ?? 0) + 1
      say(`${fault.kind}${hit ? '' : ' (did not come to pass)'}`)
    })
    under.push(doing)
  }
  await Promise.all(under)
  return hits
}

async function untilSettled(db: Db, mails: number): Promise<string[]> {
  const end = Date.now() + settleMs
  for (;;) {
    const left = await whatIsLeft(db, mails).catch((error: unknown) => [`the record does not answer: ${String(error)}`])
    if (left.length === 0 || Date.now() > end) return left
    await pause(500)
  }
}
