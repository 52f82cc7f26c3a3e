/** 受理编号 → the request: whole, or by its last digits within the newest year that has them. */
import type { ReadDb } from '../db.ts'
import { findCaseNumber } from '../../domain/unban/case-number.ts'

/** Digits of the serial number in a case number. */
const serialDigits = 6

export async function findRequestByCase(db: ReadDb, authorityId: string, text: string): Promise<number | null> {
  const typed = text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
  const digits = /^\d{1,6}$/.exec(typed)?.[0]
  const { prefix, year } = digits === undefined ? { prefix: '', year: '' } : await newestSerial(db, authorityId)
  const caseNo =
    digits === undefined ? (findCaseNumber(typed) ?? typed) : `${prefix}-${year}-${digits.padStart(serialDigits, '0')}`
  const row = await db
    .selectFrom('request')
    .select('id')
    .where('case_no', '=', caseNo)
    .where('authority_id', '=', authorityId)
    .executeTakeFirst()
  return row?.id ?? null
}

/** As the newest request of the authority is numbered. */
async function newestSerial(db: ReadDb, authorityId: string): Promise<{ prefix: string; year: string }> {
  const row = await db
    .selectFrom('request')
    .select('case_no')
    .where('authority_id', '=', authorityId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const [prefix = '', year = ''] = row?.case_no.split('-') ?? []
  return { prefix, year }
}
