/** The review page: people with j and k, drafts by themselves, the clocks, and the list of keys. */

const draftAfterMs = 800
const renewEveryMs = 60_000
const csrf = document.body.dataset.csrf
const post = (url, body) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': csrf },
    body: JSON.stringify(body),
  }).catch(() => null)
const isTyping = (target) =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select')

// --- people -------------------------------------------------------------------------------------------------------------
function go(step) {
  const people = [...document.querySelectorAll('[data-person]')]
  const at = people.findIndex((link) => link.hasAttribute('aria-current'))
  const next = people[at + step]
  if (next !== undefined) location.assign(next.href)
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (document.querySelector('dialog[open]') !== null) return
  if (event.key === 'j') go(1)
  if (event.key === 'k') go(-1)
})
document.querySelector('[data-person][aria-current]')?.scrollIntoView({ block: 'nearest' })

// --- keys ---------------------------------------------------------------------------------------------------------------
for (const opener of document.querySelectorAll('[data-opens]')) {
  opener.addEventListener('click', () => document.getElementById(opener.dataset.opens).showModal())
}

// --- drafts -------------------------------------------------------------------------------------------------------------
const form = document.querySelector('form[data-draft]')
if (form !== null) {
  const state = document.getElementById('draft-state')
  let timer = null
  const save = async () => {
    const data = new FormData(form)
    const body = { reasons: data.getAll('reasons'), text: String(data.get('text') ?? '') }
    const answer = await post('/drafts', { form: 'decision', subject: form.dataset.draft, body })
    state.textContent = answer?.ok === true ? state.dataset.saved : ''
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    state.textContent = ''
    timer = setTimeout(() => void save(), draftAfterMs)
  })
  form.addEventListener('submit', () => clearTimeout(timer))
}

// --- clocks -------------------------------------------------------------------------------------------------------------
// The server's clock decides: what is left is counted from its own `now`, whatever this machine believes.
for (const clock of document.querySelectorAll('[data-count-to]')) {
  let left = Math.ceil((Date.parse(clock.dataset.countTo) - Date.parse(clock.dataset.countFrom)) / 1000)
  const shown = Date.now()
  const total = () => Math.max(0, left - Math.floor((Date.now() - shown) / 1000))
  const tick = () => {
    const seconds = total()
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    if (seconds > 0) return
    clearInterval(timer)
    if ('reload' in clock.dataset) setTimeout(() => location.reload(), 1500)
  }
  const timer = setInterval(tick, 1000)
  if (clock.dataset.renew === undefined) continue
  let renewedAt = Date.now()
  const renew = async () => {
    if (Date.now() - renewedAt < renewEveryMs) return
    renewedAt = Date.now()
    const answer = await post(clock.dataset.renew, {})
    const said = answer?.ok === true ? await answer.json() : null
    if (said?.claimUntil != null)
      left =
        Math.ceil((Date.parse(said.claimUntil) - Date.parse(said.now)) / 1000) + Math.floor((Date.now() - shown) / 1000)
  }
  for (const sign of ['keydown', 'pointerdown', 'scroll'])
    document.addEventListener(sign, () => void renew(), { passive: true })
}
