/**
 * The rules of order on the real record: random arrivals, resends, partial resends, duplicates, mails found late, folder
 * moves, claims, decisions, releases, times aside and withdrawals give the order of the reference; and an empty database
 * that is given the same mails in any order of processing gives the same places. ORDER_SEED repeats a run.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { createReviewActivities } from '../../activities/review.ts'
import { verifyQueuePlaces } from '../../db/read/queue-places.ts'
import { releaseClaim, takeNext } from '../../db/write/review/claims.ts'
import { writePutAside, writeTakeBack } from '../../db/write/review/put-aside.ts'
import { finishReview } from '../../db/write/review/finish.ts'
import { withdrawRows } from '../../db/write/intake/withdraw.ts'
import { lockQueue } from '../../db/write/queue-lock.ts'
import type { Place } from '../../domain/unban/types.ts'
import { testDb, type TestDb } from '../support/db.ts'
import { QueueReference } from '../support/queue-reference.ts'
import { QueueWorld, type StoredMail } from '../support/queue-world.ts'
import { pick, randomOf } from '../support/random.ts'
import { worldDatabase } from '../support/world.ts'

const seed = Number(process.env['ORDER_SEED'] ?? Date.now() % 1_000_000)
const random = randomOf(seed)
const steps = 300
/** Mails of one transaction when a queue is made anew: many of one enterprise among them. */
const batchAtMost = 24
const baseUrl = 'http://127.0.0.1'

const open: TestDb[] = []
async function freshWorld(): Promise<QueueWorld> {
  const database = await testDb((await worldDatabase()).database)
  open.push(database)
  return QueueWorld.open(database)
}
afterAll(async () => {
  await Promise.all(open.map((database) => database.close()))
})

let world: QueueWorld
beforeAll(async () => {
  world = await freshWorld()
}, 60_000)

const chance = (share: number) => random() < share
const some = <T>(list: readonly T[]): T[] => {
  const found = list.filter(() => chance(0.4))
  return found.length === 0 ? [pick(random, list)] : found
}

/** Every mail that was ever stored, by enterprise, for resends. */
const mails: StoredMail[] = []
const acts: string[] = []

test(`${steps} random steps leave the queue as the reference has it (seed ${seed})`, async () => {
  const { db, vault } = world.database
  const reference = new QueueReference()
  const activities = createReviewActivities({ db, vault, baseUrl })
  const passed = new Set<string>()
  /** What each of two staff holds. */
  const held = new Map<number, { requestId: number; place: Place }>()
  const aside = new Map<number, Place>()
  const version = async (requestId: number) => (await db.selectFrom('request').select('version').where('id', '=', requestId).executeTakeFirstOrThrow()).version // prettier-ignore

  const arrive = async (people: readonly string[], secondsBack: number) => {
    const mail = await world.store(people, secondsBack)
    mails.push(mail)
    await world.settle(mail)
    reference.arrive(mail.place, people.filter((person) => !passed.has(person))) // prettier-ignore
  }
  const now = () => 2_000 - acts.length
  const kinds: Readonly<Record<string, () => Promise<unknown>>> = {
    first: () => arrive(some(world.peopleOfOne(random)), now()),
    resend: () => (mails.length === 0 ? Promise.resolve() : arrive(pick(random, mails).people, now())),
    partial: () => (mails.length === 0 ? Promise.resolve() : arrive(some(pick(random, mails).people), now())),
    late: () => arrive(some(world.peopleOfOne(random)), now() + Math.floor(random() * 300)),
    duplicate: async () => {
      if (mails.length === 0) return
      const again = await world.storeAgain(pick(random, mails))
      expect(again.isNew).toBe(false)
    },
    async claim() {
      const account = pick(random, world.staff)
      if (held.has(account)) return
      const taken = await takeNext(db, world.authorityId, account)
      const head = reference.head()
      if (taken.kind === 'empty') return expect(head).toBeUndefined()
      const place = await world.placeOf(taken.requestId)
      expect([taken.kind, place]).toEqual(['taken', head])
      reference.claim(place)
      held.set(account, { requestId: taken.requestId, place })
    },
    async release() {
      const [account, claim] = [...held][0] ?? []
      if (account === undefined || claim === undefined) return
      held.delete(account)
      const { claim_no: claimNo } = await db.selectFrom('request').select('claim_no').where('id', '=', claim.requestId).executeTakeFirstOrThrow() // prettier-ignore
      await releaseClaim(db, { requestId: claim.requestId, claimNo, key: `release/${acts.length}`, actor: 'system', onlyLapsed: false }) // prettier-ignore
      reference.release(claim.place, false)
    },
    async putAside() {
      const [account, claim] = [...held][0] ?? []
      if (account === undefined || claim === undefined) return
      held.delete(account)
      const written = await writePutAside(db, vault, { requestId: claim.requestId, by: account, version: await version(claim.requestId), key: `aside/${acts.length}`, reason: 'chief', text: '', baseUrl }) // prettier-ignore
      expect(written.kind).toBe('done')
      reference.release(claim.place, true)
      aside.set(claim.requestId, claim.place)
    },
    async takeBack() {
      const [requestId, place] = [...aside][0] ?? []
      if (requestId === undefined || place === undefined) return
      aside.delete(requestId)
      reference.takeBack(place)
      await writeTakeBack(db, { requestId, by: pick(random, world.staff), version: await version(requestId), key: `back/${acts.length}` }) // prettier-ignore
    },
    async decide() {
      const [account, claim] = [...held][0] ?? []
      if (account === undefined || claim === undefined) return
      held.delete(account)
      const { requestId, place } = claim
      const decided = new Map<string, { passed: boolean; changed: boolean }>()
      for (const row of await world.lockedRows(requestId)) {
        const decision = chance(0.35) ? 'approve' : 'reject'
        const said = await activities.recordDecision({ requestId, by: account, version: await version(requestId), key: `decide/${acts.length}/${row.id}`, rowId: row.id, decision, reasons: ['photoUnclear'], sealedText: null }) // prettier-ignore
        expect(said.kind).toBe('done')
        const changed = decision === 'reject' && chance(0.4)
        if (changed) await db.updateTable('person').set({ version: sql<number>`version + 1` }).where('id', '=', row.person_id).execute() // prettier-ignore
        decided.set(row.name, { passed: decision === 'approve', changed })
        if (decision === 'approve') passed.add(row.name)
      }
      await activities.recordEnding({ requestId, by: account, version: await version(requestId), key: `end/${acts.length}` }) // prettier-ignore
      const { claim_no: claimNo } = await db.selectFrom('request').select('claim_no').where('id', '=', requestId).executeTakeFirstOrThrow() // prettier-ignore
      await finishReview(db, vault, { requestId, claimNo, key: `finish/${acts.length}`, baseUrl })
      reference.finish(place, decided)
    },
    async withdraw() {
      const live = [...reference.words].filter(([, { state }]) => state === 'live').map(([person]) => person)
      if (live.length === 0) return
      const person = pick(random, live)
      const row = await world.liveRow(person)
      await db.transaction().execute(async (tx) => {
        await lockQueue(tx, world.authorityId)
        await withdrawRows(tx, { authorityId: world.authorityId, mailId: row.mailId, requestIds: [row.requestId], named: [row.n], key: `withdraw/${acts.length}`, actor: 'system' }) // prettier-ignore
      })
      reference.withdraw(person)
    },
  }
  const often = ['first', 'first', 'resend', 'partial', 'partial', 'late', 'late', 'duplicate', 'claim', 'claim', 'release', 'putAside', 'takeBack', 'decide', 'withdraw'] // prettier-ignore
  for (let step = 0; step < steps; step += 1) {
    const kind = pick(random, often)
    acts.push(kind)
    await kinds[kind]?.()
    expect([step, kind, await world.order()]).toEqual([step, kind, reference.order()])
  }
  expect(new Set(acts).size).toBe(new Set(often).size)
}, 240_000)

test(`an empty database that is given the same mails in any order gives the same places (seed ${seed})`, async () => {
  const reference = new QueueReference()
  for (const { place, people } of mails) reference.arrive(place, people)
  for (let round = 0; round < 2; round += 1) {
    const rebuilt = await freshWorld()
    const order = mails.map((mail) => ({ mail, at: random() })).sort((a, b) => a.at - b.at)
    const stored = await rebuilt.restore(mails)
    const again = order.map(({ mail }) => stored.get(mail.id) ?? mail)
    while (again.length > 0) await rebuilt.settleBatch(again.splice(0, 1 + Math.floor(random() * batchAtMost)))
    expect(await rebuilt.order()).toEqual(reference.order())
    expect(await verifyQueuePlaces(rebuilt.database.db)).toEqual([])
  }
}, 240_000)
