/** The form of a person: drafts and what is missing by themselves, files as they are chosen, sex and birth date from the number. */

const form = document.getElementById('person-form')
const csrf = document.body.dataset.csrf
const draftAfterMs = 800
const againAfterMs = 5000

// --- drafts and what is still missing -----------------------------------------------------------------------------------
const state = document.getElementById('draft-state')
const checks = document.getElementById('checks')
const personId = /^\/persons\/(\d+)\/edit$/.exec(new URL(form.action).pathname)?.[1]

function typed() {
  const body = personId === undefined ? {} : { personId }
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || name === 'csrf') continue
    const before = body[name]
    if (before === undefined) body[name] = value
    else body[name] = Array.isArray(before) ? [...before, value] : [before, value]
  }
  return body
}

function showChecks(lines) {
  const missing = lines.filter((line) => !line.ok)
  checks.replaceChildren(
    ...(missing.length === 0
      ? [line('check-good', '✓', checks.dataset.done, '')]
      : missing.map(({ text, howTo }) => line('check-warn', '▲', text, howTo))),
  )
}
function line(tone, shape, text, more) {
  const item = document.createElement('li')
  const said = document.createElement('span')
  const mark = document.createElement('span')
  said.className = tone
  mark.setAttribute('aria-hidden', 'true')
  mark.textContent = `${shape} `
  said.append(mark, text)
  item.append(said)
  if (more !== '') {
    const hint = document.createElement('small')
    hint.className = 'd-block'
    hint.textContent = more
    item.append(hint)
  }
  return item
}

let timer = null
let leaving = false
async function save() {
  const answer = await fetch(form.dataset.drafts, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': csrf },
    body: JSON.stringify(typed()),
  }).catch(() => null)
  if (leaving) return
  if (answer?.ok === true) {
    showChecks((await answer.json()).checks)
    state.textContent = state.dataset.saved
  } else {
    state.textContent = state.dataset.failed
    later(againAfterMs)
  }
}
function later(ms) {
  clearTimeout(timer)
  timer = setTimeout(() => void save(), ms)
}
form.addEventListener('input', (event) => {
  state.textContent = ''
  if (event.target.type !== 'file') later(draftAfterMs)
})
window.addEventListener('pageshow', () => {
  leaving = false
})

// --- saving waits for the files -------------------------------------------------------------------------------------------
let uploading = 0
/** Fields whose file was not taken, and what to do instead, until a press of the button has been answered with it. */
const untold = new Map()
/** The button that was pressed while files were going up. */
let waiting = null

form.addEventListener('submit', (event) => {
  if (uploading === 0 && untold.size === 0) {
    leaving = true
    clearTimeout(timer)
    return
  }
  event.preventDefault()
  // Not sent: the page's guard against a second click must not count it.
  event.stopPropagation()
  if (uploading === 0) tellRefused()
  else if (waiting === null) waitWith(event.submitter)
})
function waitWith(pressed) {
  const isMore = pressed?.value === 'more'
  const button = isMore ? pressed : document.querySelector('.entry-side button[value=save]')
  const words = isMore ? form.dataset.uploading : form.dataset.waiting
  waiting = { pressed, button, words: button.textContent }
  button.textContent = words
  button.disabled = true
  state.textContent = ''
}
function uploadEnded() {
  uploading -= 1
  if (uploading > 0 || waiting === null) return
  const { pressed, button, words } = waiting
  waiting = null
  button.textContent = words
  button.disabled = false
  if (untold.size > 0) tellRefused()
  else form.requestSubmit(pressed)
}
/** Once for each file: pressed again, the form goes without what was refused, or with what did not get through. */
function tellRefused() {
  const summary = document.getElementById('errors')
  const list = summary.querySelector('ul')
  // What was put right since the last answer is not said again; what stands as it was still is.
  for (const item of [...list.children]) {
    const id = item.querySelector('a').hash.slice(1)
    const isWrong = Boolean(document.getElementById(`${id}-error`)?.textContent)
    if (!isWrong || untold.has(document.getElementById(id))) item.remove()
  }
  list.prepend(...[...untold].map(([input, { sentences, more }]) => told(input, sentences, more)))
  untold.clear()
  summary.hidden = false
  summary.focus()
}
function told(input, sentences, more) {
  const place = input.closest('[data-files]')
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = `#${input.id}`
  // The label's own words, without its star.
  const label = place.querySelector('label').firstChild.textContent.trim()
  link.textContent = `${label}${document.documentElement.lang === 'en' ? ': ' : '：'}${sentences}`
  item.append(link, more)
  place.querySelector('[data-problem]').append(more)
  return item
}

// --- what was wrong with a field is not said of another value -------------------------------------------------------------
function unmark(field) {
  const place = field.closest('.field:not([data-files])')
  const problem = place?.querySelector('.check-bad')
  if (problem == null) return
  problem.textContent = ''
  field.classList.remove('is-invalid')
  field.removeAttribute('aria-invalid')
}
form.addEventListener('change', (event) => unmark(event.target))

// --- files --------------------------------------------------------------------------------------------------------------
function shown(place, file) {
  const item = document.createElement('li')
  const kept = document.createElement('input')
  kept.type = 'hidden'
  kept.name = place.dataset.files
  kept.value = file.sha256
  const link = document.createElement('a')
  link.href = file.href
  const words = `${file.type.split('/')[1].toUpperCase()} · ${(file.size / 1024).toFixed(0)} KB`
  if (file.type.startsWith('image/')) {
    link.target = '_blank'
    link.rel = 'noopener'
    const picture = document.createElement('img')
    picture.src = file.href
    picture.alt = words
    link.append(picture)
  } else link.textContent = words
  const drop = document.createElement('button')
  drop.type = 'button'
  drop.className = 'btn btn-sm'
  drop.textContent = document.documentElement.lang === 'en' ? 'take away' : '删除'
  drop.addEventListener('click', () => {
    item.remove()
    place.querySelector('input[type=file]').focus()
    later(0)
  })
  item.dataset.sha = file.sha256
  item.append(kept, link, drop)
  return item
}

async function upload(place, input) {
  const problem = place.querySelector('[data-problem]')
  const list = place.querySelector('[data-kept]')
  const body = new FormData()
  for (const file of input.files) body.append(input.name, file)
  problem.textContent = form.dataset.uploading
  input.disabled = true
  uploading += 1
  untold.delete(input)
  const answer = await fetch(form.dataset.uploads, {
    method: 'POST',
    headers: { Accept: 'application/json', 'X-CSRF-Token': csrf },
    body,
  }).catch(() => null)
  const said = answer === null ? null : await answer.json().catch(() => null)
  input.disabled = false
  // What was taken is named in the form; what was not is told, and nothing is sent a second time with the form.
  if (answer !== null) input.value = ''
  const sentences = (said?.errors ?? []).map((error) => error.sentence)
  if (said?.files === undefined) sentences.push(said?.error?.sentence ?? form.dataset.failed)
  const wrong = [...new Set(sentences)].join(' ')
  problem.textContent = wrong === '' ? '' : `✗ ${wrong}`
  input.classList.toggle('is-invalid', wrong !== '')
  if (wrong !== '') input.setAttribute('aria-invalid', 'true')
  else input.removeAttribute('aria-invalid')
  for (const file of said?.files ?? []) {
    if (Number(place.dataset.most) === 1) list.replaceChildren()
    list.querySelector(`[data-sha="${file.sha256}"]`)?.remove()
    list.append(shown(place, file))
  }
  if (said?.files?.length > 0) later(0)
  // A file that never got through is still in its field, and goes with the form.
  if (wrong !== '') untold.set(input, { sentences: wrong, more: answer === null ? '' : ` ${form.dataset.refused}` })
  uploadEnded()
}

for (const place of document.querySelectorAll('[data-files]')) {
  const input = place.querySelector('input[type=file]')
  input.addEventListener('change', () => {
    if (input.files.length > 0) void upload(place, input)
  })
  for (const sign of ['dragover', 'drop']) {
    place.addEventListener(sign, (event) => {
      event.preventDefault()
      if (sign !== 'drop' || event.dataTransfer.files.length === 0) return
      input.files = event.dataTransfer.files
      void upload(place, input)
    })
  }
}
// With script files go up as they are chosen: the button for it is not needed.
for (const button of document.querySelectorAll('.no-script')) button.hidden = true

// --- the number tells sex and birth date --------------------------------------------------------------------------------
// What was taken from the number follows it; what the person chose stays.
const idNumber = form.elements.namedItem('idNumber')
const filled = form.elements.namedItem('filled')
const filledNames = () => filled.value.split(' ').filter(Boolean)
function fill(name, value) {
  const field = form.elements.namedItem(name)
  const names = filledNames()
  if (field.value !== '' && !names.includes(name)) return
  field.value = value
  unmark(field)
  filled.value = [...new Set([...names, name])].join(' ')
}
idNumber?.addEventListener('change', () => {
  const [, year, month, day, order] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{2}(\d)[\dXx]$/.exec(idNumber.value.trim()) ?? []
  if (order === undefined) return
  fill('sex', Number(order) % 2 === 1 ? 'male' : 'female')
  fill('birthDate', `${year}-${month}-${day}`)
  later(draftAfterMs)
})
if (filled !== null) {
  form.addEventListener('change', ({ target }) => {
    filled.value = filledNames().filter((name) => name !== target.name).join(' ') // prettier-ignore
  })
}

document.getElementById('errors').focus()
