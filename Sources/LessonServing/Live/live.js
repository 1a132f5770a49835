// Shows on a served page what happens to its lesson: what is wrong, which results are old, what a run gives while it goes on.
// Loads the page again when it has changed.

import { isAllowed } from './fixes.js'
import { show } from './message.js'
import { loadAgain, stays, take as takePlace } from './place.js'
import { drawCode, drawResults, drawWord } from './results.js'
import { drawRun } from './running.js'
import { places, removeEmpty, restoreAll, sectionOf } from './sections.js'
import { say } from './status.js'
import { addSheet, create, head } from './tools.js'

// The server puts the page's version into the address of this script.
const version = new URL(import.meta.url).search.slice(1)

// What the run gives, by the block's index.
let blocks = []
let phase = 'finished'
// Whether an editor keeps the page from being loaded again: then it shows what was given last.
let isOutdated = false

const forget = () => {
  restoreAll(blocks)
  blocks = []
}
const finish = () => {
  if (!isOutdated) return forget()
  for (const block of blocks) if (block) block.status = 'done'
}

// Pages without charts lack the style of charts. The page's own style comes after it and wins.
let hasStyle = false
const addStyle = async () => {
  if (hasStyle || !head) return
  hasStyle = true
  const answer = await fetch('/.lessons/results.css').catch(() => undefined)
  if (!answer?.ok) return
  const style = create('style', { textContent: await answer.text() })
  stays(() => head.prepend(style))
}

const change = ({ markup, section, ...changed }) => {
  const block = blocks[changed.index] ??= { place: section }
  const { index, status, isOld, isShown, code = block.code, curve } = changed
  Object.assign(block, { index, status, isOld, isShown, code, curve })
  drawCode(block)
  if (status != 'waiting' && (isShown || status == 'running') || places[block.place]) sectionOf(block, blocks)
  if (markup) addStyle()
  if (markup != null) block.markup = markup
  if (isShown && (markup != null || status == 'done' && block.markup == '')) drawResults(block, blocks)
}

const mark = block => {
  drawRun(block, phase)
  if (block.isShown) drawWord(block, phase)
  removeEmpty(block)
}

// What the page shows of blocks that the lesson does not have any more.
const markGone = () => {
  const kept = new Set(blocks.map(block => block?.place))
  places.forEach(({ section }, index) => {
    if (!kept.has(index)) drawWord({ section, isOld: true }, phase)
  })
}

const draw = news => {
  if (news.isNew) forget()
  phase = news.phase
  if (phase == 'finished') finish()
  news.blocks.forEach(change)
  for (const block of blocks) if (block?.section) mark(block)
  if (phase != 'finished') markGone()
}

const take = news => {
  stays(() => draw(news))
  say(phase, blocks, news.count)
  // Whoever has written something waits for its page.
  if (phase == 'finished') dispatchEvent(new CustomEvent('lessons-made', { detail: news.version }))
}

const reload = () => {
  if (dispatchEvent(new Event('lessons-reload', { cancelable: true }))) loadAgain()
}

const tell = state => {
  // The editor shows what is wrong too, and keeps the page while something is being written on it.
  dispatchEvent(new CustomEvent('lessons-message', { detail: state.message }))
  isOutdated = state.version != version
  if (isOutdated) reload()
  else stays(() => show(state.message, isAllowed() ? state.fixes : []))
}

takePlace()
addSheet('/.lessons/scripts/live.css').catch(() => {}).then(() => {
  const events = new EventSource('/.lessons/events?' + encodeURIComponent(location.pathname))
  events.onmessage = event => tell(JSON.parse(event.data))
  events.addEventListener('live', event => take(JSON.parse(event.data)))
  events.onerror = () => show('lessons serve has ended; this page waits for it to be started again')
  addEventListener('pagehide', () => events.close())
})
