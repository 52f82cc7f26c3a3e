/** A member of the association's staff at work by JSON, as another program would be: signs in once, then acts. */

/** What the queue and the request answered, with the names that tests read; which of them are there depends on the route. */
export interface Answered {
  readonly requestId: number | null
  readonly kind?: string
  readonly version: number
  readonly state: string
  readonly token: string
  readonly rows: readonly AnsweredRow[]
  readonly requests: readonly { readonly id: number }[]
  readonly reviewer: { readonly you: boolean } | null
  readonly kept: readonly { readonly outcome: string | null }[]
}
interface AnsweredRow {
  readonly id: number
  readonly n: number
  readonly state: string
  readonly decision: string | null
  readonly mayApprove: boolean
  readonly person: { readonly id: number }
}

export interface Json {
  readonly status: number
  /** As its route's model says; a test names the model where it reads it, or takes `answered`. */
  readonly body: unknown
}

export const answered = ({ body }: Json): Answered => body as Answered

export interface Program {
  get(path: string): Promise<Json>
  post(path: string, body?: unknown): Promise<Json>
}

export async function signIn(web: string, login: string, password = `demo-${login}-2026`): Promise<Program> {
  const response = await fetch(`${web}/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  const body = (await response.json()) as { csrf?: string }
  if (response.status !== 200 || body.csrf === undefined)
    throw new Error(`Not signed in: ${response.status} ${JSON.stringify(body)}`)
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') // prettier-ignore
  return program(web, { cookie, 'x-csrf-token': body.csrf })
}

/** With an API token there is neither cookie nor CSRF. */
export const withToken = (web: string, token: string): Program => program(web, { authorization: `Bearer ${token}` })

function program(web: string, headers: Readonly<Record<string, string>>): Program {
  const call = async (path: string, init: RequestInit): Promise<Json> => {
    const response = await fetch(web + path, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'application/json', ...headers, ...init.headers },
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
  }
  return {
    get: (path) => call(path, {}),
    post: (path, body = {}) =>
      call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }
}
