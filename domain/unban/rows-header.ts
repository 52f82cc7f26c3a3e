/**
 * X-Hoistway-Rows — the outcome of every row, for programs (spec 10-unban): entries joined by `; `, each `n=state` or
 * `n=code+code`, R20 with its items: `1=queued; 2=R07+R09; 3=R20(photo,contract)`; `0=R01` is the mail itself. ASCII; may
 * be folded after any `; `. R08 names nothing here: its items are words of the register, and in the letter.
 */
import { recordItems, returnCodes, type CodeFound, type RowOutcome } from './types.ts'

export interface HeaderRow {
  readonly n: number
  readonly outcome: RowOutcome
}

type StateKind = Exclude<RowOutcome['kind'], 'returned'>
const stateKinds: Readonly<Record<StateKind, true>> = {
  queued: true,
  onHold: true,
  moved: true,
  withdrawn: true,
  alreadyDone: true,
  approved: true,
  rejected: true,
  R15: true,
}

/** The mail's own number among the rows. */
const mailNumber = 0

export function writeRowsHeader(rows: readonly HeaderRow[], mailCodes: readonly CodeFound[] = []): string {
  const own = mailCodes.length === 0 ? [] : [`${mailNumber}=${writeCodes(mailCodes)}`]
  const entries = [...rows].sort((a, b) => a.n - b.n).map(({ n, outcome }) => `${n}=${writeOutcome(outcome)}`)
  return [...own, ...entries].join('; ')
}

function writeOutcome(outcome: RowOutcome): string {
  return outcome.kind === 'returned' ? writeCodes(outcome.codes) : outcome.kind
}

function writeCodes(codes: readonly CodeFound[]): string {
  if (codes.length === 0) throw new RangeError('A return names at least one code.')
  return codes.map(writeCode).join('+')
}

function writeCode({ code, items }: CodeFound): string {
  const shown = code === 'R20' ? recordItems.filter((item) => items?.includes(item)) : []
  return shown.length === 0 ? code : `${code}(${shown.join(',')})`
}

export interface RowsHeader {
  readonly mailCodes: readonly CodeFound[]
  readonly rows: readonly HeaderRow[]
}

/** Strict, except about spaces and line folds. null: not of this form. */
export function readRowsHeader(text: string): RowsHeader | null {
  const rows: HeaderRow[] = []
  let mailCodes: readonly CodeFound[] = []
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  for (const entry of entries) {
    const [, digits = '', state = ''] = /^(0|[1-9]\d{0,5})=(\S+)$/.exec(entry) ?? []
    const outcome = readOutcome(state)
    if (digits === '' || outcome === null) return null
    const n = Number(digits)
    if (n !== mailNumber) rows.push({ n, outcome })
    else if (outcome.kind === 'returned') mailCodes = outcome.codes
    else return null
  }
  return { mailCodes, rows }
}

function readOutcome(state: string): RowOutcome | null {
  if (isStateKind(state)) return { kind: state }
  const codes: CodeFound[] = []
  for (const part of state.split('+')) {
    const code = readCode(part)
    if (code === null) return null
    codes.push(code)
  }
  return { kind: 'returned', codes }
}

function isStateKind(state: string): state is StateKind {
  return Object.hasOwn(stateKinds, state)
}

function readCode(text: string): CodeFound | null {
  const [, name, list] = /^(R\d\d)(?:\(([a-zA-Z,]+)\))?$/.exec(text) ?? []
  const code = returnCodes.find((known) => known === name)
  if (code === undefined || code === 'R15') return null
  if (list === undefined) return { code }
  const items = list.split(',')
  return code === 'R20' && items.every((item) => recordItems.some((known) => known === item)) ? { code, items } : null
}
