// One button that edits the element at which it stands: the one at the pointer, or the one that the arrow keys choose.

import { align, hasWords, letters } from './align.js'
import { current } from './server.js'
import { isOpen, open } from './session.js'
import { button, create, find, lines } from './tools.js'

const source = (lesson, element) => lines(lesson.text).slice(element.firstLine - 1, element.lastLine).join('\n')
const elementPart = (index, lesson = current()) => ({
  name: `element ${index}`,
  text: lesson => {
    const element = lesson.elements[index]
    return element && !element.isBlock ? source(lesson, element) : undefined
  },
  edit: text => ({ element: { index, text } }),
  look: { mode: 'text/x-markdown', firstLine: lesson.elements[index].firstLine, label: 'Markdown' },
  same: (theirs, ours) => theirs.elements.length == ours.elements.length ? elementPart(index, theirs) : undefined,
  found: (theirs, saved) => {
    const same = theirs.elements.flatMap((it, place) => !it.isBlock && source(theirs, it) == saved ? [place] : [])
    return same.length == 1 ? elementPart(same[0], theirs) : undefined
  },
})

// MARK: The page

const isFold = element => element.matches('details:is(.answer, .solution, .check)')
const parts = element => [...element.children].flatMap(child => isFold(child) ? parts(child) : [child])
const shape = element => {
  const code = element.matches('.listing, section.block') ? element.querySelector('pre.code') : undefined
  const tag = element.matches('.listing') ? 'pre' : element.localName
  return { element, tag, letters: letters((code ?? element).textContent) }
}

let known = new Map()
export const findElements = () => {
  const [article] = find('article')
  const all = parts(article).map(shape)
  const pairs = align(current().elements, all, (ours, theirs) => ours.tag == theirs.tag && hasWords(theirs.letters, ours.words))
  const found = [...pairs].filter(([index]) => !current().elements[index].isBlock)
  known = new Map(found.sort(([a], [b]) => a - b).map(([index, place]) => [all[place].element, index]))
}

// MARK: The button

const names = {
  p: 'paragraph', ul: 'list', ol: 'list', div: 'part', blockquote: 'quote', pre: 'code', hr: 'line', figure: 'figure',
  details: 'part',
}
const name = element => {
  const kind = element.matches('.table') ? 'table' : /^h\d$/.test(element.localName) ? 'heading' : names[element.localName]
  const words = element.textContent.trim().replace(/\s+/g, ' ')
  return `Edit the ${kind ?? 'part'}: ${words.length > 60 ? words.slice(0, 60) + ' …' : words}`
}

let chosen
// Keys scroll elements under a pointer that rests, which must not choose them.
let isByKeys = false
const pencil = button('✎', () => edit(chosen), 'edit-pencil')
const said = create('span', { className: 'hidden' })
said.setAttribute('role', 'status')

const edit = element => {
  if (!known.has(element)) return
  pencil.hidden = true
  open({ part: elementPart(known.get(element)), after: element, hides: [element] })
}

// At the side of the text, where there is room, else above its end.
const place = element => {
  const [box, host] = [element.getBoundingClientRect(), pencil.parentElement.getBoundingClientRect()]
  const isBeside = box.right + 44 < innerWidth
  pencil.style.top = `${box.top - host.top - (isBeside ? 0 : 30)}px`
  pencil.style.left = `${(isBeside ? box.right + 6 : box.right - 36) - host.left}px`
}

const choose = element => {
  chosen = element
  pencil.hidden = !element || isOpen()
  if (pencil.hidden) return
  pencil.setAttribute('aria-label', name(element))
  place(element)
}

// The known element that contains another one.
const around = element => {
  let it = element
  while (it && !known.has(it)) it = it.parentElement
  return it ?? undefined
}

const inSight = () => [...known.keys()].find(it => it.checkVisibility() && it.getBoundingClientRect().bottom > 80)

const step = by => {
  const all = [...known.keys()].filter(it => it.checkVisibility())
  const next = all[all.indexOf(chosen) + by]
  if (!next) return
  choose(next)
  next.scrollIntoView({ block: 'nearest' })
  said.textContent = name(next)
}

export const focusPencil = element => {
  const first = element ?? chosen ?? inSight()
  if (!first || isOpen()) return false
  choose(first)
  pencil.focus()
  return true
}

// The element of a part by its name, such as `element 3`.
export const elementNamed = name => [...known].find(([, index]) => `element ${index}` == name)?.[0]

export const addPencil = () => {
  const [article] = find('article')
  article.classList.add('edit-host')
  article.append(pencil, said)
  pencil.hidden = true
  pencil.title = 'Edit (e)'
  for (const kind of ['pointerover', 'click']) {
    article.addEventListener(kind, event => {
      if (event.target == pencil || isByKeys) return
      choose(around(event.target))
    })
  }
  addEventListener('pointermove', event => { if (event.movementX || event.movementY) isByKeys = false })
  pencil.addEventListener('keydown', event => {
    isByKeys = true
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key == 'Escape') pencil.blur()
    else if (by) step(by)
    else return
    event.preventDefault()
  })
  addEventListener('keydown', event => {
    const isOther = event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented
    if (event.key != 'e' || isOther || event.target.closest?.('input, select, textarea, [contenteditable], .edit')) return
    isByKeys = true
    if (focusPencil()) event.preventDefault()
  })
  addEventListener('resize', () => choose(undefined))
}
