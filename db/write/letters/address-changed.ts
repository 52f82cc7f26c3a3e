/**
 * 邮箱变更: whoever writes for an enterprise decides about its people, so every address that could write before is told when
 * another may, or may no longer: a stolen account cannot redirect an enterprise in silence.
 */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { databaseNow } from '../../clock.ts'
import { isWithin } from '../../../domain/codes/region.ts'
import { queueAnswer, readSender } from './letter.ts'

export async function queueAddressChanged(
  tx: Tx,
  vault: Vault,
  change: {
    readonly enterpriseId: number
    /** The profile's version that the change made: names the letters. */
    readonly version: number
    readonly address: string
    readonly kind: 'added' | 'revoked'
    /** Addresses in force before the change. */
    readonly tell: readonly string[]
    readonly baseUrl: string
  },
): Promise<void> {
  const enterprise = await tx.selectFrom('enterprise').select(['name', 'region_code']).where('id', '=', change.enterpriseId).executeTakeFirstOrThrow() // prettier-ignore
  const mailboxes = await tx
    .selectFrom('mailbox')
    .innerJoin('authority', 'authority.id', 'mailbox.authority_id')
    .select(['mailbox.id', 'authority.region_code'])
    .orderBy('mailbox.id')
    .execute()
  const mailbox = mailboxes.find(({ region_code }) => isWithin(enterprise.region_code, region_code)) ?? mailboxes[0]
  if (mailbox === undefined) return
  const sender = await readSender(tx, mailbox.id)
  const receivedAt = await databaseNow(tx)
  for (const [index, to] of change.tell.entries()) {
    await queueAnswer(tx, vault, {
      sender,
      kind: 'note',
      about: `addresses-${change.enterpriseId}-${change.version}`,
      n: index + 1,
      mailId: null,
      requestId: null,
      to,
      inReplyTo: null,
      rowsHeader: '',
      answer: {
        kind: 'note',
        topic: 'addressChanged',
        authorityName: sender.authorityName,
        mailboxAddress: sender.address,
        subjectAnswered: '',
        receivedAt,
        baseUrl: change.baseUrl,
        enterpriseName: enterprise.name,
        address: change.address,
        change: change.kind,
        link: `${change.baseUrl}/enterprises/${change.enterpriseId}`,
      },
    })
  }
}
