// Shows on a served page what happens to its lesson: what is wrong, which results are old, what a run gives while it goes on.
// Loads the page again when it has changed. Elements named by authors can hide properties of `document`, so that these
// are not used. The server puts the page's `version` before this text.
(() => {
  const find = Document.prototype.querySelectorAll.bind(document)
  const create = (name, properties = {}, ...children) => {
    const element = Document.prototype.createElement.call(document, name)
    Object.assign(element, properties)
    element.append(...children)
    return element
  }
  const [root] = find('html')
  const [head] = find('head')
  const [body] = find('body')
  const [bar] = find('body > .bar')
  const [article] = find('article')

  const style = create('style', { textContent: `
    .live-message { position: sticky; inset-block-start: ${bar ? bar.offsetHeight : 0}px; z-index: 2;
      box-sizing: border-box; max-height: 40vh; overflow: auto; margin: 0; padding: .75rem 1rem; border: 0;
      border-block-end: 3px solid #f0a081; border-radius: 0; color: #fff; background: #7a1f14; direction: ltr;
      text-align: left; white-space: pre-wrap; font: .85rem/1.45 ui-monospace, monospace; }
    .live-status { position: fixed; inset-block-end: 1rem; inset-inline-start: 1rem; z-index: 2; margin: 0;
      max-width: calc(100vw - 2rem); padding: .3rem .9rem; border: 1px solid var(--line, #ccc); border-radius: 2rem;
      color: var(--ink, #111); background: var(--raised, #fff); font-size: .8125rem; line-height: 1.5;
      box-shadow: 0 2px 8px #0003; }
    .live-old { opacity: .5; }
    .block > .live-word { margin: 0; padding: .3rem 1rem 0; color: var(--soft, #555); font-size: .8125rem; }
    .block > .live-word + .results { border-block-start: 0; }
    .block > .live-run { padding: .5rem 1rem; border-block-start: 1px solid var(--line, #ccc);
      border-inline-start: 3px solid var(--link, #0a58a8); font-size: .875rem; line-height: 1.5; }
    .live-line { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .6rem; }
    .live-line > span:last-of-type { flex: 1; min-width: 8rem; font-variant-numeric: tabular-nums; }
    .live-line button { min-height: 2rem; padding: .15rem .9rem; border: 1px solid var(--line, #ccc); border-radius: 8px;
      color: var(--ink, #111); background: var(--raised, #fff); font: inherit; cursor: pointer; }
    .live-dot { width: .6rem; height: .6rem; border-radius: 50%; background: var(--link, #0a58a8); }
    .live-curve { display: grid; grid-template-columns: auto 1fr; gap: 0 .5rem; margin-block-start: .4rem;
      color: var(--soft, #555); font-size: .75rem; direction: ltr; font-variant-numeric: tabular-nums; }
    .live-curve > span { display: flex; flex-direction: column; justify-content: space-between; text-align: right; }
    .live-curve svg { display: block; width: 100%; height: 7rem; overflow: visible;
      border-block-end: 1px solid var(--line, #ccc); border-inline-start: 1px solid var(--line, #ccc); }
    .live-curve polyline { fill: none; stroke: var(--link, #0a58a8); stroke-width: 2; stroke-linejoin: round;
      vector-effect: non-scaling-stroke; }
    .live-curve small { grid-column: 2; display: flex; justify-content: space-between; }
    @media (prefers-reduced-motion: no-preference) {
      .live-dot { animation: live 1.4s ease-in-out infinite alternate; }
      .results { transition: opacity .2s; }
      @keyframes live { to { opacity: .25; } }
    }
    @media print { :is(.live-message, .live-status, .live-word, .live-run) { display: none; } .live-old { opacity: 1; } }` })
  if (head) head.append(style)

  // MARK: What is wrong: below the bar, where it stays when readers scroll. What else sticks there makes room.

  const message = create('pre', { className: 'live-message', hidden: true })
  message.setAttribute('role', 'status')
  if (bar) bar.after(message)
  else body.prepend(message)
  const makeRoom = () => {
    const height = message.offsetHeight
    root.style.scrollPaddingTop = height ? `calc(4.5rem + ${height}px)` : ''
    for (const side of find('body > .page > .side')) {
      side.style.insetBlockStart = height ? `calc(var(--bar) + ${height}px)` : ''
      side.style.maxHeight = height ? `calc(100dvh - var(--bar) - ${height}px)` : ''
    }
  }
  const show = text => {
    if (message.textContent == text) return
    message.textContent = text
    message.hidden = !text
    makeRoom()
  }
  addEventListener('resize', makeRoom)

  // MARK: The reader's place, which stays when the page is loaded again

  const placeKey = 'lessons place'
  // A block that the page does not show yet may come to another place.
  const parts = () => [...find('article > :not(.live-added)')]
  const beginning = part => part.textContent.slice(0, 60)
  // The place of the part that is read; -1 at the beginning of the page.
  const seenPart = () => {
    if (!scrollY) return -1
    const top = message.hidden ? bar?.offsetHeight ?? 0 : message.getBoundingClientRect().bottom
    const all = parts()
    // The first part that begins on the screen, or else the one that fills it.
    const begins = all.findIndex(part => part.getBoundingClientRect().top >= top)
    const fills = all.findIndex(part => part.getBoundingClientRect().bottom > top)
    const isSeen = begins >= 0 && all[begins].getBoundingClientRect().top < innerHeight
    return isSeen ? begins : fills
  }
  const keepPlace = () => {
    const index = seenPart()
    if (index < 0) return
    const all = parts()
    const kept = { index, text: beginning(all[index]), top: all[index].getBoundingClientRect().top }
    sessionStorage.setItem(placeKey, JSON.stringify(kept))
    history.scrollRestoration = 'manual'
  }
  const takePlace = () => {
    const kept = JSON.parse(sessionStorage.getItem(placeKey) ?? 'null')
    if (!kept) return
    sessionStorage.removeItem(placeKey)
    const all = parts()
    const same = all.filter(part => beginning(part) == kept.text)
      .sort((a, b) => Math.abs(all.indexOf(a) - kept.index) - Math.abs(all.indexOf(b) - kept.index))
    const part = same[0] ?? all[kept.index]
    if (part) scrollBy({ top: part.getBoundingClientRect().top - kept.top, behavior: 'instant' })
    history.scrollRestoration = 'auto'
  }
  takePlace()
  const reload = () => {
    if (!dispatchEvent(new Event('lessons-reload', { cancelable: true }))) return
    keepPlace()
    location.reload()
  }

  // MARK: Blocks

  const key = () => localStorage.getItem('lessons key')
  const request = async (path, button, word) => {
    button.disabled = true
    button.textContent = word
    const address = `/.lessons/${path}?${encodeURIComponent(location.pathname)}`
    const answer = await fetch(address, { method: 'POST', headers: { 'X-Lessons-Key': key() } }).catch(() => undefined)
    if (!answer?.ok) button.textContent = 'This did not work'
  }
  const control = (text, path, word) => {
    const made = create('button', { type: 'button', textContent: text })
    made.addEventListener('click', () => request(path, made, word))
    return made
  }

  // A block of the page as it was loaded.
  const places = [...find('article section.block')].map(section => {
    const code = section.querySelector('pre.code > code')
    return { section, results: section.querySelector(':scope > .results'), code, nodes: code ? [...code.childNodes] : [] }
  })
  const restore = ({ section, results, code, nodes }) => {
    for (const added of section.querySelectorAll(':scope > :is(.live-run, .live-word)')) added.remove()
    putResults(section, results)
    if (results) results.classList.remove('live-old')
    if (code) code.replaceChildren(...nodes)
  }
  const resultsOf = section => section.querySelector(':scope > .results')
  const putResults = (section, results) => {
    const old = resultsOf(section)
    if (old == results) return
    if (old && results) return old.replaceWith(results)
    if (old) return old.remove()
    const verdict = section.querySelector(':scope > .verdict')
    if (verdict) verdict.before(results)
    else section.append(results)
  }

  // What the run gives, by the block's index.
  let blocks = []
  let phase = 'finished'
  const forget = () => {
    for (const block of blocks) if (block?.isAdded) block.section.remove()
    places.forEach(restore)
    blocks = []
  }

  // The page is as the lesson gave it, or an editor keeps it from being loaded again: then it shows what was given last.
  let isOutdated = false
  const finish = () => {
    if (!isOutdated) return forget()
    for (const block of blocks) if (block) block.status = 'done'
  }

  // The element of a block. One that the page does not show yet is put behind the block before it.
  const sectionOf = block => {
    if (block.section) return block.section
    const place = places[block.place]
    if (place) return block.section = place.section
    const before = blocks.slice(0, block.index).findLast(other => other?.section)
    block.isAdded = true
    block.section = create('section', { className: 'block live-added' })
    if (block.isShown && block.code != null) {
      const code = create('code', { textContent: block.code })
      block.section.append(create('pre', { className: 'code', dir: 'ltr' }, code))
    }
    if (before) before.section.after(block.section)
    else if (article) article.append(block.section)
    else body.append(block.section)
    return block.section
  }

  const drawCode = block => {
    const code = places[block.place]?.code
    if (code && block.code != null && code.textContent != block.code) code.textContent = block.code
  }
  const drawResults = block => {
    const section = sectionOf(block)
    const old = resultsOf(section)
    // A block that has given nothing yet keeps what it gave before.
    if (block.markup == '' && block.status != 'done') return
    const made = create('div', { innerHTML: block.markup }).firstElementChild
    const opened = old ? [...old.querySelectorAll('details')].map(it => it.open) : []
    made?.querySelectorAll('details').forEach((it, index) => { it.open = opened[index] ?? it.open })
    putResults(section, made)
    block.isNew = true
  }

  const word = block => {
    const results = resultsOf(block.section)
    if (!results) return ''
    if (!block.isNew) return block.isOld ? 'old' : ''
    if (phase == 'stopped') return block.status == 'stopped' ? 'stopped, not recorded' : 'not recorded'
    if (phase == 'failed') return block.status == 'stopped' ? 'ended with an error, not recorded' : 'not recorded'
    return ''
  }
  const drawWord = block => {
    const { section } = block
    const text = word(block)
    const results = resultsOf(section)
    results?.classList.toggle('live-old', text == 'old')
    const old = section.querySelector(':scope > .live-word')
    if (!text) return old?.remove()
    if (old) old.textContent = text
    else results.before(create('p', { className: 'live-word', textContent: text }))
  }

  // MARK: A block that runs

  const number = value => Number(value.toPrecision(3)).toString()
  const time = seconds => seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
  const told = ({ epoch, epochs, step, steps, loss, secondsLeft }) => [
    `epoch ${epoch} of ${epochs}`, step != null && `step ${step} of ${steps}`, loss != null && `loss ${number(loss)}`,
    secondsLeft != null && `${time(secondsLeft)} left`,
  ].filter(it => it).join(' · ')

  const svg = (name, attributes, ...children) => {
    const element = Document.prototype.createElementNS.call(document, 'http://www.w3.org/2000/svg', name)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...children)
    return element
  }
  const curve = ({ points, epochs }) => {
    // The axis is as long as the training, or a half, a quarter … of it, so that the beginning of a long one is seen.
    let end = 1
    while (end / 2 > points.at(-1)[0]) end /= 2
    const losses = points.map(([, loss]) => loss)
    const [least, most] = [Math.min(...losses), Math.max(...losses)]
    const height = loss => most > least ? 100 - 100 * (loss - least) / (most - least) : 50
    const line = svg('polyline', { points: points.map(([done, loss]) => `${600 * done / end},${height(loss)}`).join(' ') })
    const drawing = svg('svg', {
      viewBox: '0 0 600 100', preserveAspectRatio: 'none', role: 'img',
      'aria-label': `The loss so far, from ${number(losses[0])} to ${number(losses.at(-1))}`,
    }, line)
    const labels = create('span', {}, create('b', { textContent: number(most) }), create('b', { textContent: number(least) }))
    const ends = create('small', {}, create('span', { textContent: 'loss' }), create('span', { textContent: `epoch ${number(epochs * end)}` }))
    return create('div', { className: 'live-curve' }, labels, drawing, ends)
  }

  const drawRun = block => {
    const section = block.section
    let run = section.querySelector(':scope > .live-run')
    const isStopped = block.status == 'stopped' && phase == 'stopped'
    if (block.status != 'running' && !isStopped) return run?.remove()
    // The buttons stay, so that they keep the focus.
    if (!run || run.dataset.status != block.status) {
      run?.remove()
      const line = create('div', { className: 'live-line' })
      if (!isStopped) line.append(create('span', { className: 'live-dot' }))
      line.append(create('span'))
      if (key()) line.append(isStopped ? control('Run again', 'run', 'Starting …') : control('Stop', 'stop', 'Stopping …'))
      run = create('div', { className: 'live-run' }, line)
      run.dataset.status = block.status
      const below = section.querySelector(':scope > :is(.live-word, .results, .verdict)')
      if (below) below.before(run)
      else section.append(run)
    }
    const text = isStopped ? 'Stopped: nothing of this run is recorded' : block.curve ? told(block.curve) : 'running …'
    run.querySelector('.live-line > span:last-of-type').textContent = text
    run.querySelector('.live-curve')?.remove()
    if (block.curve?.points.length > 1) run.append(curve(block.curve))
  }

  // MARK: What readers of screens are told: only where the run is.

  const status = create('p', { className: 'live-status hidden' })
  status.setAttribute('role', 'status')
  body.append(status)
  const say = text => {
    if (status.textContent != text) status.textContent = text
    const run = find('.live-run')[0]
    if (phase != 'running' || !run) {
      seen.disconnect()
      status.classList.toggle('hidden', phase != 'running')
    } else if (run != seen.run) {
      seen.disconnect()
      seen.observe(seen.run = run)
    }
  }
  // Readers who see the running block need not be told where it is.
  const seen = new IntersectionObserver(entries => {
    status.classList.toggle('hidden', entries.at(-1).isIntersecting)
  })
  const running = count => {
    const block = blocks.findLast(it => it?.status == 'running')
    return block ? `Block ${block.index + 1} of ${count} is running` : 'The lesson is running'
  }

  // MARK: Events

  // Pages without charts lack the style of charts. The page's own style comes after it and wins.
  let hasStyle = false
  const addStyle = async () => {
    if (hasStyle || !head) return
    hasStyle = true
    const answer = await fetch('/.lessons/results.css').catch(() => undefined)
    if (answer?.ok) head.prepend(create('style', { textContent: await answer.text() }))
  }

  const take = news => {
    if (news.isNew) forget()
    phase = news.phase
    if (phase == 'finished') finish()
    for (const { markup, ...changed } of news.blocks) {
      const block = blocks[changed.index] ??= { place: changed.section }
      const { index, status, isOld, isShown, code = block.code, curve } = changed
      Object.assign(block, { index, status, isOld, isShown, code, curve })
      drawCode(block)
      if (status != 'waiting' && (isShown || status == 'running') || places[block.place]) sectionOf(block)
      if (markup) addStyle()
      if (markup != null) block.markup = markup
      if (isShown && (markup != null || status == 'done' && block.markup == '')) drawResults(block)
    }
    for (const block of blocks) {
      if (!block?.section) continue
      drawRun(block)
      if (block.isShown) drawWord(block)
      if (block.isAdded && !block.section.children.length) {
        block.section.remove()
        block.section = undefined
        block.isAdded = false
      }
    }
    // What the page shows of blocks that the lesson does not have any more.
    const kept = new Set(blocks.map(block => block?.place))
    if (phase != 'finished') places.forEach(({ section }, index) => {
      if (!kept.has(index)) drawWord({ section, isOld: true })
    })
    say(phase == 'running' ? running(news.count)
      : phase == 'stopped' ? 'The run was stopped; nothing of it is recorded'
        : phase == 'failed' ? 'The run ended with an error; nothing of it is recorded' : '')
  }

  const events = new EventSource('/.lessons/events?' + encodeURIComponent(location.pathname))
  events.onmessage = event => {
    const state = JSON.parse(event.data)
    // The editor shows what is wrong too, and keeps the page while something is being written on it.
    dispatchEvent(new CustomEvent('lessons-message', { detail: state.message }))
    isOutdated = state.version != version
    if (!isOutdated) show(state.message)
    else reload()
  }
  events.addEventListener('live', event => take(JSON.parse(event.data)))
  events.onerror = () => show('lessons serve has ended; this page waits for it to be started again')
  addEventListener('pagehide', () => events.close())
})()
