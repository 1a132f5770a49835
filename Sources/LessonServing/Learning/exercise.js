// An exercise on the page: the button that opens it, the field with the reader's code, and what a run gives.

import { attempt } from './attempts.js'
import { copyOf } from './copy.js'
import { field } from './field.js'
import { addSheet, button, create, load } from './tools.js'
import { told } from './verdict.js'
import { words } from './words.js'

// The style and the scripts of charts and sliders, which a page without any lacks.
let prepared
const prepareResults = () => prepared ??= Promise.all([
  addSheet('/.lessons/results.css'), load('/.lessons/results.js'),
]).catch(() => {})

// Those that are open, and who wants to know when none is any more.
const opened = new Set()
let whenAllClosed = () => false
export const isAnyOpen = () => opened.size > 0
// `act` says whether it leaves the page.
export const whenClosed = act => { whenAllClosed = act }

// What it says of a run, for readers of screens too.
const makeStatus = () => {
  const [says, verdict] = [create('p', { className: 'edit-says' }), create('div')]
  const element = create('div', { className: 'try-status' }, says, verdict)
  element.setAttribute('role', 'status')
  return { element, say: text => { says.textContent = text }, show: (...parts) => verdict.replaceChildren(...parts) }
}

class Exercise {
  constructor(section, shown, { name, code }) {
    Object.assign(this, { section, shown, name, starter: code.replace(/\n$/, '') })
    this.copy = copyOf(name, this.starter)
    this.opener = button('', () => this.open(), 'try-open')
    this.nameOpener()
    shown.after(this.opener)
  }

  nameOpener() { this.opener.textContent = this.copy.text() == null ? words.tryIt : words.goOn }

  // MARK: Opening and closing

  async open(takesFocus = true) {
    if (opened.has(this)) return
    opened.add(this)
    this.status = makeStatus()
    this.results = create('div', { className: 'try-results' })
    this.input = await this.makeField()
    this.place = create('div', { className: 'edit try' }, this.input.element, this.makeFoot(), this.results)
    this.copy.open()
    this.shown.style.display = 'none'
    this.opener.hidden = true
    this.shown.after(this.place)
    if (takesFocus) this.input.focus()
    else this.input.show()
  }

  makeField() {
    return field(this.copy.text() ?? this.starter, {
      mode: 'text/x-swift', firstLine: 1, label: `Swift, ${this.section.querySelector('.exercise').textContent}`,
      run: () => { this.run() }, leave: () => this.runner.focus(), changed: () => this.keep(),
    })
  }

  makeFoot() {
    this.runner = button(words.run, () => this.run(), 'edit-run')
    this.stopper = button(words.stop, () => this.stop())
    this.stopper.hidden = true
    const buttons = create('div', { className: 'edit-buttons' }, this.runner, this.stopper,
      button(words.restart, () => this.restart()), button(words.close, () => this.close()),
      create('small', { textContent: words.keys }))
    const foot = create('div', { className: 'edit-foot' }, buttons, this.status.element)
    foot.addEventListener('keydown', event => { if (event.key == 'Escape') this.close() })
    return foot
  }

  close() {
    this.running?.abort()
    opened.delete(this)
    this.copy.close()
    this.place.remove()
    this.shown.style.display = ''
    this.opener.hidden = false
    this.nameOpener()
    if (isAnyOpen() || !whenAllClosed()) this.opener.focus()
  }

  // MARK: The code

  keep() {
    try {
      this.copy.keep(this.input.text())
    } catch {
      this.status.say(words.cannotKeep)
    }
  }

  restart() {
    if (this.input.text() != this.starter) {
      if (!confirm(words.dropCode)) return
      this.input.set(this.starter)
      this.keep()
    }
    this.input.focus()
  }

  // MARK: Runs

  async run() {
    const mine = this.begin()
    await prepareResults()
    await attempt(this.name, this.input.text(), mine.signal, line => this.take(line)).catch(() => {
      if (this.running == mine) this.status.say(mine.signal.aborted ? words.youStopped : words.noAnswer)
    })
    if (this.running == mine) this.stopper.hidden = true
  }

  stop() {
    this.running?.abort()
    this.runner.focus()
  }

  begin() {
    this.running?.abort()
    this.running = new AbortController()
    this.status.say(words.sent)
    this.status.show()
    this.results.replaceChildren()
    this.input.mark([])
    this.stopper.hidden = false
    return this.running
  }

  take({ state, result, message }) {
    if (state == 'done') return this.show(result)
    this.status.say({ waits: words.waits, runs: words.runs, ended: words.replaced }[state] ?? message)
  }

  show(result) {
    this.status.say('')
    this.status.show(...told(result))
    // The server's own markup, made as that of pages is; scripts in it would not run.
    this.results.innerHTML = result.html
    // Charts can be read without their scripts.
    try { globalThis.lessonsResults?.(this.results) } catch {}
    const count = this.input.text().split('\n').length
    this.input.mark(result.problems.filter(it => it.line && it.line <= count).map(it => it.line - 1))
  }
}

// Adds an exercise to its section of the page. One that was open before the page was loaded again is opened.
export const addExercise = (section, described) => {
  const shown = section.querySelector(':scope > :is(.listing, pre.code, details.code)')
  if (!shown) return
  const exercise = new Exercise(section, shown, described)
  if (exercise.copy.isOpen()) exercise.open(false)
}
