/** 期限提醒: deadlines follow the calendar, and what is near or over is told, in working hours. */
import { databaseNow } from '../db/clock.ts'
import { datesForWaiting, remindOf } from '../db/write/deadline-reminders.ts'
import type { Deps } from './deps.ts'
import type { CaseActivities } from './types.ts'

type Needs = Pick<Deps, 'db' | 'vault' | 'log' | 'baseUrl'>

export function createDeadlineActivities({ db, vault, log, baseUrl }: Needs): Pick<CaseActivities, 'remindDeadlines'> {
  return {
    async remindDeadlines() {
      const dated = await datesForWaiting(db, vault, baseUrl)
      const now = await db.transaction().execute(databaseNow)
      const reminded = await remindOf(db, vault, { now, baseUrl })
      log.info({ dated, ...reminded }, 'deadlines looked at')
    },
  }
}
