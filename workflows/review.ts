/** 审核中的状态: who holds the request on which version, as far as the workflow must know it to refuse at once. */
import { ApplicationFailure } from '@temporalio/workflow'
import type { Standing } from '../activities/types.ts'
import type { Act, ActOutcome, Claimed, Refusal } from './messages.ts'

/** free: nobody holds it; claimed: under review; ending: 结束审核 may still be undone; aside: 搁置. */
export type ReviewPhase = 'free' | 'claimed' | 'ending' | 'aside'

type Open = Extract<Standing, { kind: 'open' }>

export class Review {
  /** Counts what might change the standing: the main loop looks again when it moves. */
  touches = 0
  version = 0
  claimNo = 0
  private phase: ReviewPhase = 'free'
  private by: number | null = null

  touch(): void {
    this.touches += 1
  }

  /** The record holds the claim already: an older one told late changes nothing. */
  claim({ claimNo, by, version }: Claimed): ActOutcome {
    if (claimNo > this.claimNo) {
      this.claimNo = claimNo
      this.by = by
      this.version = version
      this.phase = 'claimed'
      this.touch()
    }
    return { kind: 'done', version: this.version }
  }

  /** What the record says, unless an act has moved on since it was read. */
  stand(standing: Open): void {
    if (standing.version < this.version) return
    this.version = standing.version
    this.by = standing.claim?.by ?? null
    this.claimNo = standing.claim?.claimNo ?? this.claimNo
    this.phase = phaseOf(standing)
  }

  /** An act was recorded. Another phase has another next moment: the main loop looks again, after the answer is out. */
  advance(version: number, phase: ReviewPhase): void {
    this.version = Math.max(this.version, version)
    if (phase !== this.phase) this.touch()
    this.phase = phase
    if (phase === 'free' || phase === 'aside') this.by = null
  }

  refusal(act: Act): Refusal | null {
    if (this.by === null) return 'notClaimed'
    if (this.by !== act.by) return 'notYours'
    return this.staleness(act)
  }

  /** @throws ApplicationFailure whose type is the refusal: a validator's clean no. */
  mustAllow(act: Act, when: 'claimed' | 'ending'): void {
    const refusal = this.refusal(act) ?? (this.phase === when ? null : when === 'ending' ? 'notEnding' : 'stale')
    refuse(refusal)
  }

  /** Of an act that is not the holder's: who may is the policy's to say, before the act is sent. */
  mustStand(act: Act, when: 'claimed' | 'aside'): void {
    refuse(this.phase === when ? this.staleness(act) : when === 'aside' ? 'notPutAside' : 'notClaimed')
  }

  staleness(act: Act): Refusal | null {
    return this.version === act.version ? null : 'stale'
  }
}

/** @throws ApplicationFailure whose type is the refusal. */
function refuse(refusal: Refusal | null): void {
  if (refusal !== null) throw ApplicationFailure.nonRetryable(`The act is refused: ${refusal}.`, refusal)
}

function phaseOf({ undoUntil, claim, aside }: Open): ReviewPhase {
  if (undoUntil !== null) return 'ending'
  if (claim !== null) return 'claimed'
  return (aside ?? null) === null ? 'free' : 'aside'
}
