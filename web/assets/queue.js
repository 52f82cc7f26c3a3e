/** The queue's list, asked for again now and then while the page is looked at; focus and selection stay. */

const everyMs = 15_000

async function refresh() {
  const list = document.querySelector('#queue-list')
  if (list === null || document.visibilityState !== 'visible' || list.contains(document.activeElement)) return
  const answer = await fetch(list.dataset.refresh, { headers: { Accept: 'text/html' }, redirect: 'error' }).catch(
    () => null,
  )
  if (answer === null || !answer.ok) return
  const page = new window.DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const id of ['queue-list', 'mailbox-state']) {
    const fresh = page.getElementById(id)
    if (fresh !== null) document.getElementById(id)?.replaceWith(fresh)
  }
  const figures = page.querySelector('.page-figures')
  if (figures !== null) document.querySelector('.page-figures')?.replaceWith(figures)
}

setInterval(() => void refresh(), everyMs)

// --- the place in the list is kept for the way back -----------------------------------------------------------------------
window.sessionStorage.setItem('queue-list', location.pathname + location.search)
document.addEventListener('click', (event) => {
  const row = event.target.closest?.('[data-row]')
  if (row != null) window.sessionStorage.setItem('queue-row', row.dataset.row)
})
const row = document.querySelector(
  `[data-row="${window.CSS.escape(window.sessionStorage.getItem('queue-row') ?? '')}"]`,
)
if (row !== null) {
  row.classList.add('selected')
  row.scrollIntoView({ block: 'center' })
}
