// What pages can do besides being read. All that is needed for reading works without it.
{
  const root = document.documentElement
  const find = selector => [...document.querySelectorAll(selector)]
  // What is in the article may have any class, but none of these ids.
  const part = id => document.getElementById(id)

  // Settings are remembered where browsers allow it.
  const remember = (key, value) => {
    try {
      if (value == null) localStorage.removeItem(key)
      else localStorage.setItem(key, value)
    } catch {}
  }
  const remembered = key => {
    try { return localStorage.getItem(key) } catch {}
  }

  // Colours: as the system has them until the reader chooses others.
  const system = matchMedia('(prefers-color-scheme: dark)')
  for (const button of find('header.bar .colours')) {
    button.addEventListener('click', () => {
      const now = root.dataset.theme ?? (system.matches ? 'dark' : 'light')
      const chosen = now == 'dark' ? 'light' : 'dark'
      const isSystem = chosen == (system.matches ? 'dark' : 'light')
      if (isSystem) delete root.dataset.theme
      else root.dataset.theme = chosen
      remember('theme', isSystem ? null : chosen)
      paintBars()
    })
  }
  // The bars of the browser have the colour of the paper, also where the reader has chosen it.
  const paintBars = () => {
    for (const meta of find('meta[name=theme-color]')) meta.content = getComputedStyle(root).backgroundColor
  }
  if (root.dataset.theme) paintBars()

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
  const showInList = link => {
    const list = part('page.contents')
    const [inner, outer] = [link.getBoundingClientRect(), list.getBoundingClientRect()]
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      list.scrollTop += inner.top - (outer.top + outer.bottom) / 2
    }
  }
  const markSection = () => {
    const link = headings.slice(0, current() + 1).map(heading => sectionLinks.get(heading.id)).findLast(Boolean)
    for (const other of sectionLinks.values()) {
      if (other == link) other.setAttribute('aria-current', 'true')
      else other.removeAttribute('aria-current')
    }
    if (link) showInList(link)
  }
  if (sectionLinks.size) {
    // Each heading that crosses the line of the section that is being read may begin or end it.
    const observer = new IntersectionObserver(markSection, { rootMargin: '99999px 0px -66.66% 0px' })
    for (const heading of headings) observer.observe(heading)
  }

  // The page knows where the reader stopped, and offers to go on there.
  const placeKey = 'place ' + location.pathname
  const offer = part('page.resume')
  const offeredLink = offer?.querySelector('a')
  const closeOffer = () => { offer.hidden = true }
  if (offeredLink && headings.length > 1) {
    const last = headings.find(heading => heading.id == remembered(placeKey))
    const isAtTop = !location.hash && scrollY < innerHeight / 3
    if (isAtTop && headings.indexOf(last) > 1) {
      offeredLink.href = '#' + encodeURIComponent(last.id)
      offeredLink.append(': ' + last.textContent)
      offer.hidden = false
      offeredLink.addEventListener('click', closeOffer)
      offer.querySelector('button').addEventListener('click', () => {
        closeOffer()
        remember(placeKey, null)
      })
    }
    const keepPlace = () => {
      const isAtEnd = scrollY + innerHeight > root.scrollHeight - innerHeight / 2
      if (current() > 0) {
        remember(placeKey, isAtEnd ? null : headings[current()].id)
        closeOffer()
      }
    }
    for (const event of ['scrollend', 'pagehide']) addEventListener(event, keepPlace)
  }

  // Keys, where nothing else takes them. Each has a line in the list of keys.
  const isReversed = root.dir == 'rtl'
  const followLink = way => document.querySelector(`main > nav.pager > .${way}`)?.click()
  const keys = new Map([
    ['ArrowLeft', () => followLink(isReversed ? 'next' : 'prev')],
    ['ArrowRight', () => followLink(isReversed ? 'prev' : 'next')],
    ['/', () => document.querySelector('header.bar .find')?.click()],
    ['?', () => part('page.keys')?.togglePopover?.()],
  ])
  const takers = 'input, select, textarea, [contenteditable], [tabindex], [role=slider], audio, video, .side, svg'
  addEventListener('keydown', event => {
    const isModified = event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key != '?')
    if (event.defaultPrevented || event.isComposing || isModified || event.target.closest?.(takers)) return
    // Who has just pressed a button, or opened a fold, does not ask for another lesson.
    if (event.key.startsWith('Arrow') && event.target.closest?.('button, summary')) return
    const action = keys.get(event.key)
    if (!action) return
    event.preventDefault()
    action()
  })

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

  // Code can be copied, each block or all that runs, and its long lines can be wrapped.
  const copyOnClick = (button, text) => {
    const label = button.getAttribute('aria-label')
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text())
      button.classList.add('copied')
      button.setAttribute('aria-label', button.dataset.done)
      setTimeout(() => {
        button.classList.remove('copied')
        if (label) button.setAttribute('aria-label', label)
        else button.removeAttribute('aria-label')
      }, 2000)
    })
  }
  const isWrapped = () => root.classList.contains('wrap')
  const template = part('page.strip')
  const wrapButtons = []
  for (const code of template?.content ? find('pre.code') : []) {
    const strip = template.content.firstElementChild.cloneNode(true)
    const [wrap, copy] = strip.querySelectorAll('button')
    if (navigator.clipboard) copyOnClick(copy, () => code.textContent)
    else copy.remove()
    wrap.addEventListener('click', () => {
      remember('wrap', root.classList.toggle('wrap') ? 'on' : null)
      markScrollers()
    })
    wrapButtons.push({ wrap, code })
    const frame = document.createElement('div')
    frame.className = 'listing'
    code.replaceWith(frame)
    frame.append(strip, code)
  }
  const copyAll = part('page.copy-all')?.content?.firstElementChild.cloneNode(true)
  if (copyAll && navigator.clipboard) {
    const code = find('.block:not(.apart) pre.code')
    copyOnClick(copyAll, () => code.map(code => code.textContent.trimEnd() + '\n').join('\n'))
    part('page.facts').append(copyAll)
  }

  const command = part('page.run')
  for (const button of [command?.querySelector('button')].filter(Boolean)) {
    if (navigator.clipboard) copyOnClick(button, () => command.querySelector('code').textContent)
    else button.remove()
  }

  // What scrolls inside itself can be scrolled by keyboard, and fades where more of it is.
  const scrollers = find('pre, .table, .chart, .formula')
  const markEnds = box => {
    const isReversed = getComputedStyle(box).direction == 'rtl'
    const hidden = box.scrollWidth - box.clientWidth
    const left = isReversed ? hidden + box.scrollLeft : box.scrollLeft
    box.classList.toggle('more-left', hidden > 1 && left > 1)
    box.classList.toggle('more-right', hidden > 1 && left < hidden - 1)
  }
  const markScrollers = () => {
    for (const box of scrollers) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
      else box.removeAttribute('tabindex')
      markEnds(box)
    }
    for (const { wrap, code } of wrapButtons) {
      wrap.hidden = !isWrapped() && code.scrollWidth <= code.clientWidth
      wrap.setAttribute('aria-pressed', isWrapped())
    }
  }
  for (const box of scrollers) box.addEventListener('scroll', () => markEnds(box), { passive: true })
  addEventListener('resize', markScrollers)
  document.addEventListener('toggle', markScrollers, true)
  markScrollers()

  // On paper, code, results and answers to questions have no folds, in browsers whose style sheets cannot say so. Solutions stay folded.
  let opened = []
  addEventListener('beforeprint', () => {
    opened = find(':is(.block > .code, .results > .more, .answer):not([open])')
    for (const details of opened) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
  })
}
