/** A request's record in memory, with the rules of db/write/review in short: for workflow tests, which need no database. */
import type { KeyedAct, KeyedClaim, ReviewActivities, CaseActivities, Standing } from '../../activities/types.ts'
import type { ActOutcome } from '../../workflows/messages.ts'

export interface RecordOptions {
  readonly undoMs?: number
  readonly claimMs?: number
  readonly dueInMs?: number
  readonly asideMs?: number
  /** How long looking at the record takes, once it has been looked at before. */
  readonly lookMs?: number
}

export class FakeRecord {
  version = 1
  state: 'queued' | 'claimed' | 'ending' | 'decided' | 'superseded' | 'putAside' = 'queued'
  by: number | null = null
  claimNo = 0
  readonly keys: string[] = []
  readonly happened: string[] = []
  looks = 0
  private readonly options: Required<RecordOptions>
  private readonly born = Date.now()
  private claimUntil = ''
  private undoUntil: string | null = null
  private overdue = false
  private asideUntil = ''

  constructor(options: RecordOptions = {}) {
    this.options = { undoMs: 300, claimMs: 60_000, dueInMs: 3_600_000, asideMs: 60_000, lookMs: 0, ...options }
  }

  /** What the page does by itself. @returns what the workflow is told. */
  take(by: number) {
    Object.assign(this, { state: 'claimed', by, claimNo: this.claimNo + 1, version: this.version + 1 })
    this.claimUntil = later(this.options.claimMs)
    return { claimNo: this.claimNo, by, version: this.version }
  }

  get activities(): ReviewActivities &
    Pick<CaseActivities, 'finishReview' | 'releaseLapsed' | 'noteOverdue' | 'returnFromAside'> {
    return {
      readStanding: async () => {
        const standing = this.standing()
        this.looks += 1
        if (this.looks > 1) await new Promise((resolve) => setTimeout(resolve, this.options.lookMs))
        return standing
      },
      recordDecision: (act) => Promise.resolve(this.once(act, `row ${act.rowId} ${act.decision}`, () => undefined)),
      recordEnding: (act) =>
        Promise.resolve(
          this.once(act, 'ending', () => {
            this.state = 'ending'
            this.undoUntil = later(this.options.undoMs)
          }),
        ),
      recordUndo: (act) => Promise.resolve(this.once(act, 'undone', () => this.claimed())),
      recordRelease: (act) => Promise.resolve(this.once(act, 'released', () => this.free())),
      recordPutAside: (act) =>
        Promise.resolve(
          this.once(act, `aside ${act.reason}`, () => {
            Object.assign(this, { state: 'putAside', by: null })
            this.asideUntil = later(this.options.asideMs)
          }),
        ),
      recordTakeBack: (act) => Promise.resolve(this.once(act, 'taken back', () => this.free())),
      recordRevokedClaim: (act) => Promise.resolve(this.once(act, 'revoked', () => this.free())),
      returnFromAside: ({ key }) => {
        if (!this.keys.includes(key) && this.state === 'putAside') {
          this.keys.push(key)
          this.happened.push('aside over')
          this.version += 1
          this.free()
        }
        return Promise.resolve()
      },
      releaseLapsed: (claim) => this.onClaim(claim, 'lapsed', () => this.free()),
      finishReview: (claim) =>
        this.onClaim(claim, 'decided', () => {
          Object.assign(this, { state: 'decided', by: null })
        }),
      noteOverdue: ({ key }) => {
        if (!this.keys.includes(key)) this.happened.push('overdue')
        this.keys.push(key)
        this.overdue = true
        return Promise.resolve()
      },
    }
  }

  private claimed(): void {
    this.state = 'claimed'
    this.undoUntil = null
  }
  private free(): void {
    Object.assign(this, { state: 'queued', by: null })
  }

  private once(act: KeyedAct, what: string, change: () => void): ActOutcome {
    if (this.keys.includes(act.key)) return { kind: 'done', version: act.version + 1 }
    if (act.version !== this.version) return { kind: 'refused', refusal: 'stale' }
    this.keys.push(act.key)
    this.happened.push(what)
    this.version += 1
    change()
    return { kind: 'done', version: this.version }
  }

  private onClaim({ key, claimNo }: KeyedClaim, what: string, change: () => void): Promise<void> {
    if (!this.keys.includes(key) && claimNo === this.claimNo && this.by !== null) {
      this.keys.push(key)
      this.happened.push(what)
      this.version += 1
      change()
    }
    return Promise.resolve()
  }

  private standing(): Standing {
    if (this.state === 'decided' || this.state === 'superseded') return { kind: 'over' }
    return {
      kind: 'open',
      version: this.version,
      dueAt: new Date(this.born + this.options.dueInMs).toISOString(),
      overdue: this.overdue,
      claim: this.by === null ? null : { claimNo: this.claimNo, by: this.by, until: this.claimUntil },
      undoUntil: this.state === 'ending' ? this.undoUntil : null,
      aside: this.state === 'putAside' ? { id: 1, until: this.asideUntil } : null,
    }
  }
}

const later = (ms: number) => new Date(Date.now() + ms).toISOString()
