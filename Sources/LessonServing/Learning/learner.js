// Lets readers work on the exercises of a served page. The code stays in this browser; the server runs the lesson with it and
// answers what it gave, and what the check says.
import { field } from './field.js'
import { address, forgetKey, key } from './key.js'
import { addSheet, addStyle, button, create, find, load } from './tools.js'

(() => {
  if (!key() || !find('article .exercise').length) return

  // One run at a time for each browser.
  const learner = () => {
    const known = localStorage.getItem('lessons learner')
    if (/^[0-9a-f]{32}$/.test(known)) return known
    const made = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
    localStorage.setItem('lessons learner', made)
    return made
  }
  const ask = (path, options = {}) =>
    fetch(address(path), { ...options, headers: { 'X-Lessons-Key': key(), 'X-Lessons-Learner': learner(), ...options.headers } })

  // The lines of an answer as they come, each of which is JSON.
  const lines = async function* (body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ''
    for (;;) {
      const { done, value = '' } = await reader.read()
      const parts = (rest + value).split('\n')
      rest = parts.pop()
      for (const part of parts) if (part) yield JSON.parse(part)
      if (done) return
    }
  }

  // Sends code, and hands on the lines of the answer.
  const attempt = async (exercise, code, signal, take) => {
    const answer = await ask('attempt', {
      method: 'POST', body: JSON.stringify({ exercise, code }), signal, headers: { 'Content-Type': 'application/json' },
    })
    const fail = message => take({ state: 'failed', message })
    if (!answer.ok) return fail((await answer.json().catch(() => ({}))).message ?? 'The server refuses this code.')
    let last
    for await (const line of lines(answer.body)) take(last = line)
    if (['waits', 'runs', undefined].includes(last?.state)) fail('The server has ended before it answered; your code is still here.')
  }

  // The reader's own code for an exercise, and whether it is being worked on, as this browser keeps them.
  const copyOf = (name, starter) => {
    const place = `lessons attempt ${location.pathname} ${name}`
    return {
      text: () => localStorage.getItem(place),
      keep: text => text == starter ? localStorage.removeItem(place) : localStorage.setItem(place, text),
      isOpen: () => sessionStorage.getItem(place) != null,
      open: () => sessionStorage.setItem(place, 'open'),
      close: () => sessionStorage.removeItem(place),
    }
  }

  // The style and the scripts of charts and sliders, which a page without any lacks.
  let prepared
  const prepareResults = () => prepared ??= Promise.all([
    addSheet('/.lessons/results.css'), load('/.lessons/results.js'),
  ]).catch(() => {})

  // MARK: What a run gave, in words

  const places = { code: '', check: 'in the check: ', lesson: 'in the lesson: ' }
  const problemText = ({ severity, place, line, message }) =>
    `${line ? `line ${line}: ` : places[place]}${severity}: ${message}`
  const verdicts = {
    passed: () => ['✓', 'Passed.', 'The check holds.', []],
    refuted: ({ claims }) => ['✗', 'Not yet.', 'The check says that this does not hold:',
      claims.map(({ statement, reason }) => `“${statement}”${reason ? `: ${reason}` : ''}`)],
    refused: () => ['✗', 'Not compiled.', 'The compiler says:', []],
    timedOut: ({ seconds }) => ['✗', 'Too slow.', `The time limit of ${seconds} s was reached, so it was stopped.`, []],
    stopped: () => ['✗', 'Stopped.', 'An error ended it before the check was done:', []],
  }
  const told = result => {
    const [sign, word, sentence, items] = verdicts[result.verdict](result)
    const all = [...items, ...result.problems.map(problemText)]
    const verdict = create('p', { className: `try-verdict try-${result.verdict == 'passed' ? 'passed' : 'failed'}` },
      create('span', { textContent: sign, ariaHidden: 'true' }), ' ', create('strong', { textContent: word }), ' ', sentence)
    return [verdict, ...all.length ? [create('ul', {}, ...all.map(textContent => create('li', { textContent })))] : []]
  }

  // MARK: An exercise

  const closers = new Set()
  const addExercise = (section, { name, code }) => {
    const shown = section.querySelector(':scope > :is(.listing, pre.code, details.code)')
    if (!shown) return
    const starter = code.replace(/\n$/, '')
    const copy = copyOf(name, starter)
    let isOpen = false
    const opener = button('', () => open(), 'try-open')
    const nameOpener = () => { opener.textContent = copy.text() == null ? 'Try it' : 'Go on with your code' }
    nameOpener()
    shown.after(opener)

    const open = async (takesFocus = true) => {
      if (isOpen) return
      isOpen = true
      const says = create('p', { className: 'edit-says' })
      const verdict = create('div')
      const status = create('div', { className: 'try-status' }, says, verdict)
      status.setAttribute('role', 'status')
      const results = create('div', { className: 'try-results' })
      const say = text => { says.textContent = text }
      let running
      const input = await field(copy.text() ?? starter, {
        mode: 'text/x-swift', firstLine: 1, label: `Swift, ${section.querySelector('.exercise').textContent}`,
        run: () => { run() }, leave: () => runner.focus(), changed: () => keep(),
      })
      const keep = () => {
        try {
          copy.keep(input.text())
        } catch {
          say('This browser cannot keep your code: copy it before you leave the page.')
        }
      }

      const show = result => {
        say('')
        verdict.replaceChildren(...told(result))
        // The server's own markup, made as that of pages is; scripts in it would not run.
        results.innerHTML = result.html
        // Charts can be read without their scripts.
        try { globalThis.lessonsResults?.(results) } catch {}
        const count = input.text().split('\n').length
        input.mark(result.problems.filter(it => it.line && it.line <= count).map(it => it.line - 1))
      }
      const begin = () => {
        running?.abort()
        running = new AbortController()
        say('Sent …')
        verdict.replaceChildren()
        results.replaceChildren()
        input.mark([])
        stopper.hidden = false
        return running
      }
      const take = line => {
        if (line.state == 'waits') say('Waiting for its turn …')
        else if (line.state == 'runs') say('Running …')
        else if (line.state == 'done') show(line.result)
        else say(line.message)
      }
      const run = async () => {
        const mine = begin()
        await prepareResults()
        await attempt(name, input.text(), mine.signal, take).catch(() => {
          if (running == mine) say(mine.signal.aborted ? 'You have stopped it.' : 'The server does not answer; your code is still here.')
        })
        if (running == mine) stopper.hidden = true
      }

      const runner = button('Run', () => run(), 'edit-run')
      const stopper = button('Stop', () => { running?.abort(); runner.focus() })
      stopper.hidden = true
      const restart = button('Back to the start', () => {
        if (input.text() == starter) return input.focus()
        if (!confirm('Drop your code, and begin again with that of the lesson?')) return
        input.set(starter)
        keep()
        input.focus()
      })
      const foot = create('div', { className: 'edit-foot' }, create('div', { className: 'edit-buttons' },
        runner, stopper, restart, button('Close', () => close()),
        create('small', { textContent: 'Ctrl-Enter runs; Esc leaves the field, then the exercise' })), status)
      const place = create('div', { className: 'edit try' }, input.element, foot, results)
      const close = () => {
        running?.abort()
        isOpen = false
        closers.delete(close)
        copy.close()
        place.remove()
        shown.style.display = ''
        opener.hidden = false
        nameOpener()
        if (isOld && !closers.size) location.reload()
        else opener.focus()
      }
      foot.addEventListener('keydown', event => { if (event.key == 'Escape') close() })
      closers.add(close)
      copy.open()
      shown.style.display = 'none'
      opener.hidden = true
      shown.after(place)
      if (takesFocus) input.focus()
      else input.show()
    }
    // It was open before the page was loaded again.
    if (copy.isOpen()) open(false)
  }

  // MARK: The page

  // The page has changed. Who is working on an exercise is not interrupted.
  let isOld = false
  addEventListener('lessons-reload', event => {
    if (!closers.size) return
    event.preventDefault()
    isOld = true
  })

  const style = `
    .try-open { min-height: 2rem; border: 1px solid var(--line, #ccc); border-radius: 8px; background: var(--raised, #fff);
      font-family: inherit; cursor: pointer; }
    @media print { .try-open { display: none; } }
    .block > .try-open { margin: .6rem var(--try); padding: .2rem 1rem; color: var(--link, #0a58a8); font-weight: 650; }
    .block:has(> .exercise) { --try: 1rem; }
    @media (max-width: 39.99rem) { .block:has(> .exercise) { --try: var(--side, 1rem); } }
    .try-open[hidden], .edit-buttons [hidden] { display: none; }
    .block > .try { padding: .6rem var(--try) 0; }
    .try .edit-foot { position: static; }
    .try-status { font-size: .9375rem; }
    .try-status p { margin: .5rem 0 !important; }
    .try-status ul { margin: .25rem 0 .75rem; padding-inline-start: 1.5rem; white-space: pre-wrap; }
    .try-verdict { padding: .4rem .75rem; border-inline-start: 4px solid; border-radius: 4px; }
    .try-passed { color: light-dark(#14532d, #a7e3b8); background: light-dark(#e6f5ea, #12301d); }
    .try-failed { color: light-dark(#7a1f14, #f5b8a8); background: light-dark(#fdece8, #3a1812); }
    .try-results { margin-inline: calc(-1 * var(--try)); }`

  ask('exercises').then(async answer => {
    if (answer.status == 403) forgetKey()
    if (!answer.ok) return
    const exercises = await answer.json()
    const sections = [...find('article section.block:has(> .exercise)')]
    // The page is older than the lesson; it is loaded again when it is built.
    if (sections.length != exercises.length) return
    addStyle(style)
    sections.forEach((section, index) => addExercise(section, exercises[index]))
  }, () => {})
})()
