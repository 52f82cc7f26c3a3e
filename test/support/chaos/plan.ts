/** What a chaos run will do, from its seed alone: the same seed gives the same mails and the same faults at the same times. */
import { pick, randomOf, type Random } from '../random.ts'
import { goodPeople, type WorldPerson } from '../world-people.ts'

export interface ChaosWish {
  readonly minutes: number
  readonly faults: number
  readonly mails: number
  readonly seed: number
  readonly say: (line: string) => void
}

/** `junk`: the provider files it in Junk. `withdraw` and `progress`: 撤回 and 进度, in reply to an acknowledgement. */
export type MailKind =
  'one' | 'several' | 'again' | 'partly' | 'twice' | 'badRow' | 'noForm' | 'machine' | 'movedBack' | 'junk' | 'withdraw' | 'progress' // prettier-ignore
/** How often each comes, of a hundred. */
const mailWeights: Record<MailKind, number> = {
  one: 32, several: 13, again: 12, partly: 8, twice: 5, badRow: 5, noForm: 2, machine: 3, movedBack: 3,
  junk: 8, withdraw: 6, progress: 3,
} // prettier-ignore

const faultKinds = [
  'killWorker', 'killWeb', 'killTemporal', 'killPostgres', 'killMail', 'killSupervisor',
  'imapGreeting', 'imapLogin', 'imapSelect', 'imapFetch', 'imapIdle',
  'smtpGreeting', 'smtpMail', 'smtpRcpt', 'smtpData', 'smtpAfterDot',
  'mailSilent', 'temporalAway', 'postgresAway', 'diskFull', 'slowDisk', 'clock',
] as const // prettier-ignore
export type FaultKind = (typeof faultKinds)[number]
const faultWeights: Record<FaultKind, number> = {
  killWorker: 12, killWeb: 7, killTemporal: 7, killPostgres: 7, killMail: 6, killSupervisor: 2,
  imapGreeting: 5, imapLogin: 5, imapSelect: 5, imapFetch: 8, imapIdle: 5,
  smtpGreeting: 5, smtpMail: 5, smtpRcpt: 5, smtpData: 5, smtpAfterDot: 8,
  mailSilent: 2, temporalAway: 2, postgresAway: 2, diskFull: 2, slowDisk: 2, clock: 3,
} // prettier-ignore

export interface PlannedMail {
  readonly atMs: number
  readonly kind: MailKind
  /** From one enterprise. */
  readonly people: readonly WorldPerson[]
}
export interface PlannedFault {
  readonly atMs: number
  readonly kind: FaultKind
  /** For the faults that last. */
  readonly seconds: number
}
export interface ChaosPlan {
  readonly mails: readonly PlannedMail[]
  readonly faults: readonly PlannedFault[]
  readonly staffSeed: number
}

/** Seconds that a lasting fault lasts, at most; the first of its kind in a long run lasts a whole minute. */
const lastingSeconds = 12
const longSeconds = 60
/** A run shorter than this has no minute for one fault. */
const longRunMinutes = 10

export function planChaos({ minutes, faults, mails, seed }: ChaosWish): ChaosPlan {
  const random = randomOf(seed)
  const duration = minutes * 60_000
  const planned = Array.from({ length: mails }, (_, n) => planMail(random, ((n + random()) / mails) * duration))
  const long = new Set<FaultKind>(minutes >= longRunMinutes ? ['temporalAway', 'postgresAway', 'mailSilent'] : [])
  const chosen = Array.from({ length: faults }, (_, n): PlannedFault => {
    // In a run that has room for it every kind comes once, and then by weight.
    const kind = faults >= faultKinds.length && n < faultKinds.length ? pick(random, faultKinds.slice(n, n + 1)) : weighted(random, faultWeights) // prettier-ignore
    const seconds = long.delete(kind) ? longSeconds : 3 + random() * (lastingSeconds - 3)
    return { kind, seconds: Math.round(seconds), atMs: 0 }
  })
  shuffle(random, chosen)
  return {
    mails: planned,
    faults: chosen.map((fault, n) => ({ ...fault, atMs: ((n + random()) / faults) * duration })),
    staffSeed: Math.floor(random() * 2 ** 31),
  }
}

/** Kinds that name several people. */
const manyPeople: ReadonlySet<MailKind> = new Set(['several', 'again', 'partly', 'junk'])

function planMail(random: Random, atMs: number): PlannedMail {
  const kind = weighted(random, mailWeights)
  const first = pick(random, goodPeople)
  const colleagues = goodPeople.filter(({ company }) => company === first.company)
  const count = manyPeople.has(kind) ? 2 + Math.floor(random() * 3) : 1
  const people = new Set([first])
  while (people.size < Math.min(count, colleagues.length)) people.add(pick(random, colleagues))
  return { atMs, kind, people: [...people] }
}

function weighted<Kind extends string>(random: Random, weights: Record<Kind, number>): Kind {
  const entries = Object.entries(weights) as [Kind, number][]
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [kind, weight] of entries) {
    left -= weight
    if (left < 0) return kind
  }
  return pick(random, entries)[0]
}

function shuffle<T>(random: Random, list: T[]): void {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const [a, b] = [list[at], list[other]]
    if (a === undefined || b === undefined) continue
    list[at] = b
    list[other] = a
  }
}
