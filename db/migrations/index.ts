/** Every migration by its dated name, in order. A later change never edits an earlier file. */
import type { Migration } from 'kysely/migration'
import { up as unban } from './2026-11-21-unban.ts'
import { up as unbanPersons } from './2026-11-21-unban-persons.ts'
import { up as unbanAnswers } from './2026-11-21-unban-answers.ts'
import { up as unbanEnterprises } from './2026-11-21-unban-enterprises.ts'
import { up as unbanReview } from './2026-11-21-unban-review.ts'
import { up as unbanMailbox } from './2026-11-21-unban-mailbox.ts'
import { up as unbanSpeed } from './2026-11-21-unban-speed.ts'
import { up as unbanTime } from './2026-11-21-unban-time.ts'
import { up as mailsToDo } from './2026-11-22-mails-to-do.ts'
import { up as rowsByPerson } from './2026-11-22-rows-by-person.ts'
import { up as senderRefused } from './2026-11-22-sender-refused.ts'
import { up as subjectsOnce } from './2026-11-22-subjects-once.ts'
import { up as sessionsByForm } from './2026-11-23-sessions-by-form.ts'

export const migrations: Record<string, Migration> = {
  '2026-11-21-unban': { up: unban },
  '2026-11-21-unban-persons': { up: unbanPersons },
  '2026-11-21-unban-answers': { up: unbanAnswers },
  '2026-11-21-unban-enterprises': { up: unbanEnterprises },
  '2026-11-21-unban-review': { up: unbanReview },
  '2026-11-21-unban-mailbox': { up: unbanMailbox },
  '2026-11-21-unban-speed': { up: unbanSpeed },
  '2026-11-21-unban-time': { up: unbanTime },
  '2026-11-22-mails-to-do': { up: mailsToDo },
  '2026-11-22-rows-by-person': { up: rowsByPerson },
  '2026-11-22-sender-refused': { up: senderRefused },
  '2026-11-22-subjects-once': { up: subjectsOnce },
  '2026-11-23-sessions-by-form': { up: sessionsByForm },
}
