/** A mail as it was judged from its own bytes, before the register is asked. Made by activities/judge.ts. */
import type { MailBadge, MailClass, ReadMail, SenderVerdict } from '../../../domain/mail/types.ts'
import type { Route } from '../../../domain/unban/acceptance.ts'
import type { FormsRead } from '../../../domain/unban/request-form.ts'

export interface Judged {
  readonly read: ReadMail
  readonly mailClass: MailClass
  readonly verdict: SenderVerdict
  readonly badges: readonly MailBadge[]
  /** The one address that is answered; null: nobody is. */
  readonly fromAddress: string | null
  readonly fromName: string | null
  readonly forms: FormsRead
  readonly route: Route
}
