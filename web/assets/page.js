/** Every page: keys for what carries `data-key`, moving through rows with j and k, and forms that are sent once. */

const isTyping = (target) =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select')
const takesEnter = (target) => target instanceof HTMLElement && target.matches('a, button, summary, input')

function moveSelection(step) {
  const rows = [...document.querySelectorAll('[data-row]')]
  if (rows.length === 0) return
  const at = rows.findIndex((row) => row.classList.contains('selected'))
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))]
  rows[at]?.classList.remove('selected')
  next.classList.add('selected')
  next.scrollIntoView({ block: 'nearest' })
  next.querySelector('a')?.focus()
}

/** `a`, `enter`, `?`; with Shift a letter is another key: `shift+a`. */
const nameOf = ({ key, shiftKey }) => (shiftKey && /^[a-z]$/i.test(key) ? 'shift+' : '') + key.toLowerCase()

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (isTyping(event.target)) {
    if (event.key === 'Escape') {
      event.target.blur()
      document.querySelector('[data-home]')?.focus({ preventScroll: true })
    }
    return
  }
  if (document.querySelector('dialog[open]') !== null || (event.key === 'Enter' && takesEnter(event.target))) return
  const keyed = document.querySelector(`[data-key~="${window.CSS.escape(nameOf(event))}"]:not([disabled])`)
  if (keyed !== null) {
    event.preventDefault()
    if (isTyping(keyed)) keyed.focus()
    else keyed.click()
    return
  }
  if (event.key === 'j' || event.key === 'k') moveSelection(event.key === 'j' ? 1 : -1)
})

for (const opener of document.querySelectorAll('[data-opens]')) {
  opener.addEventListener('click', () => document.getElementById(opener.dataset.opens).showModal())
}
for (const closer of document.querySelectorAll('[data-closes]')) {
  closer.addEventListener('click', () => closer.closest('dialog').close())
}

// A second click repeats nothing: the form's id makes it one act, and the button says that it is under way.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.dataset.sent === 'yes') {
    event.preventDefault()
    return
  }
  form.dataset.sent = 'yes'
  setTimeout(() => delete form.dataset.sent, 4000)
})
window.addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent
})
