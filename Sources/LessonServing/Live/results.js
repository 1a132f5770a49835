// What blocks give while their lesson runs, and a word at results that are not those of the page's code.

import { places, putResults, resultsOf, sectionOf } from './sections.js'
import { create } from './tools.js'

export const drawCode = block => {
  const code = places[block.place]?.code
  if (code && block.code != null && code.textContent != block.code) code.textContent = block.code
}

export const drawResults = (block, blocks) => {
  // A block that has given nothing yet keeps what it gave before.
  if (block.markup == '' && block.status != 'done') return
  const section = sectionOf(block, blocks)
  const old = resultsOf(section)
  const made = create('div', { innerHTML: block.markup }).firstElementChild
  const opened = old ? [...old.querySelectorAll('details')].map(it => it.open) : []
  made?.querySelectorAll('details').forEach((it, index) => { it.open = opened[index] ?? it.open })
  putResults(section, made)
  block.isNew = true
}

const endings = { stopped: 'stopped, not recorded', failed: 'ended with an error, not recorded' }
const word = (block, phase) => {
  if (!block.isNew) return block.isOld ? 'old' : ''
  if (!endings[phase]) return ''
  return block.status == 'stopped' ? endings[phase] : 'not recorded'
}

export const drawWord = (block, phase) => {
  const { section } = block
  const results = resultsOf(section)
  const text = results ? word(block, phase) : ''
  results?.classList.toggle('live-old', text == 'old')
  const old = section.querySelector(':scope > .live-word')
  if (!text) return old?.remove()
  if (old) old.textContent = text
  else results.before(create('p', { className: 'live-word', textContent: text }))
}
