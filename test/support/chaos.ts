/**
 * Chaos: mails arrive and are decided while worker, web, Temporal and Postgres are killed at random moments. What was
 * acknowledged is written down by the one who was told; at the end it is compared with the record and the mailboxes.
 */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { openDb, type Db } from '../../db/db.ts'
import { verifyAudit } from '../../db/read/audit.ts'
import { answersIn, sendForm, type Sent } from './mail-program.ts'
import { startEstate, type Estate, type EstatePart } from './estate.ts'
import { pick, randomOf, type Random } from './random.ts'
import { answered, signIn, type Answered, type Json, type Program } from './staff.ts'
import { goodPeople } from './world-people.ts'

export interface ChaosWish {
  readonly mails: number
  /** Requests to be decided. */
  readonly decisions: number
  readonly kills: number
  readonly seed: number
  readonly say: (line: string) => void
}

export interface ChaosReport {
  readonly seed: number
  readonly mails: number
  readonly requestsDecided: number
  readonly kills: number
  readonly secondsUntilSettled: number
  /** Sentences of what went wrong; empty: nothing did. */
  readonly wrong: readonly string[]
}

/** After the last restart everything is finished within this. */
const settleMs = 60_000
const killable: readonly EstatePart[] = ['worker', 'web', 'temporal', 'postgres']
const tryMs = 120_000

interface SentMail extends Sent {
  readonly address: string
}
interface Told {
  readonly requestId: number
  readonly rowId: number
  readonly decision: 'approve' | 'reject'
}

export async function runChaos(wish: ChaosWish): Promise<ChaosReport> {
  const random = randomOf(wish.seed)
  const estate = await startEstate()
  const open = openDb(estate.endpoints.postgres, 4)
  try {
    const sent: SentMail[] = []
    const told: Told[] = []
    const busy = { now: true }
    const killing = killNowAndThen(estate, random, wish, busy)
    const mailing = mailAll(estate, random, wish, sent)
    const deciding = Promise.all([
      decideSome(estate, 'staff1', Math.ceil(wish.decisions / 2), random, told),
      decideSome(estate, 'staff2', Math.floor(wish.decisions / 2), random, told),
    ])
    await Promise.all([mailing, deciding])
    busy.now = false
    const kills = await killing
    wish.say(`${sent.length} mails sent, ${told.length} decisions told, ${kills} kills; waiting until all is settled`)
    const from = performance.now()
    const unsettled = await untilSettled(open.db, sent.length)
    const secondsUntilSettled = (performance.now() - from) / 1000
    const wrong = [
      ...unsettled,
      ...(await mailsLostOrDoubled(open.db, sent)),
      ...(await answersOfMails(estate, sent)),
      ...(await decisionsLostOrDoubled(open.db, told)),
      ...(await outOfTurn(open.db)),
      ...(await brokenChains(open.db)),
    ]
    const requestsDecided = new Set(told.map(({ requestId }) => requestId)).size
    return { seed: wish.seed, mails: sent.length, requestsDecided, kills, secondsUntilSettled, wrong }
  } finally {
    await open.close()
    await estate.stop()
  }
}

async function killNowAndThen(
  estate: Estate,
  random: Random,
  wish: ChaosWish,
  busy: { now: boolean },
): Promise<number> {
  let kills = 0
  while (busy.now && kills < wish.kills) {
    await pause(1_000 + random() * 4_000)
    const part = pick(random, killable)
    if (estate.kill(part)) {
      kills += 1
      wish.say(`killed ${part} (${kills})`)
    }
  }
  return kills
}

async function mailAll(estate: Estate, random: Random, wish: ChaosWish, sent: SentMail[]): Promise<void> {
  for (let n = 0; n < wish.mails; n += 1) {
    const person = pick(random, goodPeople)
    const mail = await sendForm(estate, [person], { subject: `申请 ${n + 1}` })
    sent.push({ ...mail, address: person.address })
    await pause(200 + random() * 600)
  }
}

/** Takes, decides and ends requests, as staff who press again when they get no answer. */
async function decideSome(estate: Estate, login: string, count: number, random: Random, told: Told[]): Promise<void> {
  const staff = await insisting(() => signIn(estate.web, login))
  for (let ended = 0; ended < count;) {
    const requestId = await insisting(async () => {
      const next = await staff.post('/queue/next')
      return next.status < 400 ? { id: answered(next).requestId } : null
    })
    if (requestId.id === null) await pause(500)
    else if (await review(staff, requestId.id, random, told)) ended += 1
  }
}

async function review(staff: Program, requestId: number, random: Random, told: Told[]): Promise<boolean> {
  const look = () => insisting(async () => okay(await staff.get(`/requests/${requestId}`)))
  for (let rounds = 0; rounds < 200; rounds += 1) {
    const request = await look()
    if (request.state !== 'claimed' || request.reviewer?.you !== true) return request.state === 'ending' || request.state === 'decided' || request.state === 'answered' // prettier-ignore
    if (request.kept.some(({ outcome }) => outcome === null)) {
      await pause(500)
      continue
    }
    const row = request.rows.find(({ state, decision }) => state === 'locked' && decision === null) // prettier-ignore
    const updateId = crypto.randomUUID()
    const decision = row !== undefined && row.mayApprove && random() < 0.7 ? 'approve' : 'reject'
    const [path, body] =
      row === undefined
        ? [`/requests/${requestId}/end`, { version: request.version, updateId }]
        : [`/requests/${requestId}/rows/${row.id}/decision`, { decision, reasons: decision === 'reject' ? ['other'] : [], text: decision === 'reject' ? '资料不清' : '', version: request.version, updateId }] // prettier-ignore
    const answer = await insisting(async () => {
      const said = await staff.post(path, body)
      return said.status < 500 ? said : null
    })
    if (row !== undefined && answered(answer).kind === 'done') told.push({ requestId, rowId: row.id, decision })
    if (row === undefined && answered(answer).kind === 'done') return true
    // Every other answer (kept, stale) is looked at again from the page.
    await pause(100)
  }
  throw new Error(`Request ${requestId} could not be brought to its end.`)
}

function okay(answer: Json): Answered | null {
  return answer.status === 200 ? answered(answer) : null
}

/** Presses again until there is an answer: what is away comes back. */
async function insisting<T>(act: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + tryMs
  let last: unknown = 'no answer'
  while (Date.now() < end) {
    try {
      const answer = await act()
      if (answer !== null) return answer
    } catch (error) {
      last = error
    }
    await pause(300)
  }
  throw new Error(`No answer within ${tryMs} ms.`, { cause: last })
}

async function untilSettled(db: Db, mails: number): Promise<string[]> {
  const end = Date.now() + settleMs
  for (;;) {
    const left = await whatIsLeft(db, mails).catch((error: unknown) => [`the record does not answer: ${String(error)}`])
    if (left.length === 0 || Date.now() > end) return left
    await pause(500)
  }
}

async function whatIsLeft(db: Db, mails: number): Promise<string[]> {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*) from mail) as mails,
    (select count(*) from mail where state = 'stored') as unsettled,
    (select count(*) from outgoing_mail where state in ('pending', 'sending', 'retry', 'uncertain')) as unsent,
    (select count(*) from request where state in ('ending', 'decided')) as unanswered,
    (select count(*) from kept_update where settled_at is null) as kept,
    (select count(*) from wish where wanted > served) as wishes`.execute(db)
  const { mails: stored = 0, ...open } = rows[0] ?? {}
  const waiting = Object.entries(open).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []))
  return stored < mails ? [`${mails - stored} mails not stored`, ...waiting] : waiting
}

async function mailsLostOrDoubled(db: Db, sent: readonly SentMail[]): Promise<string[]> {
  const rows = await db.selectFrom('mail').select(['message_id', 'state']).execute()
  const byId = new Map<string, number>()
  for (const { message_id: id } of rows) byId.set(bare(id ?? ''), (byId.get(bare(id ?? '')) ?? 0) + 1)
  return sent.flatMap(({ messageId }) => {
    const count = byId.get(bare(messageId)) ?? 0
    return count === 1 ? [] : [`mail ${messageId} is ${count} times in the record`]
  })
}

/** Each mail has one acknowledgement or return; a copy of it is the same to the letter. */
async function answersOfMails(estate: Estate, sent: readonly SentMail[]): Promise<string[]> {
  const wrong: string[] = []
  for (const address of new Set(sent.map((mail) => mail.address))) {
    const answers = await answersIn(estate, address)
    for (const mail of sent.filter((one) => one.address === address)) {
      const its = answers.filter(({ answersTo }) => answersTo !== undefined && bare(answersTo) === bare(mail.messageId))
      const first = its.filter(({ kind }) => kind === 'ack' || kind === 'return')
      if (first.length === 0) wrong.push(`mail ${mail.messageId} has no answer`)
      for (const kind of ['ack', 'return', 'result']) {
        const words = new Set(
          its.filter((one) => one.kind === kind).map((one) => hash(one.rows + (one.mail.text ?? ''))),
        )
        if (words.size > 1) wrong.push(`mail ${mail.messageId} was answered with ${words.size} different ${kind}s`)
      }
      if (new Set(first.map(({ kind }) => kind)).size > 1)
        wrong.push(`mail ${mail.messageId} was both taken and returned`)
    }
  }
  return wrong
}

async function decisionsLostOrDoubled(db: Db, told: readonly Told[]): Promise<string[]> {
  const wrong: string[] = []
  const rows = await db.selectFrom('request_row').select(['id', 'decision', 'state']).execute()
  const byRow = new Map(rows.map((row) => [row.id, row]))
  for (const { rowId, decision } of told) {
    if (byRow.get(rowId)?.decision !== decision) wrong.push(`the decision on row ${rowId} (${decision}) is ${byRow.get(rowId)?.decision ?? 'lost'}`) // prettier-ignore
  }
  const { rows: doubled } = await sql<{ object: string; times: number }>`
    select object, count(*) as times from audit_log where action = 'request.decided' group by object having count(*) > 1`.execute(
    db,
  )
  for (const { object, times } of doubled) wrong.push(`${object} was decided ${times} times`)
  const { rows: odd } = await sql<{ id: number }>`
    select request_row.id from request_row join person on person.id = person_id
    where request_row.state = 'approved' and business = 'unban' and person.status <> 'active'`.execute(db)
  for (const { id } of odd) wrong.push(`row ${id} passed, and the person is not active`)
  return wrong
}

/** Reads the chain again: each claim took the first that waited at that moment. */
async function outOfTurn(db: Db): Promise<string[]> {
  const entries = await db.selectFrom('audit_log').select(['action', 'object', 'detail']).where('object', 'like', 'request:%').orderBy('chain').orderBy('seq').execute() // prettier-ignore
  const waiting = new Map<string, { receivedAt: string; arrival: number }>()
  const places = new Map<string, { receivedAt: string; arrival: number }>()
  const wrong: string[] = []
  for (const { action, object, detail } of entries) {
    if (action === 'request.queued') {
      const { receivedAt, arrival, people } = detail as { receivedAt: string; arrival: number; people: number }
      places.set(object, { receivedAt, arrival })
      if (people > 0) waiting.set(object, { receivedAt, arrival })
    } else if (action === 'request.released' || action === 'request.claimLapsed') {
      const place = places.get(object)
      if (place !== undefined) waiting.set(object, place)
    } else if (action === 'request.claimed') {
      const [head] = [...waiting].sort(
        ([, a], [, b]) => a.receivedAt.localeCompare(b.receivedAt) || a.arrival - b.arrival,
      )
      if (head?.[0] !== object) wrong.push(`${object} was taken while ${head?.[0] ?? 'nothing'} was the head`)
      waiting.delete(object)
    } else if (action === 'request.superseded' || action === 'request.closed' || action === 'request.withdrawn')
      waiting.delete(object)
  }
  return wrong
}

async function brokenChains(db: Db): Promise<string[]> {
  const verdicts = await verifyAudit(db)
  return verdicts.flatMap(({ chain, brokenAt }) =>
    brokenAt === null ? [] : [`the audit chain ${chain} breaks at ${brokenAt}`],
  )
}

const bare = (messageId: string) => messageId.replaceAll(/[<>]/g, '')
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
