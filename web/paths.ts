/** Every address of the site. Patterns for the router, and functions that fill them. */

const query = (values: Readonly<Record<string, string | number | null | undefined>>): string => {
  const pairs = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '')
  if (pairs.length === 0) return ''
  return `?${new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, String(value)])).toString()}`
}

export const patterns = {
  home: '/',
  signIn: '/sign-in',
  signOut: '/sign-out',
  queue: '/queue',
  queueNext: '/queue/next',
  mailbox: '/mailbox',
  mailboxLook: '/mailbox/look',
  request: '/requests/:id',
  requestDecision: '/requests/:id/rows/:rowId/decision',
  requestApproveRest: '/requests/:id/approve-rest',
  requestEnd: '/requests/:id/end',
  requestUndo: '/requests/:id/undo',
  requestRelease: '/requests/:id/release',
  requestRenew: '/requests/:id/renew',
  requestPutAside: '/requests/:id/put-aside',
  requestTakeBack: '/requests/:id/take-back',
  requestRevokeClaim: '/requests/:id/revoke-claim',
  requestNotes: '/requests/:id/notes',
  requestFind: '/requests/find',
  queueExport: '/queue/export',
  persons: '/persons',
  personSearch: '/persons/search',
  personLookup: '/persons/lookup',
  personNew: '/persons/new',
  personUpload: '/persons/uploads',
  personUploaded: '/persons/uploads/:sha',
  personDrafts: '/persons/drafts',
  personDraftDrop: '/persons/drafts/drop',
  personImports: '/persons/import',
  personImportTemplate: '/persons/import/template.xlsx',
  personImport: '/persons/import/:id',
  personImportTake: '/persons/import/:id/take',
  personImportErrors: '/persons/import/:id/errors.xlsx',
  person: '/persons/:id',
  personEdit: '/persons/:id/edit',
  personReveal: '/persons/:id/reveal',
  personFile: '/persons/:id/files/:sha',
  mails: '/mails',
  mail: '/mails/:id',
  mailRaw: '/mails/:id/raw',
  mailAct: '/mails/:id/acts',
  mailTime: '/mails/:id/time',
  mailLinkRevoke: '/mails/:id/revoke-link',
  mailHandled: '/mails/:id/handled',
  mailQuarantined: '/mails/:id/quarantined',
  letterResend: '/letters/:id/resend',
  letterPhone: '/letters/:id/phone',
  sendingGoOn: '/mails/sending',
  requestWithdraw: '/requests/:id/withdraw',
  status: '/status/:token',
  mailAttachment: '/mails/:id/attachments/:n',
  account: '/account',
  accountTokens: '/account/tokens',
  accountTokenRevoke: '/account/tokens/:id/revoke',
  accountSessionEnd: '/account/sessions/:publicId/end',
  accountPassword: '/account/password',
  accountEnterprise: '/account/enterprise',
  selfCheck: '/self-check',
  selfCheckForm: '/self-check/form.xlsx',
  drafts: '/drafts',
  confirmSender: '/confirm-sender/:token',
  devMail: '/dev/mail',
  devMailbox: '/dev/mail/:address',
  devMessage: '/dev/mail/:address/:folder/:uid',
  devSend: '/dev/mail/send',
  overview: '/overview',
  overviewList: '/overview/:figure',
  calendar: '/calendar',
  calendarPreview: '/calendar/preview',
  calendarPublish: '/calendar/publish',
  fairness: '/fairness',
  fairnessExport: '/fairness/export',
  fairnessPublish: '/fairness/publish',
  fairnessFile: '/fairness/files/:authority',
  notices: '/notices',
  noticesRead: '/notices/read',
  notice: '/notices/:id',
  enterprises: '/enterprises',
  enterpriseOwn: '/enterprises/own',
  enterprise: '/enterprises/:id',
  enterpriseProfile: '/enterprises/:id/profile',
  enterpriseSubmit: '/enterprises/:id/submit',
  enterpriseReview: '/enterprises/:id/review',
  enterpriseFiles: '/enterprises/:id/files',
  enterpriseFile: '/enterprises/:id/files/:fileId',
  enterpriseFileRemove: '/enterprises/:id/files/:fileId/remove',
  enterpriseAddresses: '/enterprises/:id/addresses',
  enterpriseAddressRevoke: '/enterprises/:id/addresses/revoke',
  personDeletion: '/persons/:id/deletion',
  certificateChecks: '/certificates/:id/checks',
  lookupSites: '/lookup-sites',
  lookupSite: '/lookup-sites/:site',
  search: '/search',
  authorisationLetter: '/help/authorisation-letter',
  help: '/help',
  blankForm: '/help/request-form.xlsx',
  healthz: '/healthz',
  readyz: '/readyz',
  openapi: '/openapi.json',
} as const

export interface QueueView {
  readonly view?: 'waiting' | 'done' | undefined
  readonly enterprise?: string | undefined
  readonly business?: string | undefined
  readonly state?: string | undefined
  readonly after?: string | undefined
}
export interface RequestView {
  readonly row?: number | undefined
  /** Only those who wait for a decision are listed. */
  readonly only?: 'undecided' | undefined
  readonly notice?: string | undefined
}
export interface PersonsView {
  readonly q?: string | undefined
  readonly status?: string | undefined
  readonly toDo?: string | undefined
  readonly after?: string | undefined
}
export interface EnterprisesView {
  readonly q?: string | undefined
  readonly status?: string | undefined
  readonly after?: string | undefined
}
export interface MailsView {
  readonly view?: 'todo' | undefined
  readonly q?: string | undefined
  readonly state?: string | undefined
  readonly after?: string | undefined
}

export const paths = {
  home: () => '/',
  signIn: (next?: string, why?: string) => `/sign-in${query({ next: next === '/' ? undefined : next, why })}`,
  signOut: () => '/sign-out',
  queue: (view: QueueView = {}) => `/queue${query({ ...view, view: view.view === 'waiting' ? undefined : view.view })}`,
  queueNext: () => '/queue/next',
  mailbox: (view: { notice?: 'looking' | undefined } = {}) => `/mailbox${query(view)}`,
  mailboxLook: () => '/mailbox/look',
  request: (id: number, view: RequestView = {}) => `/requests/${id}${query({ ...view })}`,
  requestDecision: (id: number, rowId: number) => `/requests/${id}/rows/${rowId}/decision`,
  requestApproveRest: (id: number) => `/requests/${id}/approve-rest`,
  requestEnd: (id: number) => `/requests/${id}/end`,
  requestUndo: (id: number) => `/requests/${id}/undo`,
  requestRelease: (id: number) => `/requests/${id}/release`,
  requestRenew: (id: number) => `/requests/${id}/renew`,
  requestPutAside: (id: number) => `/requests/${id}/put-aside`,
  requestTakeBack: (id: number) => `/requests/${id}/take-back`,
  requestRevokeClaim: (id: number) => `/requests/${id}/revoke-claim`,
  requestNotes: (id: number) => `/requests/${id}/notes`,
  requestFind: () => '/requests/find',
  queueExport: () => '/queue/export',
  persons: (view: PersonsView = {}) => `/persons${query({ ...view })}`,
  personSearch: () => '/persons/search',
  personLookup: () => '/persons/lookup',
  /** @param form id of the form, by which its draft is found again. */
  personNew: (form?: string) => `/persons/new${query({ form })}`,
  personUpload: () => '/persons/uploads',
  personUploaded: (sha: string) => `/persons/uploads/${sha}`,
  personDrafts: () => '/persons/drafts',
  personDraftDrop: () => '/persons/drafts/drop',
  personImports: () => '/persons/import',
  personImportTemplate: () => '/persons/import/template.xlsx',
  personImport: (id: number) => `/persons/import/${id}`,
  personImportTake: (id: number) => `/persons/import/${id}/take`,
  personImportErrors: (id: number) => `/persons/import/${id}/errors.xlsx`,
  personEdit: (id: number) => `/persons/${id}/edit`,
  person: (id: number, view: { notice?: string | undefined } = {}) => `/persons/${id}${query(view)}`,
  personReveal: (id: number) => `/persons/${id}/reveal`,
  personFile: (id: number, sha: string) => `/persons/${id}/files/${sha}`,
  mails: (view: MailsView = {}) => `/mails${query({ ...view })}`,
  mail: (id: number, view: { act?: string | undefined } = {}) => `/mails/${id}${query(view)}`,
  mailRaw: (id: number) => `/mails/${id}/raw`,
  mailAct: (id: number) => `/mails/${id}/acts`,
  mailTime: (id: number) => `/mails/${id}/time`,
  mailLinkRevoke: (id: number) => `/mails/${id}/revoke-link`,
  mailHandled: (id: number) => `/mails/${id}/handled`,
  mailQuarantined: (id: number) => `/mails/${id}/quarantined`,
  letterResend: (id: number) => `/letters/${id}/resend`,
  letterPhone: (id: number) => `/letters/${id}/phone`,
  sendingGoOn: () => '/mails/sending',
  requestWithdraw: (id: number) => `/requests/${id}/withdraw`,
  status: (token: string) => `/status/${token}`,
  mailAttachment: (id: number, n: number) => `/mails/${id}/attachments/${n}`,
  account: () => '/account',
  accountTokens: () => '/account/tokens',
  accountTokenRevoke: (id: number) => `/account/tokens/${id}/revoke`,
  accountSessionEnd: (publicId: string) => `/account/sessions/${publicId}/end`,
  accountPassword: () => '/account/password',
  accountEnterprise: () => '/account/enterprise',
  selfCheck: () => '/self-check',
  selfCheckForm: () => '/self-check/form.xlsx',
  drafts: () => '/drafts',
  confirmSender: (token: string) => `/confirm-sender/${token}`,
  overview: () => '/overview',
  overviewList: (figure: string, view: { of?: string | undefined; after?: string | undefined } = {}) =>
    `/overview/${figure}${query(view)}`,
  calendar: (view: { year?: number | undefined; notice?: string | undefined } = {}) => `/calendar${query(view)}`,
  calendarPreview: () => '/calendar/preview',
  calendarPublish: () => '/calendar/publish',
  fairness: (view: { notice?: string | undefined } = {}) => `/fairness${query(view)}`,
  fairnessExport: () => '/fairness/export',
  fairnessPublish: () => '/fairness/publish',
  fairnessFile: (authorityId: string) => `/fairness/files/${encodeURIComponent(authorityId)}`,
  notices: (view: { after?: number | undefined } = {}) => `/notices${query(view)}`,
  noticesRead: () => '/notices/read',
  notice: (id: number) => `/notices/${id}`,
  enterprises: (view: EnterprisesView = {}) => `/enterprises${query({ ...view })}`,
  enterpriseOwn: () => '/enterprises/own',
  enterprise: (id: number, view: { notice?: string | undefined } = {}) => `/enterprises/${id}${query(view)}`,
  enterpriseProfile: (id: number) => `/enterprises/${id}/profile`,
  enterpriseSubmit: (id: number) => `/enterprises/${id}/submit`,
  enterpriseReview: (id: number) => `/enterprises/${id}/review`,
  enterpriseFiles: (id: number) => `/enterprises/${id}/files`,
  enterpriseFile: (id: number, fileId: number) => `/enterprises/${id}/files/${fileId}`,
  enterpriseFileRemove: (id: number, fileId: number) => `/enterprises/${id}/files/${fileId}/remove`,
  enterpriseAddresses: (id: number) => `/enterprises/${id}/addresses`,
  enterpriseAddressRevoke: (id: number) => `/enterprises/${id}/addresses/revoke`,
  personDeletion: (id: number) => `/persons/${id}/deletion`,
  certificateChecks: (id: number) => `/certificates/${id}/checks`,
  lookupSites: (view: { notice?: string | undefined } = {}) => `/lookup-sites${query(view)}`,
  lookupSite: (site: string) => `/lookup-sites/${site}`,
  search: (q?: string, notice?: string) => `/search${query({ q, notice })}`,
  authorisationLetter: () => '/help/authorisation-letter',
  help: () => '/help',
  blankForm: () => '/help/request-form.xlsx',
  devMail: (view: { as?: string | undefined; sent?: string | undefined } = {}) => `/dev/mail${query(view)}`,
  devMailbox: (address: string) => `/dev/mail/${encodeURIComponent(address)}`,
  devMessage: (address: string, folder: string, uid: number) =>
    `/dev/mail/${encodeURIComponent(address)}/${encodeURIComponent(folder)}/${uid}`,
  devSend: () => '/dev/mail/send',
} as const

/** A path of ours to come back to; anything else (another host, a scheme) is the home page. */
export function ownPath(text: string | undefined): string {
  if (text === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return paths.home()
  return text
}

/** The same address in another language. */
export function inLanguage(url: string, language: string): string {
  const [path = '/', search = ''] = url.split('?', 2)
  const params = new URLSearchParams(search)
  params.set('lang', language)
  // An act's own address has no page: its page is that of what was acted on.
  const page = path.replace(/^(\/(?:requests|persons|enterprises)\/\d+)\/.*$/, '$1')
  return `${page}?${params.toString()}`
}
