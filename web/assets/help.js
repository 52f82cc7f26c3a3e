/** 帮助中心: shows only what holds the words typed; without script the browser's own find does. */

const form = document.querySelector('.help-find')
const box = document.querySelector('#help-find')
const parts = [...document.querySelectorAll('[data-help]')].map((part) => ({ part, text: plain(part.textContent) }))

function plain(text) {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
}

function show() {
  const words = plain(box.value).split(' ').filter(Boolean)
  let shown = 0
  for (const { part, text } of parts) {
    const fits = words.every((word) => text.includes(word))
    part.hidden = !fits
    if (fits) shown += 1
  }
  for (const section of document.querySelectorAll('main section.panel')) {
    const inside = [...section.querySelectorAll('[data-help]')]
    if (inside.length > 0) section.hidden = inside.every((part) => part.hidden)
  }
  document.querySelector('.help-contents').hidden = words.length > 0
  document.querySelector('#help-nothing').hidden = shown > 0
}

form.hidden = false
form.addEventListener('submit', (event) => event.preventDefault())
box.addEventListener('input', show)
