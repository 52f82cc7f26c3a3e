/** Signs in through the form. @returns the cookies of the session. */
export async function signInForm(web: string, login: string, password = `demo-${login}-2026`): Promise<string> {
  const page = await fetch(`${web}/sign-in`, { headers: { accept: 'text/html' } })
  const cookies = page.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
  const csrf = /name="csrf" value="([^"]*)"/.exec(await page.text())?.[1] ?? ''
  const response = await fetch(`${web}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.join('; '), accept: 'text/html', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ login, password, csrf }),
  })
  if (response.status !== 303) throw new Error(`Not signed in: ${response.status}`)
  return response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '').join('; ') // prettier-ignore
}
