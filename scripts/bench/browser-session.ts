/** A browser without a screen: forms, cookies and redirects, as a person's would send them. */
import { signInForm } from './sign-in-form.ts'

export interface BrowserSession {
  takeNext(): Promise<number>
  /** POSTs the decision of the first person, follows to the next page, and looks there for it. */
  decide(requestId: number, decision: 'approve' | 'reject'): Promise<void>
}

export async function browserSession(web: string, login: string): Promise<BrowserSession> {
  const cookie = await signInForm(web, login)
  const get = async (path: string) => {
    const response = await fetch(web + path, { headers: { cookie, accept: 'text/html' } })
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
    return response.text()
  }
  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const response = await fetch(web + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(fields),
    })
    const to = response.headers.get('location')
    if (response.status !== 303 || to === null) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return to
  }
  // The page that is open: the next POST carries its fields.
  let page = ''
  return {
    async takeNext() {
      const to = await post('/queue/next', { csrf: fieldOf(await get('/queue'), 'csrf') })
      page = await get(to)
      return Number(/\/requests\/(\d+)/.exec(to)?.[1])
    },
    async decide(requestId, decision) {
      const action = /action="(\/requests\/\d+\/rows\/\d+\/decision)"/.exec(page)?.[1]
      if (action === undefined) throw new Error('The page has no form for a decision.')
      const to = await post(action, {
        csrf: fieldOf(page, 'csrf'),
        version: fieldOf(page, 'version'),
        updateId: crypto.randomUUID(),
        decision,
        ...(decision === 'reject' ? { reasons: 'other', text: '资料不清' } : {}),
      })
      const before = fieldOf(page, 'version')
      page = await get(to)
      if (!to.includes(String(requestId)) || fieldOf(page, 'version') === before)
        throw new Error('The next page does not show the decision.')
    },
  }
}

function fieldOf(page: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1]
  if (value === undefined) throw new Error(`The page has no field ${name}.`)
  return value
}
