/** The review page: people with j and k, rejecting by keys, pictures in place, drafts by themselves, and the clocks. */

const draftAfterMs = 800
const renewEveryMs = 60_000
const keptEveryMs = 3_000
/** As long as a claim lasts without its holder. */
const keptAsksMax = 400
const csrf = document.body.dataset.csrf
const post = (url, body) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': csrf },
    body: JSON.stringify(body),
  }).catch(() => null)
const isTyping = (target) =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select')
const isElsewhere = (event) => event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)
const person = document.getElementById('person')
const form = document.getElementById('decision')

// --- people -------------------------------------------------------------------------------------------------------------
function go(step) {
  const people = [...document.querySelectorAll('[data-person]')]
  const at = people.findIndex((link) => link.hasAttribute('aria-current'))
  const next = people[at + step]
  if (next !== undefined) location.assign(next.href)
}
const current = document.querySelector('[data-person][aria-current]')
if (current !== null) {
  const list = current.closest('.people')
  list.scrollTop = current.offsetTop - list.clientHeight / 2
}
// The focus is where the work is: at what is wrong; when everybody is decided, at the end of the review; else at the person.
const end = document.querySelector('#end-review[autofocus]')
const begin = document.getElementById('errors') ?? end ?? person
if (location.hash === '') begin?.focus({ preventScroll: true })
if (begin === end) end?.scrollIntoView({ block: 'nearest' })

// --- rejecting: R, then 1–9 and words of one's own, then Enter ------------------------------------------------------------
const rejecting = (yes) => form?.classList.toggle('rejecting', yes)
function reject() {
  rejecting(true)
  const boxes = [...form.querySelectorAll('[data-reason]')]
  ;(boxes.find((box) => box.checked) ?? boxes[0])?.focus()
}
function tick(key) {
  const box = form.querySelector(`[data-reason="${key}"]`)
  if (box === null) return false
  rejecting(true)
  box.click()
  box.focus()
  return true
}
const submitRejection = () => form.requestSubmit(form.querySelector('[value=reject]'))

document.addEventListener('keydown', (event) => {
  if (document.querySelector('dialog[open]') !== null || isElsewhere(event)) return
  if (event.key === 'j') go(1)
  else if (event.key === 'k') go(-1)
  else if (form === null) return
  else if (event.key === 'r') reject()
  else if (/^[1-9]$/.test(event.key) && tick(event.key)) event.preventDefault()
  else if (event.key === 'Enter' && event.target.matches?.('[data-reason]')) {
    event.preventDefault()
    submitRejection()
  } else if (event.key === 'Escape') {
    rejecting(false)
    person?.focus({ preventScroll: true })
  }
})
form?.querySelector('textarea').addEventListener('keydown', (event) => {
  // Enter that ends an input method's word is not meant for the form.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  submitRejection()
})

// --- parts that open with a key: the focus goes into them, and back ------------------------------------------------------
for (const part of document.querySelectorAll('details.panel')) {
  part.querySelector('summary').addEventListener('click', (event) => {
    if (part.open) return
    // Opened here and at once, so that the focus is inside before the next key is read.
    event.preventDefault()
    part.open = true
    part.querySelector('select, textarea, input:not([type=hidden]), pre')?.focus({ preventScroll: true })
    part.scrollIntoView({ block: 'nearest' })
  })
}

// --- photos and scans, in place ------------------------------------------------------------------------------------------
const viewer = document.getElementById('viewer')
const pictures = [...document.querySelectorAll('[data-picture]')]
const image = viewer.querySelector('img')
const zoomSteps = [1, 1.5, 2, 3, 4]
let shown = 0
let zoom = 0
function show(at) {
  shown = (at + pictures.length) % pictures.length
  const link = pictures[shown]
  const caption = link.querySelector('img').alt
  image.src = link.href
  image.alt = caption
  image.hidden = false
  document.getElementById('viewer-caption').textContent = `${shown + 1}/${pictures.length} · ${caption}`
  setZoom(0)
}
function setZoom(step) {
  zoom = Math.min(zoomSteps.length - 1, Math.max(0, step))
  image.style.width = `${zoomSteps[zoom] * 100}%`
  image.style.maxHeight = zoom === 0 ? '100%' : 'none'
}
for (const [at, link] of pictures.entries()) {
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    show(at)
    viewer.showModal()
    viewer.querySelector('.viewer-frame').focus()
  })
}
const viewerKeys = {
  '+': () => setZoom(zoom + 1),
  '=': () => setZoom(zoom + 1),
  '-': () => setZoom(zoom - 1),
  0: () => setZoom(0),
  j: () => show(shown + 1),
  k: () => show(shown - 1),
  o: () => viewer.close(),
}
viewer.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const act = viewerKeys[event.key]
  if (act === undefined) return
  event.preventDefault()
  act()
})
viewer.querySelector('[data-zoom=in]').addEventListener('click', () => setZoom(zoom + 1))
viewer.querySelector('[data-zoom=out]').addEventListener('click', () => setZoom(zoom - 1))
viewer.querySelector('[data-picture-next]').addEventListener('click', () => show(shown + 1))

// --- drafts -------------------------------------------------------------------------------------------------------------
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
  const since = Date.now()
  const total = () => Math.max(0, left - Math.floor((Date.now() - since) / 1000))
  const draw = () => {
    const seconds = total()
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    if (seconds > 0) return
    clearInterval(timer)
    if ('reload' in clock.dataset) setTimeout(() => location.reload(), 1500)
  }
  const timer = setInterval(draw, 1000)
  if (clock.dataset.renew === undefined) continue
  let renewedAt = Date.now()
  const renew = async () => {
    if (Date.now() - renewedAt < renewEveryMs) return
    renewedAt = Date.now()
    const answer = await post(clock.dataset.renew, {})
    const said = answer?.ok === true ? await answer.json() : null
    if (said?.claimUntil != null)
      left =
        Math.ceil((Date.parse(said.claimUntil) - Date.parse(said.now)) / 1000) + Math.floor((Date.now() - since) / 1000)
  }
  for (const sign of ['keydown', 'pointerdown', 'scroll'])
    document.addEventListener(sign, () => void renew(), { passive: true })
}

// --- acts kept for the engine --------------------------------------------------------------------------------------------
// Once they are submitted the page is another one: an ended review can be undone for half a minute. Nobody who writes is
// interrupted.
const kept = document.querySelector('[data-kept]')
const isBusy = () =>
  document.visibilityState !== 'visible' ||
  document.querySelector('dialog[open]') !== null ||
  isTyping(document.activeElement) ||
  form?.contains(document.activeElement) === true
async function askKept(asks) {
  if (!isBusy()) {
    const answer = await fetch(kept.dataset.kept, { headers: { Accept: 'application/json' } }).catch(() => null)
    const now = answer?.ok === true ? await answer.json() : null
    if (now !== null && (now.state !== kept.dataset.state || now.kept.every(({ outcome }) => outcome !== null))) {
      location.replace(kept.dataset.kept)
      return
    }
  }
  if (asks < keptAsksMax) setTimeout(() => void askKept(asks + 1), keptEveryMs)
}
if (kept !== null) setTimeout(() => void askKept(1), keptEveryMs)

// --- back to the list, where it was --------------------------------------------------------------------------------------
const list = window.sessionStorage.getItem('queue-list')
if (list !== null) for (const link of document.querySelectorAll('[data-back]')) link.href = list
