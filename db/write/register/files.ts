/** Files of the register: what their hashes stand for. */
import type { FileRef } from '../../../domain/forms/fields.ts'
import type { Tx } from '../../db.ts'

/** Files are stored under their hash before this; here the record learns of them. */
export async function keepFiles(tx: Tx, files: readonly Pick<FileRef, 'sha256' | 'size' | 'type'>[]): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('stored_file')
    .values(files.map(({ sha256, size, type }) => ({ sha256, size, type })))
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}
