// The reader's place, which stays when the page changes and when it is loaded again.

import { align } from './align.js'
import { top } from './message.js'
import { find } from './tools.js'

const stored = 'lessons place'

// A block that the page does not show yet may come to another place.
const parts = () => [...find('article > :not(.live-added, .edit, .edit-tools, .edit-place, .edit-pencil, .hidden)')]
// What is the same after the page was made again: the code of a block, else the text.
const letters = part => (part.querySelector?.('pre.code') ?? part).textContent.slice(0, 60)

// The place of the part that is read; -1 at the beginning of the page.
const seenPart = all => {
  if (!scrollY) return -1
  const edge = top()
  const boxes = all.map(part => part.getBoundingClientRect())
  // The first part that begins on the screen, or else the one that fills it.
  const begins = boxes.findIndex(box => box.top >= edge)
  const fills = boxes.findIndex(box => box.bottom > edge)
  return begins >= 0 && boxes[begins].top < innerHeight ? begins : fills
}

const moveBack = (part, before) => {
  const by = part.getBoundingClientRect().top - before
  if (Math.abs(by) >= 0.5) scrollBy({ top: by, behavior: 'instant' })
}

// Does what changes the page, and leaves the part that is read where it is on the screen.
export const stays = change => {
  const all = parts()
  const part = all[seenPart(all)]
  const before = part?.getBoundingClientRect().top
  change()
  if (part?.isConnected) moveBack(part, before)
}

// Before the page is loaded again.
const keep = () => {
  const all = parts()
  const index = seenPart(all)
  if (index < 0) return
  const kept = { index, letters: all.map(letters), tops: all.map(part => part.getBoundingClientRect().top) }
  sessionStorage.setItem(stored, JSON.stringify(kept))
  history.scrollRestoration = 'manual'
}

export const loadAgain = () => {
  keep()
  location.reload()
}

// How many items two lists have in common at their beginnings.
const common = (one, other) => {
  const end = one.findIndex((it, place) => it !== other[place])
  return end < 0 ? one.length : end
}

// The place that a part has now: before what has changed, behind it, or in between.
const placeOf = (index, old, now) => {
  if (index < common(old, now)) return index
  const fromEnd = old.length - index
  if (fromEnd <= common(old.toReversed(), now.toReversed())) return now.length - fromEnd
  return align(old, now, (one, other) => one == other).get(index)
}

// The part that was read, or else the nearest one that is still there, and where it was on the screen.
const partOf = ({ index, letters: old, tops }) => {
  const all = parts()
  const now = all.map(letters)
  const nearest = [...old.keys()].sort((a, b) => Math.abs(a - index) - Math.abs(b - index))
  for (const it of nearest.slice(0, 9)) {
    const place = placeOf(it, old, now)
    if (place != undefined) return { part: all[place], before: tops[it] }
  }
  return { part: all[index], before: tops[index] }
}

// What scripts add to the page above the place moves it; the reader's own scrolling ends that. Until then the browser does not
// go back to where the page was scrolled before, as it does when it has loaded a page.
const hold = (part, before) => {
  const observer = new ResizeObserver(() => moveBack(part, before))
  const end = () => {
    observer.disconnect()
    history.scrollRestoration = 'auto'
    removeEventListener('scroll', follow)
    for (const kind of kinds) removeEventListener(kind, end)
  }
  // Scrolling that does not bring the part back is the reader's.
  const follow = () => { if (Math.abs(part.getBoundingClientRect().top - before) > 1) end() }
  const kinds = ['wheel', 'touchstart', 'pointerdown', 'keydown', 'resize']
  for (const kind of kinds) addEventListener(kind, end, { passive: true })
  addEventListener('scroll', follow, { passive: true })
  for (const element of find('body, article')) observer.observe(element)
  setTimeout(end, 2_000)
}

// After the page was loaded again.
export const take = () => {
  const kept = JSON.parse(sessionStorage.getItem(stored) ?? 'null')
  if (!kept) return
  sessionStorage.removeItem(stored)
  const { part, before } = partOf(kept)
  if (part) {
    moveBack(part, before)
    hold(part, before)
  } else history.scrollRestoration = 'auto'
}
