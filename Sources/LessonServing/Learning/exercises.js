// The exercises of the page.

import { exercises } from './attempts.js'
import { addExercise, isAnyOpen, whenClosed } from './exercise.js'
import { forgetKey } from './key.js'
import { loadAgain, stays } from './place.js'
import { addSheet, find } from './tools.js'

// The page has changed. Who is working on an exercise is not interrupted.
let isOld = false
addEventListener('lessons-reload', event => {
  if (!isAnyOpen()) return
  event.preventDefault()
  isOld = true
})
whenClosed(() => {
  if (isOld) loadAgain()
  return isOld
})

export const begin = async () => {
  const answer = await exercises()
  if (answer.status == 403) forgetKey()
  if (!answer.ok) return
  const described = await answer.json()
  const sections = [...find('article section.block:has(> .exercise)')]
  // The page is older than the lesson; it is loaded again when it is built.
  if (sections.length != described.length) return
  await addSheet('/.lessons/scripts/learner.css')
  stays(() => sections.forEach((section, index) => addExercise(section, described[index])))
}
