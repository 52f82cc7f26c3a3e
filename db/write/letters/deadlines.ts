/** 期限的告知: to enterprises whose requests now have a day; to the chief, once a day, of what is past its deadline. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import type { DatedCase } from '../../../domain/unban/answers.ts'
import { queueNote, readSender } from './letter.ts'
import { queueToEnterprise } from './to-enterprise.ts'

export async function queueDatesSet(
  tx: Tx,
  vault: Vault,
  set: {
    /** Names the change and the enterprise: told once. */
    readonly about: string
    readonly enterpriseId: number
    readonly authorityId: string
    readonly cases: readonly DatedCase[]
    readonly baseUrl: string
  },
): Promise<void> {
  const enterprise = await tx.selectFrom('enterprise').select('name').where('id', '=', set.enterpriseId).executeTakeFirstOrThrow() // prettier-ignore
  await queueToEnterprise(tx, vault, {
    ...set,
    note: { topic: 'datesSet', enterpriseName: enterprise.name, cases: set.cases },
  })
}

export async function queueOverdueReminder(
  tx: Tx,
  vault: Vault,
  reminder: {
    /** Names the day and the account: told once. */
    readonly about: string
    readonly mailboxId: number
    readonly to: string
    readonly cases: readonly DatedCase[]
    readonly overdue: number
    readonly estimated: boolean
    readonly baseUrl: string
  },
): Promise<void> {
  const { about, to, cases, overdue, estimated, baseUrl } = reminder
  await queueNote(tx, vault, {
    sender: await readSender(tx, reminder.mailboxId),
    about,
    to,
    baseUrl,
    note: { topic: 'overdueReminder', cases, overdue, estimated },
  })
}
