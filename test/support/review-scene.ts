/** For each test of a file a queue of its own: mails arrive, staff take the head and decide, and the record says what came of it. */
import { afterEach, beforeEach } from '@jest/globals'
import { createReviewActivities } from '../../activities/review.ts'
import { releaseClaim, takeNext } from '../../db/write/review/claims.ts'
import { finishReview } from '../../db/write/review/finish.ts'
import { testDb, type TestDb } from './db.ts'
import { QueueWorld, type StoredMail } from './queue-world.ts'
import { worldDatabase } from './world.ts'

export type Decision = 'approve' | 'reject'

/** A request that the first member of staff has taken. */
export interface Review {
  readonly requestId: number
  /** Everybody in it alike. */
  readonly decide: (decision: Decision) => Promise<void>
  /** 结束审核, which takes effect at once. */
  readonly end: () => Promise<void>
  /** Again, as after a crash. */
  readonly finish: () => Promise<unknown>
  readonly release: () => Promise<unknown>
}

const baseUrl = 'http://127.0.0.1'
const reason = 'photoUnclear'

/** Opens the queue before each test and closes it afterwards. @returns the acts, for the tests' bodies alone. */
export function reviewScene() {
  let database: TestDb
  let world: QueueWorld
  beforeEach(async () => {
    database = await testDb((await worldDatabase()).database)
    world = await QueueWorld.open(database)
  }, 60_000)
  afterEach(() => database.close())

  const requestOf = (of: StoredMail) => database.db.selectFrom('request').selectAll().where('mail_id', '=', of.id).executeTakeFirstOrThrow() // prettier-ignore
  return {
    requestOf,
    get db() {
      return database.db
    },
    get vault() {
      return database.vault
    },
    get world() {
      return world
    },
    activities: () => createReviewActivities({ db: database.db, vault: database.vault, baseUrl }),
    /** People of one enterprise. */
    names: (count: number, from = 0) => world.list.slice(from, from + count).map(({ name }) => name),
    /** A mail so many seconds ago, settled; an earlier one has more. */
    mail: async (people: readonly string[], secondsAgo: number, also: Parameters<QueueWorld['settle']>[1] = {}) => {
      const stored = await world.store(people, secondsAgo * 2)
      await world.settle(stored, also)
      return stored
    },
    /** Another address may write for the enterprise of this mail. */
    authorise: async (of: StoredMail, address: string): Promise<void> => {
      const { enterprise_id } = await requestOf(of)
      await database.db.insertInto('enterprise_address').values({ enterprise_id, address, source: 'confirmed' }).execute() // prettier-ignore
    },
    /** States of the rows of these mails, in the order of the mails. */
    statesOf: async (...mails: readonly StoredMail[]): Promise<string[]> => {
      const rows = await database.db.selectFrom('request_row').innerJoin('request', 'request.id', 'request_row.request_id').select('request_row.state').where('mail_id', 'in', mails.map(({ id }) => id)).orderBy('mail_id').orderBy('n').execute() // prettier-ignore
      return rows.map(({ state }) => state)
    },
    take: () => takeHead(database, world),
    review: async (decision: Decision): Promise<Review> => {
      const review = await takeHead(database, world)
      await review.decide(decision)
      return review
    },
  }
}

async function takeHead({ db, vault }: TestDb, world: QueueWorld): Promise<Review> {
  const [by = 0] = world.staff
  const activities = createReviewActivities({ db, vault, baseUrl })
  const taken = await takeNext(db, world.authorityId, by)
  if (taken.kind === 'empty') throw new Error('Nothing waits.')
  const { requestId } = taken
  const request = () => db.selectFrom('request').select(['version', 'claim_no']).where('id', '=', requestId).executeTakeFirstOrThrow() // prettier-ignore
  const claimNo = (await request()).claim_no
  const finish = () => finishReview(db, vault, { requestId, claimNo, key: `finish/${requestId}`, baseUrl })
  return {
    requestId,
    finish,
    async decide(decision) {
      for (const row of await world.lockedRows(requestId)) {
        const { version } = await request()
        await activities.recordDecision({ requestId, by, version, key: `decide/${row.id}`, rowId: row.id, decision, reasons: decision === 'reject' ? [reason] : [], sealedText: null }) // prettier-ignore
      }
    },
    async end() {
      await activities.recordEnding({ requestId, by, version: (await request()).version, key: `end/${requestId}` })
      await finish()
    },
    release: () => releaseClaim(db, { requestId, claimNo, key: `release/${requestId}`, actor: 'system', onlyLapsed: false }), // prettier-ignore
  }
}
