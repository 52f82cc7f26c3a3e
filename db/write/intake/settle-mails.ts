/** 来信受理, many at once: a batch of one mailbox in the order of its mails, in one transaction. */
import type { Vault } from '../../crypto.ts'
import type { Db } from '../../db.ts'
import { dayOf } from '../../../domain/calendar/working-days.ts'
import { namedIn } from '../../../domain/unban/entry-checks.ts'
import { registerReadFor, type AskedOfRegister } from '../../read/register.ts'
import { Collected } from '../later.ts'
import { contextOf, openMailbox, type MailboxFacts } from './context.ts'
import type { End } from './file-mails.ts'
import { asJudged, fileMail, looksBack, settle, settleRows, type Opened } from './settle-mail.ts'
import type { Settled, SettleOptions, ToSettle } from './settling.ts'

/**
 * Settles mails of one mailbox in their order and in one transaction: a backlog costs one commit, one lock, and one reading
 * of the calendar and the register for many. All of them or none: whoever gets a fault settles them one by one.
 */
export function settleMails(
  db: Db,
  vault: Vault,
  mails: readonly ToSettle[],
  options: SettleOptions,
): Promise<Settled[]> {
  return db.transaction().execute(async (tx) => {
    const [first] = mails
    if (first === undefined) return []
    const later = new Collected()
    const opened = await openMailbox(tx, vault, first.mailId, options.baseUrl)
    const rows = await tx.selectFrom('mail').selectAll().where('id', 'in', mails.map(({ mailId }) => mailId)).orderBy('id').forUpdate().execute() // prettier-ignore
    const rowOf = new Map(rows.map((row) => [row.id, row]))
    const register = await registerReadFor(tx, vault, opened.authority.regionCode, askedOf(vault, mails, rowOf))
    const facts = { ...opened, register, later }
    const settled = new Map<number, Settled>()
    const open = mails.flatMap(({ mailId, judged }): Opened[] => {
      const row = rowOf.get(mailId)
      // Twice in one batch is once.
      rowOf.delete(mailId)
      return row?.state === 'stored' ? [{ context: asJudged(contextOf(facts, row), judged), judged }] : []
    })
    for (const run of runsOf(open)) {
      for (const [mailId, end] of await settleRun(facts, run, options)) settled.set(mailId, { kind: 'settled', state: end.state }) // prettier-ignore
    }
    await later.write(tx)
    return mails.map(({ mailId }) => {
      const one = settled.get(mailId) ?? ({ kind: 'repeat' } as const)
      settled.delete(mailId)
      return one
    })
  })
}

/** Mails that only bring rows are settled together; any other by itself, between those before it and those after it. */
function runsOf(mails: readonly Opened[]): Opened[][] {
  const runs: Opened[][] = []
  let rows: Opened[] | null = null
  for (const mail of mails) {
    if (mail.judged.route.kind !== 'rows') {
      rows = null
      runs.push([mail])
    } else if (rows === null) runs.push((rows = [mail]))
    else rows.push(mail)
  }
  return runs
}

async function settleRun(
  facts: MailboxFacts & { readonly later: Collected },
  run: readonly Opened[],
  options: SettleOptions,
) {
  // prettier-ignore
  const [first] = run
  const ends = new Map<number, End>()
  if (first === undefined) return ends
  if (first.judged.route.kind === 'rows') {
    for (const [mailId, end] of await settleRows(facts, run, options.limits)) ends.set(mailId, end)
  } else {
    // It finds all that came before it written, unless it looks at none of it: a flood of automatic mails is filed together.
    if (looksBack(first.judged)) await facts.later.write(facts.tx)
    ends.set(first.context.mail.id, await settle(first.context, first.judged, options.limits))
  }
  for (const { context, judged } of run) {
    const end = ends.get(context.mail.id)
    if (end !== undefined) await fileMail(context, judged, end)
  }
  return ends
}

/** What the forms of a batch will ask of the register. */
function askedOf(
  vault: Vault,
  mails: readonly ToSettle[],
  rowOf: ReadonlyMap<number, { readonly received_at: string }>,
): AskedOfRegister {
  const named = mails.flatMap(({ mailId, judged: { forms } }) => {
    const row = rowOf.get(mailId)
    return row === undefined || forms.kind !== 'form' ? [] : [namedIn(forms.rows, dayOf(row.received_at))]
  })
  const unique = (list: readonly string[]) => [...new Set(list)]
  return {
    nameKeys: unique(named.flatMap(({ companyKeys }) => companyKeys)),
    personKeys: unique(named.flatMap(({ idNumbers }) => idNumbers)).map((id) => vault.lookup('idNumber', id)),
    addresses: unique(mails.flatMap(({ judged }) => judged.fromAddress ?? [])),
  }
}
