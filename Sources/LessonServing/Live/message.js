// What is wrong, and what can be done about it: below the bar, where it stays when readers scroll.

import { button, create, find, head, body } from './tools.js'
import { make } from './fixes.js'

const [root] = find('html')
const [bar] = find('body > .bar')
root.style.setProperty('--live-bar', `${bar?.offsetHeight ?? 0}px`)

const message = create('pre', { className: 'live-message', hidden: true })
message.setAttribute('role', 'status')
if (bar) bar.after(message)
else body.prepend(message)

// What else sticks there makes room.
const makeRoom = () => {
  const height = message.offsetHeight
  root.style.scrollPaddingTop = height ? `calc(4.5rem + ${height}px)` : ''
  for (const side of find('body > .page > .side')) {
    side.style.insetBlockStart = height ? `calc(var(--bar) + ${height}px)` : ''
    side.style.maxHeight = height ? `calc(100dvh - var(--bar) - ${height}px)` : ''
  }
}
addEventListener('resize', makeRoom)

// The buttons of the compiler's fixes, which whoever has no key does not get.
const offers = fixes => fixes.length ? [create('span', { className: 'live-fixes' }, ...fixes.map(fix => {
  const made = button(fix.line ? `line ${fix.line}: ${fix.title}` : fix.title, () => make(fix, made), 'live-fix')
  return made
}))] : []

let shown = ''
export const show = (text, fixes = []) => {
  const now = JSON.stringify([text, fixes])
  if (shown == now) return
  shown = now
  message.replaceChildren(text, ...offers(text ? fixes : []))
  message.hidden = !text
  makeRoom()
}

// Where the text of the page begins on the screen.
export const top = () => message.hidden ? bar?.offsetHeight ?? 0 : message.getBoundingClientRect().bottom
