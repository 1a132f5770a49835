// Tells when the page with what was written into the file is there.

import { notify } from './tools.js'

// The version of the file of which there is a page, and who waits for another one.
let made
let waiting = []
addEventListener('lessons-made', event => {
  made = event.detail
  const met = waiting.filter(({ version }) => version == made)
  waiting = waiting.filter(({ version }) => version != made)
  for (const { act } of met) act()
})
export const whenMade = (version, act) => version == made ? act() : waiting.push({ version, act })

export const beingBuilt = text => `${text} The lesson is being built …`
export const isShown = text => `${text} The page shows it.`

// A line at the foot of the window about a change of the file, until the page shows it.
export const notifyUntilMade = (version, text, ...choices) => {
  const words = notify(beingBuilt(text), ...choices)
  whenMade(version, () => { words.textContent = isShown(text) })
}
