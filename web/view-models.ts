/** Which model each template prints: a page cannot be rendered with another's. */
import type { AccountPage } from './account/presenter.ts'
import type { ConfirmSenderPage } from './confirm-sender/presenter.ts'
import type { DevMailPage, DevMessagePage } from './dev/presenter.ts'
import type { HelpPage } from './help/presenter.ts'
import type { HomePage } from './home/presenter.ts'
import type { MailPage, MailsPage } from './mails/presenter.ts'
import type { MessagePage } from './message/presenter.ts'
import type { PersonPage, PersonsPage, RevealedPage } from './persons/presenter.ts'
import type { QueuePage } from './queue/presenter.ts'
import type { OwnRequestPage } from './request/own-presenter.ts'
import type { ReviewPage } from './request/presenter.ts'
import type { SignInPage } from './sign-in/presenter.ts'

export interface Views {
  'account/account': AccountPage
  'confirm-sender/confirm-sender': ConfirmSenderPage
  'dev/dev-mail': DevMailPage
  'dev/message': DevMessagePage
  'help/help': HelpPage
  'home/home': HomePage
  'mails/mail': MailPage
  'mails/mails': MailsPage
  'message/message': MessagePage
  'persons/person': PersonPage
  'persons/persons': PersonsPage
  'persons/revealed': RevealedPage
  'queue/queue': QueuePage
  'request/own': OwnRequestPage
  'request/review': ReviewPage
  'sign-in/sign-in': SignInPage
}
export type ViewName = keyof Views
