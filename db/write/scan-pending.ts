/** 等待查毒: mails that are stored and wait for the virus scanner, with their places; the chief is told once a day. */
import { databaseNow } from '../clock.ts'
import type { Db } from '../db.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { notify } from './notices.ts'

export function noteScanPending(db: Db, mailboxId: number): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const waiting = await tx
      .updateTable('mail')
      .set({ state_reason: 'scanPending' })
      .where('mailbox_id', '=', mailboxId)
      .where('state', '=', 'stored')
      .where('state_reason', 'is', null)
      .returning('authority_id')
      .execute()
    const [first] = waiting
    if (first === undefined) return
    await notify(tx, {
      key: `mailbox:${mailboxId}/scannerAway/${dayOf(await databaseNow(tx))}`,
      kind: 'scannerAway',
      to: { kind: 'chief', authorityId: first.authority_id },
    })
  })
}
