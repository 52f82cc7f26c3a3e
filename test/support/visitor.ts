/** Somebody with a browser but without script: keeps cookies, follows nothing by itself, sends forms as they stand. */

export interface Visited {
  readonly status: number
  readonly location: string | null
  readonly headers: Headers
  readonly text: string
}
export interface Visitor {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Visited>
  /** Sends a form with the CSRF token of the page last seen, unless it is given. */
  post(path: string, fields?: Readonly<Record<string, string | readonly string[]>>): Promise<Visited>
  /** Sends a body as it is: a form with files. */
  send(path: string, body: FormData): Promise<Visited>
  signIn(login: string, password?: string): Promise<Visited>
  readonly cookies: Map<string, string>
  csrf: string
}

export function visitor(web: string): Visitor {
  const cookies = new Map<string, string>()
  const self: Visitor = {
    cookies,
    csrf: '',
    get: (path, headers = {}) => call(path, { headers }),
    post(path, fields = {}) {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries({ csrf: self.csrf, ...fields })) {
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
      }
      return call(path, { method: 'POST', body, headers: { referer: `${web}${path.replace(/\/rows\/.*/, '')}` } })
    },
    send: (path, body) => call(path, { method: 'POST', body, headers: { referer: web + path } }),
    async signIn(login, password = `demo-${login}-2026`) {
      await self.get('/sign-in')
      const signedIn = await self.post('/sign-in', { login, password })
      if (signedIn.status === 303) await self.get('/account')
      return signedIn
    },
  }
  const call = async (path: string, init: RequestInit): Promise<Visited> => {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    if (!headers.has('accept')) headers.set('accept', 'text/html,application/xhtml+xml')
    const response = await fetch(web + path, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await response.text()
    self.csrf = /data-csrf="([^"]*)"/.exec(text)?.[1] ?? self.csrf
    return { status: response.status, location: response.headers.get('location'), headers: response.headers, text }
  }
  return self
}
