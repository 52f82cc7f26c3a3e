/**
 * 重放排队: takes the lines of the log one by one and keeps the queue as the rules say it stood. At each claim the claimed
 * request must have been the first of those that waited. It knows nothing of hashes: a forger who recomputes them all is
 * still found here.
 */
import type { Words } from '../brand.ts'
import type { QueueEvent, QueueLine } from './queue-log.ts'
import { QueueHeap } from './queue-heap.ts'

type Stand = 'queued' | 'claimed' | 'putAside' | 'over'
interface Case {
  stand: Stand
  people: number
  receivedAt: string
  arrival: bigint
  /** The server gave no time: the chief may. */
  untimed: boolean
}

type Replayed = Omit<QueueLine, 'hash' | 'prev'>

interface Rule {
  /** null: never seen before. */
  readonly from: readonly (Stand | null)[]
  readonly to: Stand
}
const rules: Readonly<Record<Exclude<QueueEvent, 'carried' | 'timed' | 'moved' | 'joined'>, Rule>> = {
  placed: { from: [null], to: 'queued' },
  claimed: { from: ['queued'], to: 'claimed' },
  released: { from: ['claimed'], to: 'queued' },
  putAside: { from: ['claimed'], to: 'putAside' },
  takenBack: { from: ['putAside'], to: 'queued' },
  decided: { from: ['claimed'], to: 'over' },
  // A mail that came too late for everybody it names is superseded at once.
  superseded: { from: [null, 'queued', 'putAside'], to: 'over' },
  withdrawn: { from: ['queued', 'putAside'], to: 'over' },
  closed: { from: ['queued', 'putAside', 'claimed'], to: 'over' },
  reopened: { from: ['over'], to: 'queued' },
}
const carriedStands: readonly string[] = ['queued', 'claimed', 'putAside'] satisfies readonly Stand[]

/** What is wrong with a line, for people; none: it may have happened. */
export class QueueReplay {
  private readonly cases = new Map<string, Case>()
  private readonly waiting = new QueueHeap((name) => this.place(name))
  private begun = false
  claims = 0

  /** @returns a sentence for each thing that is wrong with the line. */
  take(line: Replayed): Words[] {
    const known = this.cases.get(line.case) ?? null
    const wrong = known === null ? [] : this.differs(known, line)
    if (line.event === 'carried') {
      if (this.begun || known !== null || !carriedStands.includes(line.note)) wrong.push(lateCarry(line))
      this.enter(line, carriedStands.includes(line.note) ? (line.note as Stand) : 'queued')
      return wrong
    }
    this.begun = true
    if (line.event === 'timed') wrong.push(...this.time(known, line))
    else if (line.event === 'moved' || line.event === 'joined') wrong.push(...this.recount(known, line))
    else wrong.push(...this.step(known, line, rules[line.event]))
    return wrong
  }

  /** How many requests wait at the end. */
  get waitingNow(): number {
    return [...this.cases.values()].filter(waits).length
  }

  private step(known: Case | null, line: Replayed, rule: Rule): Words[] {
    const wrong: Words[] = []
    const stand = known?.stand ?? null
    if (!rule.from.includes(stand)) wrong.push(cannotBe(line, stand))
    if (line.event === 'claimed') {
      this.claims += 1
      const head = this.waiting.first((name) => this.waits(name))
      if (head !== null && head !== line.case) wrong.push(jumped(line, head, this.place(head).receivedAt))
    }
    this.enter(line, rule.to)
    return wrong
  }

  private recount(known: Case | null, line: Replayed): Words[] {
    const may = known?.stand === 'queued' || known?.stand === 'putAside'
    const right = known !== null && (line.event === 'moved' ? line.people < known.people : line.people > known.people)
    this.enter(line, known?.stand ?? 'queued')
    return may && right ? [] : [wrongCount(line)]
  }

  private time(known: Case | null, line: Replayed): Words[] {
    const may = known !== null && known.untimed && line.note === 'chief'
    this.enter(line, known?.stand ?? 'queued')
    return may ? [] : [timeGiven(line)]
  }

  /** The place never changes but by `timed`. */
  private differs(known: Case, line: Replayed): Words[] {
    if (line.event === 'timed') return []
    const same = known.receivedAt === line.receivedAt && known.arrival === BigInt(line.arrival)
    return same ? [] : [otherPlace(line)]
  }

  private enter(line: Replayed, stand: Stand): void {
    const untimed = line.event === 'placed' ? line.note !== 'internalDate' : (this.cases.get(line.case)?.untimed ?? false) // prettier-ignore
    const entered = { stand, people: line.people, receivedAt: line.receivedAt, arrival: BigInt(line.arrival), untimed }
    this.cases.set(line.case, entered)
    if (waits(entered)) this.waiting.add(line.case)
  }

  private waits(name: string): boolean {
    const known = this.cases.get(name)
    return known !== undefined && waits(known)
  }

  private place(name: string): { readonly receivedAt: string; readonly arrival: bigint } {
    return this.cases.get(name) ?? { receivedAt: '', arrival: 0n }
  }
}

const waits = (one: Case): boolean => one.stand === 'queued' && one.people > 0

const standWords: Readonly<Record<Stand | 'unknown', Words>> = {
  queued: { zh: '正在排队', en: 'it waits' },
  claimed: { zh: '正在审核', en: 'it is under review' },
  putAside: { zh: '已搁置', en: 'it is put aside' },
  over: { zh: '已经了结', en: 'it is over' },
  unknown: { zh: '此前没有记录', en: 'the log has not named it before' },
}
const eventWords: Readonly<Record<QueueEvent, string>> = {
  placed: '入队', carried: '结转', moved: '移走人员', joined: '并入人员', claimed: '领取', released: '放回', putAside: '搁置',
  takenBack: '取回', decided: '办结', superseded: '被取代', withdrawn: '撤回', closed: '关闭', reopened: '重新排队', timed: '认定时间',
} // prettier-ignore
const cannotBe = (line: Replayed, stand: Stand | null): Words => ({
  zh: `${line.case} 不可能“${eventWords[line.event]}”：${standWords[stand ?? 'unknown'].zh}。`,
  en: `${line.case} cannot be “${line.event}”: ${standWords[stand ?? 'unknown'].en}.`,
})
const jumped = (line: Replayed, head: string, headAt: string): Words => ({
  zh: `插队：领取了 ${line.case}（${line.receivedAt}），当时排在最前的是 ${head}（${headAt}）。`,
  en: `Queue jump: ${line.case} (${line.receivedAt}) was claimed while ${head} (${headAt}) was the first.`,
})
const lateCarry = (line: Replayed): Words => ({
  zh: `${line.case} 不能在此处“结转”：结转只在记录开始时。`,
  en: `${line.case} cannot be carried into the log here: only at its beginning.`,
})
const wrongCount = (line: Replayed): Words => ({
  zh: `${line.case} 不可能因“${eventWords[line.event]}”变为 ${line.people} 人。`,
  en: `${line.case} cannot come to ${line.people} people by “${line.event}”.`,
})
const timeGiven = (line: Replayed): Words => ({
  zh: `${line.case} 的位置被改动，而该邮件有服务器收到时间，任何人不得另定。`,
  en: `The place of ${line.case} was changed although its mail has the server's own time.`,
})
const otherPlace = (line: Replayed): Words => ({
  zh: `${line.case} 的收到时间或到达次序与前面的记录不同。`,
  en: `${line.case} stands at another place than the lines before say.`,
})
