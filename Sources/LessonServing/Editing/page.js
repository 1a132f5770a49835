// Puts the editor's buttons on the page: at its blocks, at the text between them, and for the whole text.

import { addToBlocks, offerUndo, whenArranged } from './blocks.js'
import { addPencil, elementNamed, findElements, focusPencil } from './elements.js'
import { stays } from './place.js'
import { read } from './server.js'
import { open, whenClosed } from './session.js'
import { addSheet, button, edited, find } from './tools.js'

const wholeText = {
  name: 'text', text: lesson => lesson.text, edit: text => ({ text: { text } }), same: () => wholeText, found: () => undefined,
  look: { mode: 'text/x-markdown', firstLine: 1, label: 'Markdown' },
}

const addToText = () => {
  const [article] = find('article')
  const opener = button('Edit the text', () => open({ part: wholeText, after: article, hides: [article, opener] }), 'edit-open edit-all')
  opener.dataset.edits = wholeText.name
  article.before(opener)
}

const focus = name => {
  const element = elementNamed(name)
  const opener = find(`.edit-open[data-edits="${name}"]`)[0]
  if (element) focusPencil(element)
  else opener?.focus({ preventScroll: true })
}

// After a change, the parts of the file can be others.
const refresh = name => {
  for (const element of [...find('.edit-tools, .edit-place')]) element.remove()
  addToBlocks()
  findElements()
  if (name) focus(name)
}

export const begin = async () => {
  if (!await read()) return
  await addSheet('/.lessons/scripts/editor.css')
  whenClosed(name => {
    refresh(name)
    offerUndo()
  })
  whenArranged(refresh)
  stays(() => {
    addToText()
    addPencil()
    refresh(edited.take())
  })
  offerUndo()
}
