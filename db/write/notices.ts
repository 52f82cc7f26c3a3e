/** 消息: tells staff or an enterprise in the app, in the transaction of the event. The same key twice is one message. */
import type { Tx } from '../db.ts'
import type { NoticeFacts, NoticeKind, NoticeTo } from '../../domain/notices/kinds.ts'

export interface NewNotice {
  /** Names the event: `request:5/decided/3`. */
  readonly key: string
  readonly kind: NoticeKind
  readonly to: NoticeTo
  readonly facts?: NoticeFacts
}

export async function notify(tx: Tx, { key, kind, to, facts = {} }: NewNotice): Promise<void> {
  await tx
    .insertInto('notice')
    .values({
      key,
      kind,
      authority_id: to.kind === 'enterprise' ? null : to.authorityId,
      chief_only: to.kind === 'chief',
      enterprise_id: to.kind === 'enterprise' ? to.enterpriseId : null,
      facts: JSON.stringify(facts),
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}
