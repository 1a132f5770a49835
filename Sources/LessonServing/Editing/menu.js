// A button that opens a menu: with arrow keys, Home, End and Escape.

import { body, button, create } from './tools.js'

const items = menu => [...menu.querySelectorAll('[role=menuitem]')]

const moves = {
  ArrowDown: (place, count) => (place + 1) % count, ArrowUp: (place, count) => (place - 1 + count) % count,
  Home: () => 0, End: (_, count) => count - 1,
}

const fill = (menu, choices) => menu.replaceChildren(...choices().map(({ text, act, isOff }) => {
  const item = button(text, () => {
    if (isOff) return
    menu.hidePopover()
    act()
  })
  item.setAttribute('role', 'menuitem')
  item.tabIndex = -1
  if (isOff) item.setAttribute('aria-disabled', 'true')
  return item
}))

// Below its button, or above it, where it is in sight.
const place = (menu, opener) => {
  const box = opener.getBoundingClientRect()
  const isBelow = box.bottom + menu.offsetHeight + 8 < innerHeight
  menu.style.top = `${isBelow ? box.bottom + 4 : Math.max(4, box.top - menu.offsetHeight - 4)}px`
  menu.style.left = `${Math.max(4, Math.min(box.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 4))}px`
}

// `choices` gives the items when the menu opens: their text, what they do, and whether they are off.
export const menuButton = (label, choices) => {
  const menu = create('div', { className: 'edit-menu', popover: 'auto' })
  menu.setAttribute('role', 'menu')
  menu.setAttribute('aria-label', label)
  const open = () => {
    fill(menu, choices)
    body.append(menu)
    menu.showPopover()
    place(menu, opener)
    opener.setAttribute('aria-expanded', 'true')
    items(menu)[0].focus()
  }
  const opener = button('⋯', () => menu.isConnected && menu.matches(':popover-open') ? menu.hidePopover() : open(), 'edit-more')
  opener.setAttribute('aria-haspopup', 'menu')
  opener.setAttribute('aria-expanded', 'false')
  opener.setAttribute('aria-label', label)
  opener.addEventListener('keydown', event => {
    if (event.key != 'ArrowDown') return
    event.preventDefault()
    open()
  })
  menu.addEventListener('toggle', event => {
    if (event.newState == 'open') return
    opener.setAttribute('aria-expanded', 'false')
    menu.remove()
  })
  menu.addEventListener('keydown', event => {
    const all = items(menu)
    const move = moves[event.key]
    if (event.key == 'Escape' || event.key == 'Tab') {
      menu.hidePopover()
      opener.focus()
    } else if (move) all[move(all.findIndex(it => it.matches(':focus')), all.length)].focus()
    else return
    event.preventDefault()
  })
  return opener
}
