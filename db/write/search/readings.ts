/**
 * 读音: how each character is read, for finding names by pinyin and initials. From a package into the table `reading`, at every
 * start; what is found by pinyin is written again when a newer package reads differently.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { pinyin } from 'pinyin-pro'
import type { Db } from '../../db.ts'

/** CJK Unified Ideographs and Extension A: the characters of names (GB 18030 level 2 has few beyond them). */
const blocks = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
] as const

/** Every character that the package reads, with all its readings without tones, the usual one first; lü also as lu. */
function allReadings(): { readonly hanzi: string; readonly readings: readonly string[] }[] {
  return blocks.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, n) => String.fromCodePoint(first + n)).flatMap((hanzi) => {
      const found = pinyin(hanzi, { multiple: true, toneType: 'none', type: 'array', v: true })
      const read = found.filter((reading) => /^[a-z]+$/.test(reading))
      const typed = read.flatMap((reading) => [reading, reading.replace(/^([ln])v/, '$1u')])
      return read.length === 0 ? [] : [{ hanzi, readings: [...new Set(typed)] }]
    }),
  )
}

/** Run at every start: the same readings change nothing. */
export async function loadReadings(db: Db): Promise<void> {
  const all = allReadings()
  const sha256 = createHash('sha256').update(JSON.stringify(all)).digest('hex')
  await db.transaction().execute(async (tx) => {
    const loaded = await tx.selectFrom('reading_load').select('sha256').executeTakeFirst()
    if (loaded?.sha256 === sha256) return
    // Names are read again, which takes a while in a large register.
    await sql`select set_config('statement_timeout', '0', true)`.execute(tx)
    await tx.deleteFrom('reading').execute()
    // Readings of one character as one text: arrays of arrays must be of one length.
    await sql`insert into reading (hanzi, readings)
      select hanzi, string_to_array(readings, ' ')
      from unnest(${all.map(({ hanzi }) => hanzi)}::text[], ${all.map(({ readings }) => readings.join(' '))}::text[])
        as given(hanzi, readings)`.execute(tx)
    await tx
      .insertInto('reading_load')
      .values({ sha256 })
      .onConflict((conflict) => conflict.column('one').doUpdateSet({ sha256 }))
      .execute()
    await sql`select search_put_person(person) from person`.execute(tx)
    await sql`select search_put_enterprise(enterprise) from enterprise`.execute(tx)
  })
}
