/** An import under way: its figures, asked for again until it has ended. */

const everyMs = 1000
const bar = document.getElementById('progress')

async function look() {
  const answer = await fetch(bar.dataset.href, { headers: { Accept: 'application/json' } }).catch(() => null)
  const now = answer?.ok === true ? await answer.json() : null
  if (now !== null && now.state !== 'taking') {
    location.reload()
    return
  }
  if (now !== null) {
    bar.value = now.taken
    for (const figure of document.querySelectorAll('[data-figure]')) figure.textContent = now[figure.dataset.figure]
  }
  setTimeout(() => void look(), everyMs)
}
if (bar !== null) setTimeout(() => void look(), everyMs)
