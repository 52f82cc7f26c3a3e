/**
 * 自动邮件归档: own and automatic mails never enter and are never answered, so that a flood of them is filed many at once:
 * three statements whatever their number. Call under the queue's lock.
 */
import { sql } from 'kysely'
import type { Tx } from '../../db.ts'
import type { Route } from '../../../domain/unban/acceptance.ts'
import type { Settled, ToSettle } from './settling.ts'

/** Routes that are an end and nothing else: no rows, no answer, nobody told. */
const filed: ReadonlySet<Route['kind']> = new Set(['own', 'auto'])

const isFiled = ({ route }: ToSettle['judged']): boolean => filed.has(route.kind) && route.answer === 'none'

/** Files those of `mails` that are a machine's; a mail that is settled already stays as it is. */
export async function fileMachineMails(
  tx: Tx,
  authorityId: string,
  mails: readonly ToSettle[],
): Promise<[number, Settled][]> {
  const machines = mails.filter(({ judged }) => isFiled(judged))
  if (machines.length === 0) return []
  const open = new Set(await updateMails(tx, machines))
  const filing = machines.filter(({ mailId }) => open.has(mailId))
  if (filing.length > 0) {
    await addAttachments(tx, filing)
    await audit(tx, authorityId, filing)
  }
  return machines.map(({ mailId, judged }) => [
    mailId,
    open.has(mailId) ? { kind: 'settled', state: judged.route.kind as 'own' | 'auto' } : { kind: 'repeat' },
  ])
}

/** @returns the mails that were still to be settled. */
async function updateMails(tx: Tx, mails: readonly ToSettle[]): Promise<number[]> {
  const read = mails.map(({ mailId, judged }) => ({
    id: mailId,
    message_id: judged.read.messageId,
    from_address: judged.fromAddress,
    from_name: judged.fromName,
    subject: judged.read.subject,
    date_header: judged.read.dateHeader,
    class: judged.mailClass,
    verdict: judged.verdict,
    badges: judged.badges,
    body_text: judged.read.text,
    state: judged.route.kind,
    state_reason: judged.route.why,
    codes: judged.route.codes,
  }))
  const { rows } = await sql<{ id: number }>`
    update mail set message_id = told.message_id, from_address = told.from_address, from_name = told.from_name,
      subject = told.subject, date_header = told.date_header, class = told.class, verdict = told.verdict,
      badges = array(select distinct unnest(mail.badges || told.badges)), body_text = told.body_text,
      state = told.state, state_reason = told.state_reason, codes = told.codes, classified_at = now()
    from jsonb_to_recordset(${JSON.stringify(read)}::jsonb) as told (id bigint, message_id text, from_address text,
      from_name text, subject text, date_header text, class text, verdict text, badges text[], body_text text,
      state text, state_reason text, codes jsonb)
    where mail.id = told.id and mail.state = 'stored' returning mail.id`.execute(tx)
  return rows.map(({ id }) => id)
}

async function addAttachments(tx: Tx, mails: readonly ToSettle[]): Promise<void> {
  const rows = mails.flatMap(({ mailId, judged }) =>
    judged.read.attachments.map(({ name, size, sha256, kind, problem }, index) => ({
      mail_id: mailId, n: index + 1, name, size, sha256, kind, problem,
    })),
  ) // prettier-ignore
  if (rows.length > 0) await tx.insertInto('attachment').values(rows).execute()
}

/** One row a mail, in the order of the mails: the trigger chains them one after another. */
async function audit(tx: Tx, authorityId: string, mails: readonly ToSettle[]): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values(
      mails.map(({ mailId, judged: { route, verdict } }) => ({
        chain: authorityId,
        key: `mail:${mailId}/${route.kind}`,
        actor: 'system',
        action: `mail.${route.kind}`,
        object: `mail:${mailId}`,
        detail: JSON.stringify({ reason: route.why, codes: route.codes.map(({ code }) => code), verdict }),
        at: '1970-01-01T00:00:00Z',
      })),
    )
    .execute()
}
