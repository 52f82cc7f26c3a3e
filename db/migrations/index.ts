/** Every migration by its dated name, in order. A later change never edits an earlier file. */
import type { Migration } from 'kysely/migration'
import { up as unban } from './2026-11-21-unban.ts'

export const migrations: Record<string, Migration> = {
  '2026-11-21-unban': { up: unban },
}
