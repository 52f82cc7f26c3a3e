/**
 * 导入: enters the good rows one by one, each a person with an audit row of its own. It goes on after the visitor has left;
 * if this process dies, the next one goes on where it was: a row that is saved twice is one effect.
 */
import { readImport, readImportRows, readImportsUnderWay, type ImportStanding, type SealedImportRow } from '../../db/read/person-imports.ts' // prettier-ignore
import { endTaking, settleImportRow } from '../../db/write/web/person-imports.ts'
import { savePerson, type SaveOutcome } from '../../db/write/web/persons/save.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import type { FormError } from '../../domain/forms/checkers.ts'
import type { WebDeps } from '../deps.ts'
import { judge } from '../persons/record-typed.ts'
import { knownWords } from '../persons/save-words.ts'
import { readTyped } from '../persons/typed.ts'
import { typedRow } from './judge-rows.ts'

type Deps = Pick<WebDeps, 'db' | 'vault' | 'log'>

const rowsAtOnce = 20
const noFiles = new Map<string, never>()

export interface Taker {
  /** Begins in the background; does nothing while this process is at it. */
  kick(importId: number): void
  /** Goes on with what another process left. */
  resume(): Promise<void>
}

export function createTaker(deps: Deps): Taker {
  const running = new Set<number>()
  const kick = (importId: number) => {
    if (running.has(importId)) return
    running.add(importId)
    takeAll(deps, importId)
      .catch((error: unknown) => deps.log.error({ err: error, importId }, 'import stopped'))
      .finally(() => running.delete(importId))
  }
  return {
    kick,
    resume: async () => {
      for (const id of await readImportsUnderWay(deps.db)) kick(id)
    },
  }
}

async function takeAll({ db, vault }: Deps, importId: number): Promise<void> {
  const found = await readImport(db, importId)
  if (found?.state !== 'taking') return
  for (;;) {
    const rows = await readImportRows(db, importId, 'good', rowsAtOnce)
    if (rows.length === 0) break
    for (const row of rows) await takeRow({ db, vault }, found, row)
  }
  await endTaking(db, importId)
}

async function takeRow(deps: Pick<Deps, 'db' | 'vault'>, found: ImportStanding, row: SealedImportRow): Promise<void> {
  const { db, vault } = deps
  const typed = typedRow(readTyped(JSON.parse(vault.open(row.cellsCipher)) as Record<string, unknown>))
  const judged = judge(typed, noFiles, dayOf(new Date().toISOString()), null)
  const settle = (state: 'taken' | 'exists' | 'bad', personId: number | null, errors: readonly FormError[] = []) =>
    settleImportRow(db, found.id, row.n, { state, personId, errors })
  if (!judged.ok || judged.idNumber === undefined) {
    await settle('bad', null, judged.ok ? [] : judged.errors)
    return
  }
  const outcome = await savePerson(db, vault, {
    formId: `import-${found.id}-${row.n}`,
    accountId: found.accountId,
    enterpriseId: found.enterpriseId,
    content: judged.content,
    what: { kind: 'new', idNumber: judged.idNumber },
    draft: { form: 'import', subject: '' },
  })
  const { state, personId, errors } = settledBy(outcome)
  await settle(state, personId, errors)
}

interface Settled {
  readonly state: 'taken' | 'exists' | 'bad'
  readonly personId: number | null
  readonly errors: readonly FormError[]
}

function settledBy(outcome: SaveOutcome): Settled {
  if (outcome.kind === 'saved' || outcome.kind === 'already') return { state: 'taken', personId: outcome.personId, errors: [] } // prettier-ignore
  if (outcome.kind === 'refused') return { state: 'bad', personId: null, errors: outcome.errors }
  if (outcome.kind === 'known') {
    if (outcome.whose === 'own') return { state: 'exists', personId: outcome.personId, errors: [] }
    const error = { path: 'idNumber', message: knownWords[outcome.whose] }
    return { state: 'bad', personId: null, errors: [error] }
  }
  throw new Error(`A new person cannot come to ${outcome.kind}.`)
}
