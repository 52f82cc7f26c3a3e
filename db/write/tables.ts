/**
 * 基础表: regions and holidays, from the files in db/data into their tables, and the readings of characters. Run at every start: a newer file corrects
 * what an older one said, and the same file changes nothing.
 */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { loadReadings } from './search/readings.ts'

/** The last day of the newest State Council notice in holidays.csv; a notice for another year moves it. */
const coveredThrough = '2026-12-31'

export async function loadTables(db: Db): Promise<void> {
  const [regions, holidays] = await Promise.all([readTable('regions.csv', 3), readTable('holidays.csv', 4)])
  await db.transaction().execute(async (tx) => {
    await sql`
      insert into region (code, name, status)
      select * from unnest(${column(regions, 0)}::text[], ${column(regions, 1)}::text[], ${column(regions, 2)}::text[])
      on conflict (code) do update set name = excluded.name, status = excluded.status
      where (region.name, region.status) is distinct from (excluded.name, excluded.status)`.execute(tx)
    await sql`
      insert into holiday (day, kind, name, source)
      select * from unnest(${column(holidays, 0)}::date[], ${column(holidays, 1)}::text[], ${column(holidays, 2)}::text[],
        ${column(holidays, 3)}::text[])
      on conflict (day) do update set kind = excluded.kind, name = excluded.name, source = excluded.source
      where not holiday.by_hand
        and (holiday.kind, holiday.name, holiday.source) is distinct from (excluded.kind, excluded.name, excluded.source)`.execute(
      tx,
    )
    await sql`
      insert into calendar_cover (covered_through) values (${coveredThrough})
      on conflict (one) do update set covered_through = excluded.covered_through
      where calendar_cover.covered_through < excluded.covered_through`.execute(tx)
  })
  await loadReadings(db)
}

/** Rows without the heading. None of these files holds a quoted cell. @throws Error naming a line of another width. */
async function readTable(file: string, columns: number): Promise<string[][]> {
  const text = await readFile(new URL(`../data/${file}`, import.meta.url), 'utf8')
  return text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line, n) => {
      const cells = line.split(',')
      if (cells.length !== columns)
        throw new Error(`${file}, row ${n + 1}: ${cells.length} columns instead of ${columns}.`)
      return cells
    })
}

function column(rows: readonly (readonly string[])[], index: number): string[] {
  return rows.map((row) => row[index] ?? '')
}
