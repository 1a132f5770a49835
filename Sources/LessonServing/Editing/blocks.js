// The buttons at blocks: one that edits, and one with a menu that adds, moves and deletes.

import { alignChanged } from './align.js'
import { notifyUntilMade } from './made.js'
import { menuButton } from './menu.js'
import { optionsOf } from './options.js'
import { current, make, use } from './server.js'
import { goTo, isOpen, open } from './session.js'
import { button, create, edited, find, notify } from './tools.js'

// Code is shown without the end of its last line.
const shownCode = block => block.code.replace(/\n$/, '')
const sent = text => text ? text + '\n' : text
const withSameCode = (theirs, code) => {
  const same = theirs.blocks.filter(block => shownCode(block) == code)
  return same.length == 1 ? same[0] : undefined
}

const blockPart = ({ index, line }) => ({
  index,
  name: `block ${index}`,
  text: lesson => lesson.blocks.filter(block => block.index == index).map(shownCode)[0],
  edit: (text, words) => ({ code: { block: index, text: sent(text), words } }),
  split: (first, second) => ({ split: { block: index, first, second } }),
  look: { mode: 'text/x-swift', firstLine: line, label: 'Swift' },
  same: (theirs, ours) => {
    const block = theirs.blocks.find(block => block.index == index)
    return block && theirs.blocks.length == ours.blocks.length ? blockPart(block) : undefined
  },
  found: (theirs, saved) => {
    const block = withSameCode(theirs, saved)
    return block && blockPart(block)
  },
})

const newPart = (block, isBelow) => ({
  name: `block ${block.index + (isBelow ? 1 : 0)}`,
  before: `block ${block.index}`,
  text: () => '',
  edit: text => ({ add: { block: block.index, isBelow, text: sent(text) } }),
  look: { mode: 'text/x-swift', firstLine: 1, label: 'Swift of a new block' },
  same: () => undefined,
  found: theirs => {
    const other = withSameCode(theirs, shownCode(block))
    return other && newPart(other, isBelow)
  },
})

// Makes a change of the arrangement. The page is loaded again when the lesson has been built.
let refresh = () => {}
export const whenArranged = act => { refresh = act }
const arrange = async (edit, said, name) => {
  if (isOpen()) return goTo()
  notify('Saving …')
  const { status, body } = await make(edit)
  if (status == 200 || status == 409) use(body)
  if (status == 200) {
    edited.set(name)
    notifyUntilMade(current().version, said, ...undoButton(name))
  } else if (status == 409) notify('The file was changed meanwhile. Look at it, and try again.')
  else notify(body?.message ?? 'The server does not answer.')
  refresh(name)
}

// Until the next change, a block that was deleted can come back.
const undoButton = name => current().canUndo
  ? [button('Undo', () => arrange({ undo: {} }, 'The block is back.', name), 'edit-undo')] : []
export const offerUndo = () => { if (current().canUndo) notify('Deleted.', ...undoButton('block 0')) }

const choices = (order, section) => () => {
  const { blocks } = current()
  const block = blocks[order]
  const add = (isBelow, at) => open({ part: newPart(block, isBelow), after: at, hides: [], isNew: true })
  const move = (isDown, other) => ({
    text: isDown ? 'Move down' : 'Move up', isOff: !other,
    act: () => arrange({ move: { block: block.index, isDown } }, 'Moved.', `block ${other?.index}`),
  })
  return [
    { text: 'Add a block above', act: () => add(false, placeBefore(section)) },
    { text: 'Add a block below', act: () => add(true, section) },
    move(false, blocks[order - 1]), move(true, blocks[order + 1]),
    {
      text: 'Delete',
      act: () => arrange({ delete: { block: block.index } }, 'Deleted.', `block ${Math.max(0, block.index - (order == blocks.length - 1 ? 1 : 0))}`),
    },
  ]
}

const placeBefore = section => {
  const place = create('span', { className: 'edit-place', hidden: true })
  section.before(place)
  return place
}

// The sections of the page that have code, each with its block.
const sections = () => {
  const all = [...find('article section.block')]
    .map(section => ({ section, code: section.querySelector(':scope > :is(.listing, pre.code, details.code)') }))
    .filter(({ code }) => code)
  const pairs = alignChanged(current().blocks, all, (block, { code }) => shownCode(block) == text(code))
  return [...pairs].map(([order, place]) => ({ order, ...all[place] }))
}
const text = code => (code.querySelector('code')?.textContent ?? '').replace(/\n$/, '')

export const addToBlocks = () => {
  for (const { order, section, code } of sections()) {
    const block = current().blocks[order]
    const part = blockPart(block)
    const editor = button('Edit', () => open({
      part: blockPart(current().blocks[order]), after: buttons, hides: [code, buttons],
      optionsOf: ({ index }) => optionsOf(current().blocks.find(block => block.index == index), current().options), isSplit: true,
    }), 'edit-open')
    editor.setAttribute('aria-label', `Edit block ${block.index + 1}`)
    editor.dataset.edits = part.name
    const buttons = create('div', { className: 'edit-tools' }, editor,
      menuButton(`Arrange block ${block.index + 1}`, choices(order, section)))
    code.after(buttons)
  }
}
