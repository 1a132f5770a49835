// The sections of blocks: those of the page as it was loaded, and those that it does not show yet.

import { body, create, find } from './tools.js'

const [article] = find('article')

export const places = [...find('article section.block')].map(section => {
  const code = section.querySelector('pre.code > code')
  return { section, results: section.querySelector(':scope > .results'), code, nodes: code ? [...code.childNodes] : [] }
})

export const resultsOf = section => section.querySelector(':scope > .results')
export const putResults = (section, results) => {
  const old = resultsOf(section)
  if (old == results) return
  if (old && results) return old.replaceWith(results)
  if (old) return old.remove()
  const verdict = section.querySelector(':scope > .verdict')
  if (verdict) verdict.before(results)
  else section.append(results)
}

const restore = ({ section, results, code, nodes }) => {
  for (const added of section.querySelectorAll(':scope > :is(.live-run, .live-word)')) added.remove()
  putResults(section, results)
  if (results) results.classList.remove('live-old')
  if (code) code.replaceChildren(...nodes)
}

// The page as it was loaded.
export const restoreAll = blocks => {
  for (const block of blocks) if (block?.isAdded) block.section.remove()
  places.forEach(restore)
}

const add = block => {
  const section = create('section', { className: 'block live-added' })
  if (block.isShown && block.code != null) {
    const code = create('code', { textContent: block.code })
    section.append(create('pre', { className: 'code', dir: 'ltr' }, code))
  }
  return section
}

// The section of a block. One that the page does not show yet is put behind the block before it.
export const sectionOf = (block, blocks) => {
  if (block.section) return block.section
  const place = places[block.place]
  if (place) return block.section = place.section
  block.isAdded = true
  block.section = add(block)
  const before = blocks.slice(0, block.index).findLast(other => other?.section)
  if (before) before.section.after(block.section)
  else if (places.length) places[0].section.before(block.section)
  else if (article) article.append(block.section)
  else body.append(block.section)
  return block.section
}

// A section that was added for a run, and has nothing to show any more.
export const removeEmpty = block => {
  if (!block.isAdded || block.section.children.length) return
  block.section.remove()
  block.section = undefined
  block.isAdded = false
}
