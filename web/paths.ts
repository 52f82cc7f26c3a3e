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
  request: '/requests/:id',
  requestDecision: '/requests/:id/rows/:rowId/decision',
  requestApproveRest: '/requests/:id/approve-rest',
  requestEnd: '/requests/:id/end',
  requestUndo: '/requests/:id/undo',
  requestRelease: '/requests/:id/release',
  requestRenew: '/requests/:id/renew',
  persons: '/persons',
  personSearch: '/persons/search',
  person: '/persons/:id',
  personReveal: '/persons/:id/reveal',
  personFile: '/persons/:id/files/:sha',
  mails: '/mails',
  mail: '/mails/:id',
  mailRaw: '/mails/:id/raw',
  mailAttachment: '/mails/:id/attachments/:n',
  account: '/account',
  accountTokens: '/account/tokens',
  accountTokenRevoke: '/account/tokens/:id/revoke',
  accountSessionEnd: '/account/sessions/:publicId/end',
  accountPassword: '/account/password',
  accountEnterprise: '/account/enterprise',
  drafts: '/drafts',
  confirmSender: '/confirm-sender/:token',
  devMail: '/dev/mail',
  devMailbox: '/dev/mail/:address',
  devMessage: '/dev/mail/:address/:folder/:uid',
  devSend: '/dev/mail/send',
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
export interface PersonsView {
  readonly q?: string | undefined
  readonly status?: string | undefined
  readonly after?: string | undefined
}
export interface MailsView {
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
  request: (id: number, view: { row?: number | undefined; notice?: string | undefined } = {}) =>
    `/requests/${id}${query(view)}`,
  requestDecision: (id: number, rowId: number) => `/requests/${id}/rows/${rowId}/decision`,
  requestApproveRest: (id: number) => `/requests/${id}/approve-rest`,
  requestEnd: (id: number) => `/requests/${id}/end`,
  requestUndo: (id: number) => `/requests/${id}/undo`,
  requestRelease: (id: number) => `/requests/${id}/release`,
  requestRenew: (id: number) => `/requests/${id}/renew`,
  persons: (view: PersonsView = {}) => `/persons${query({ ...view })}`,
  personSearch: () => '/persons/search',
  person: (id: number) => `/persons/${id}`,
  personReveal: (id: number) => `/persons/${id}/reveal`,
  personFile: (id: number, sha: string) => `/persons/${id}/files/${sha}`,
  mails: (view: MailsView = {}) => `/mails${query({ ...view })}`,
  mail: (id: number) => `/mails/${id}`,
  mailRaw: (id: number) => `/mails/${id}/raw`,
  mailAttachment: (id: number, n: number) => `/mails/${id}/attachments/${n}`,
  account: () => '/account',
  accountTokens: () => '/account/tokens',
  accountTokenRevoke: (id: number) => `/account/tokens/${id}/revoke`,
  accountSessionEnd: (publicId: string) => `/account/sessions/${publicId}/end`,
  accountPassword: () => '/account/password',
  accountEnterprise: () => '/account/enterprise',
  drafts: () => '/drafts',
  confirmSender: (token: string) => `/confirm-sender/${token}`,
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
  const page = path.replace(/^(\/(?:requests|persons)\/\d+)\/.*$/, '$1')
  return `${page}?${params.toString()}`
}
