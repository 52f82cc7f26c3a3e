/** Which model each template prints: a page cannot be rendered with another's. */
import type { AccountPage } from './account/presenter.ts'
import type { PreviewPage } from './calendar/preview-presenter.ts'
import type { CalendarPage } from './calendar/presenter.ts'
import type { FairnessPage } from './fairness/presenter.ts'
import type { NoticesPage } from './notices/presenter.ts'
import type { ConfirmSenderPage } from './confirm-sender/presenter.ts'
import type { DevMailPage, DevMessagePage } from './dev/presenter.ts'
import type { EnterprisesPage } from './enterprises/list-presenter.ts'
import type { EnterprisePage } from './enterprises/presenter.ts'
import type { LetterPage } from './help/letter-presenter.ts'
import type { HelpPage } from './help/presenter.ts'
import type { HomePage } from './home/presenter.ts'
import type { MailsPage } from './mails/list-presenter.ts'
import type { MailPage } from './mails/presenter.ts'
import type { MessagePage } from './message/presenter.ts'
import type { OverviewListPage } from './overview/list-presenter.ts'
import type { OverviewPage } from './overview/presenter.ts'
import type { ImportPage, ImportsPage } from './persons-import/presenter.ts'
import type { PersonFormPage } from './persons/form-presenter.ts'
import type { PersonsPage } from './persons/list-presenter.ts'
import type { LookupPage } from './persons/lookup-presenter.ts'
import type { OwnPersonsPage } from './persons/own-presenter.ts'
import type { PersonPage } from './persons/person-presenter.ts'
import type { RevealedPage } from './persons/revealed-presenter.ts'
import type { MailboxPage } from './mailbox/presenter.ts'
import type { QueuePage } from './queue/presenter.ts'
import type { OwnRequestPage } from './request/own-presenter.ts'
import type { ReviewPage } from './request/presenter.ts'
import type { LookupSitesPage } from './lookup-sites/presenter.ts'
import type { DeletedPage, DeletionPage } from './person-deletion/presenter.ts'
import type { SearchPage } from './search/presenter.ts'
import type { SelfCheckPage } from './self-check/presenter.ts'
import type { SignInPage } from './sign-in/presenter.ts'
import type { StatusPage } from './status/presenter.ts'

export interface Views {
  'account/account': AccountPage
  'calendar/calendar': CalendarPage
  'calendar/preview': PreviewPage
  'confirm-sender/confirm-sender': ConfirmSenderPage
  'dev/dev-mail': DevMailPage
  'dev/message': DevMessagePage
  'enterprises/enterprise': EnterprisePage
  'enterprises/enterprises': EnterprisesPage
  'fairness/fairness': FairnessPage
  'help/authorisation-letter': LetterPage
  'help/help': HelpPage
  'home/home': HomePage
  'mails/mail': MailPage
  'mails/mails': MailsPage
  'message/message': MessagePage
  'overview/list': OverviewListPage
  'overview/overview': OverviewPage
  'persons-import/import': ImportPage
  'persons-import/imports': ImportsPage
  'persons/form': PersonFormPage
  'notices/notices': NoticesPage
  'persons/lookup': LookupPage
  'persons/own': OwnPersonsPage
  'persons/person': PersonPage
  'persons/persons': PersonsPage
  'persons/revealed': RevealedPage
  'mailbox/mailbox': MailboxPage
  'queue/queue': QueuePage
  'request/own': OwnRequestPage
  'request/review': ReviewPage
  'lookup-sites/lookup-sites': LookupSitesPage
  'person-deletion/deleted': DeletedPage
  'person-deletion/person-deletion': DeletionPage
  'search/search': SearchPage
  'self-check/self-check': SelfCheckPage
  'sign-in/sign-in': SignInPage
  'status/status': StatusPage
}
export type ViewName = keyof Views
