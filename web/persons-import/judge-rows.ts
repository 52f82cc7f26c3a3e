/** 逐行检查: the rows of a workbook by the page's own rules, then against each other and the register. */
import { readKnown } from '../../db/read/person-imports.ts'
import type { JudgedRow } from '../../db/write/web/person-imports.ts'
import type { Day, Words } from '../../domain/brand.ts'
import { readIdNumber } from '../../domain/codes/id-number.ts'
import { certificateNumberKey } from '../../domain/person/entry-rules.ts'
import { numberPath, repeats, type RowError } from '../../domain/person/import-repeats.ts'
import type { ImportRow } from '../../domain/person/import-sheet.ts'
import type { WebDeps } from '../deps.ts'
import { judge, withPost } from '../persons/record-typed.ts'
import { knownWords } from '../persons/save-words.ts'
import { isBlankRow, rowsOf, withRows, type Typed } from '../persons/typed.ts'

const noFiles = new Map<string, never>()

/** A row as the page's form: without a certificate where none is written, with the post that follows from it. */
export function typedRow(cells: Typed): Typed {
  const certificates = rowsOf(cells, 'certificates').filter((row) => !isBlankRow(row))
  return withPost(withRows(cells, 'certificates', certificates))
}

export async function judgeRows(
  { db, vault }: Pick<WebDeps, 'db' | 'vault'>,
  enterpriseId: number,
  rows: readonly ImportRow[],
  today: Day,
): Promise<readonly JudgedRow[]> {
  const read = rows.map(({ n, cells }) => {
    const id = readIdNumber(cells['idNumber'] ?? '', today)
    const judged = judge(typedRow(cells), noFiles, today, null)
    const number = certificateNumberKey(cells[numberPath] ?? '')
    const idKey = id.ok ? vault.lookup('idNumber', id.value) : null
    return { n, cells, idKey, number, errors: judged.ok ? [] : judged.errors }
  })
  const known = await readKnown(
    db,
    read.flatMap(({ idKey }) => idKey ?? []),
    read.flatMap(({ number }) => (number === '' ? [] : [number])),
  )
  const firstWith = (name: 'idKey' | 'number', value: string) => read.find((row) => row[name] === value)?.n
  return read.map(({ n, cells, idKey, number, errors }): JudgedRow => {
    if (idKey !== null && known.owners.get(idKey) === enterpriseId && firstWith('idKey', idKey) === n) {
      return { n, cells, state: 'exists', errors: [] }
    }
    const more: RowError[] = []
    const first = idKey === null ? undefined : firstWith('idKey', idKey)
    if (first !== undefined && first !== n) more.push(repeats('idNumber', first))
    else if (idKey !== null && known.owners.has(idKey)) {
      more.push({ path: 'idNumber', message: knownWords[known.owners.get(idKey) === null ? 'nobody' : 'other'] })
    }
    const firstNumber = number === '' ? undefined : firstWith('number', number)
    if (firstNumber !== undefined && firstNumber !== n) more.push(repeats(numberPath, firstNumber))
    else if (number !== '' && known.numbers.has(number)) more.push({ path: numberPath, message: takenNumberWords })
    const all = [...errors, ...more]
    return { n, cells, state: all.length === 0 ? 'good' : 'bad', errors: all }
  })
}

const takenNumberWords: Words = {
  zh: '该证书号已登记，请修改原记录，不要重复登记。',
  en: 'This certificate number is recorded already. Please edit that record instead of entering it again.',
}
