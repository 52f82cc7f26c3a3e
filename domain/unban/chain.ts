/**
 * 邮件链 A → B → C: what a later mail changed of an earlier one, person by person (spec 10-unban: a resend that names only
 * some of the people moves those; the others keep their place; each item points at every mail that named it).
 */
import type { RowState } from './types.ts'

export interface ChainRow {
  readonly rowId: number
  readonly personId: number
  readonly name: string
  readonly remark: string
  readonly state: RowState
  /** The row that took it over. */
  readonly movedTo: number | null
}
export interface ChainMail<Facts> {
  readonly facts: Facts
  readonly rows: readonly ChainRow[]
}

/** What one mail says that its predecessors did not. */
export interface ChainStep {
  /** Came here from an earlier mail. */
  readonly moved: readonly string[]
  /** Named here for the first time. */
  readonly added: readonly string[]
  /** In the mail just before, not here: they keep their own place. */
  readonly stayed: readonly string[]
  readonly remarks: readonly { readonly name: string; readonly before: string; readonly now: string }[]
}

/** One step for each mail, in their order; the first has nothing before it. */
export function chainSteps<Facts>(mails: readonly ChainMail<Facts>[]): ChainStep[] {
  return mails.map((mail, at) => {
    const earlier = mails.slice(0, at).flatMap(({ rows }) => rows)
    const before = new Map(earlier.map((row) => [row.personId, row]))
    const here = new Set(mail.rows.map(({ personId }) => personId))
    const moved = mail.rows.filter(({ personId }) => before.has(personId))
    return {
      moved: names(moved),
      added: at === 0 ? [] : names(mail.rows.filter(({ personId }) => !before.has(personId))),
      stayed: names(
        (mails[at - 1]?.rows ?? []).filter(({ personId, state }) => !here.has(personId) && state !== 'moved'),
      ),
      remarks: moved.flatMap(({ personId, name, remark }) => {
        const was = before.get(personId)?.remark ?? ''
        return was === remark ? [] : [{ name, before: was, now: remark }]
      }),
    }
  })
}

const names = (rows: readonly ChainRow[]): string[] => rows.map(({ name }) => name)
