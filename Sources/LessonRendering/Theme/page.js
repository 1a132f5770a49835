// What pages can do besides being read. All that is needed for reading works without it.
{
  const root = document.documentElement
  const find = selector => [...document.querySelectorAll(selector)]
  // What is in the article may have any class, but none of these ids.
  const part = id => document.getElementById(id)

  // Colours: as the system has them until the reader chooses others.
  const system = matchMedia('(prefers-color-scheme: dark)')
  for (const button of find('header.bar .colours')) {
    button.addEventListener('click', () => {
      const now = root.dataset.theme ?? (system.matches ? 'dark' : 'light')
      const chosen = now == 'dark' ? 'light' : 'dark'
      const isSystem = chosen == (system.matches ? 'dark' : 'light')
      if (isSystem) delete root.dataset.theme
      else root.dataset.theme = chosen
      try {
        if (isSystem) localStorage.removeItem('theme')
        else localStorage.setItem('theme', chosen)
      } catch {}
    })
  }

  // Lists that were called from the bar go when a link in them is followed.
  for (const list of find('[popover]')) {
    list.addEventListener('click', event => {
      if (event.target.closest('a') && list.matches(':popover-open')) list.hidePopover()
    })
  }

  // A long list of lessons begins where the reader is.
  for (const list of [part('page.lessons')].filter(Boolean)) {
    const here = list.querySelector('[aria-current]')
    const center = () => { if (here) list.scrollTop = here.offsetTop - list.clientHeight / 2 }
    list.addEventListener('toggle', center)
    center()
  }

  // The section that is being read is marked in the list of sections.
  const headings = find('article :is(h1, h2, h3, h4, h5, h6)[id]')
  const sectionLinks = new Map([...part('page.contents')?.querySelectorAll('a') ?? []].map(link => [decodeURIComponent(link.hash.slice(1)), link]))
  const current = () => headings.findLastIndex(heading => heading.getBoundingClientRect().top < innerHeight / 3)
  const markSection = () => {
    const link = headings.slice(0, current() + 1).map(heading => sectionLinks.get(heading.id)).findLast(Boolean)
    for (const other of sectionLinks.values()) {
      if (other == link) other.setAttribute('aria-current', 'true')
      else other.removeAttribute('aria-current')
    }
  }
  if (sectionLinks.size) {
    let isAsked = false
    addEventListener('scroll', () => {
      if (isAsked) return
      isAsked = true
      requestAnimationFrame(() => {
        isAsked = false
        markSection()
      })
    }, { passive: true })
    markSection()
  }

  // The same section in another language is the heading of the same number, where both pages have equally many.
  const numbered = /^#(\d+)\/(\d+)$/
  const follow = () => {
    const [, number, count] = location.hash.match(numbered) ?? []
    const heading = Number(count) == headings.length ? headings[number - 1] : undefined
    if (heading) location.replace('#' + encodeURIComponent(heading.id))
  }
  for (const list of [part('page.languages')].filter(Boolean)) {
    list.addEventListener('toggle', () => {
      for (const link of list.querySelectorAll('a[hreflang]')) {
        link.hash = current() > 0 ? `${current() + 1}/${headings.length}` : ''
      }
    })
  }
  addEventListener('hashchange', follow)
  follow()

  // Code can be copied.
  const template = part('page.copy')
  for (const code of template && navigator.clipboard ? find('pre.code') : []) {
    const button = template.content.firstElementChild.cloneNode(true)
    const label = button.textContent
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent)
      button.textContent = button.dataset.done
      button.classList.add('copied')
      setTimeout(() => {
        button.textContent = label
        button.classList.remove('copied')
      }, 2000)
    })
    const frame = document.createElement('div')
    frame.className = 'copyable'
    code.replaceWith(frame)
    frame.append(code, button)
  }

  // What scrolls inside itself can be scrolled by keyboard.
  const scrollers = find('pre, .table, .chart, .formula')
  const markScrollers = () => {
    for (const box of scrollers) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
      else box.removeAttribute('tabindex')
    }
  }
  addEventListener('resize', markScrollers)
  document.addEventListener('toggle', markScrollers, true)
  markScrollers()

  // On paper, code and results have no folds, in browsers whose style sheets cannot say so. Solutions stay folded.
  let opened = []
  addEventListener('beforeprint', () => {
    opened = find(':is(.block > .code, .results > .more):not([open])')
    for (const details of opened) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
  })
}
