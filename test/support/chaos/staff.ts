/**
 * The association's staff under chaos: they take, decide, end, undo, give back, put aside and take back, and press again
 * when nothing answers.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { pick, randomOf, type Random } from '../random.ts'
import { putAsideReasons } from '../../../domain/unban/put-aside.ts'
import { answered, signIn, type Answered, type Json, type Program } from '../staff.ts'

/** A decision that the program said was done. */
export interface Told {
  readonly requestId: number
  readonly rowId: number
  readonly decision: 'approve' | 'reject'
}
export interface StaffWork {
  readonly told: Told[]
  ended: number
  undone: number
  released: number
  putAside: number
  takenBack: number
}

const tryMs = 180_000
const roundsAtMost = 400
/**
 * People who pass are no longer banned, and their later mails are returned: few pass, so that the run goes on. What is put
 * aside lies for half a minute or so, and some of it to the end.
 */
const shares = { approve: 0.12, undo: 0.12, release: 0.1, putAside: 0.08, takeBack: 0.03 }
const loginMs = 60_000

export async function work(
  web: string,
  login: string,
  seed: number,
  busy: { now: boolean },
  done: StaffWork,
): Promise<void> {
  // prettier-ignore
  const random = randomOf(seed)
  const desk = { staff: await insisting(() => signIn(web, login)), since: Date.now(), aside: new Set<number>() }
  while (busy.now) {
    // The session may have ended with what ended it.
    if (Date.now() - desk.since > loginMs) Object.assign(desk, { staff: await insisting(() => signIn(web, login)), since: Date.now() }) // prettier-ignore
    if (desk.aside.size > 0 && random() < shares.takeBack) await takeBack(desk.staff, desk.aside, random, done)
    const next = await insisting(async () => {
      const answer = await desk.staff.post('/queue/next')
      return answer.status < 400 ? { id: answered(answer).requestId } : null
    })
    if (next.id === null) await pause(400)
    else if ((await review(desk.staff, next.id, random, done)) === 'aside') desk.aside.add(next.id)
  }
}

/** One of those that this member of staff put aside, unless it came back or was withdrawn meanwhile. */
async function takeBack(staff: Program, aside: Set<number>, random: Random, done: StaffWork): Promise<void> {
  const requestId = pick(random, [...aside])
  const { state, version, kept } = await insisting(async () => okay(await staff.get(`/requests/${requestId}`)))
  if (kept.some(({ outcome }) => outcome === null)) return
  if (state !== 'putAside') aside.delete(requestId)
  else if (await act(staff, `/requests/${requestId}/take-back`, { version })) done.takenBack += 1
}

/** @returns once the request is no longer ours: ended for good, given back, or put aside as far as we know. */
async function review(staff: Program, requestId: number, random: Random, done: StaffWork): Promise<'over' | 'aside'> {
  let aside: 'over' | 'aside' = 'over'
  for (let rounds = 0; rounds < roundsAtMost; rounds += 1) {
    const request = await insisting(async () => okay(await staff.get(`/requests/${requestId}`)))
    if (request.state === 'ending' && request.reviewer?.you === true && random() < shares.undo) {
      if (await act(staff, `/requests/${requestId}/undo`, { version: request.version })) done.undone += 1
      continue
    }
    if (request.state !== 'claimed' || request.reviewer?.you !== true) return aside
    if (request.kept.some(({ outcome }) => outcome === null)) {
      await pause(400)
      continue
    }
    const row = request.rows.find(({ state, decision }) => state === 'locked' && decision === null)
    if (row === undefined) {
      if (await act(staff, `/requests/${requestId}/end`, { version: request.version })) {
        done.ended += 1
        if (random() >= shares.undo) return 'over'
      }
    } else if (random() < shares.release) {
      if (!(await act(staff, `/requests/${requestId}/release`, { version: request.version }))) continue
      done.released += 1
      return 'over'
    } else if (random() < shares.putAside) {
      const reason = pick(random, putAsideReasons)
      // Kept for the engine's return it takes effect later.
      aside = 'aside'
      const said = await act(staff, `/requests/${requestId}/put-aside`, { version: request.version, reason, text: reason === 'other' ? '待核实' : '' }) // prettier-ignore
      if (said) done.putAside += 1
    } else {
      const decision = row.mayApprove && random() < shares.approve ? 'approve' : 'reject'
      const words = decision === 'reject' ? { reasons: ['other'], text: '资料不清' } : { reasons: [], text: '' }
      const said = await act(staff, `/requests/${requestId}/rows/${row.id}/decision`, { decision, ...words, version: request.version }) // prettier-ignore
      if (said) done.told.push({ requestId, rowId: row.id, decision })
    }
    await pause(pick(random, [50, 150, 300]))
  }
  throw new Error(`Request ${requestId} could not be brought to its end.`)
}

/** Every answer but "done" (kept, stale) is looked at again from the page. */
async function act(staff: Program, path: string, body: Readonly<Record<string, unknown>>): Promise<boolean> {
  const updateId = crypto.randomUUID()
  const answer = await insisting(async () => {
    const said = await staff.post(path, { ...body, updateId })
    return said.status < 500 ? said : null
  })
  return answered(answer).kind === 'done'
}

function okay(answer: Json): Answered | null {
  return answer.status === 200 ? answered(answer) : null
}

/** Presses again until there is an answer: what is away comes back. */
async function insisting<T>(deed: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + tryMs
  let last: unknown = 'no answer'
  while (Date.now() < end) {
    try {
      const answer = await deed()
      if (answer !== null) return answer
    } catch (error) {
      last = error
    }
    await pause(300)
  }
  throw new Error(`No answer within ${tryMs} ms.`, { cause: last })
}
