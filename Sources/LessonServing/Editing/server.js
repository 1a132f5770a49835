// Asks the server for the page's lesson, and for changes of it.

import { address, forgetKey, key } from './key.js'

const ask = async change => {
  const answer = await fetch(address('source'), {
    method: change ? 'PUT' : 'GET', body: change && JSON.stringify(change),
    headers: { 'X-Lessons-Key': key(), ...change && { 'Content-Type': 'application/json' } },
  })
  return { status: answer.status, body: await answer.json().catch(() => ({})) }
}

// The lesson as the server knows it, and who wants to know of other versions.
let lesson
const listeners = []
export const current = () => lesson
export const use = other => {
  lesson = other
  for (const listener of listeners) listener()
}
export const whenOther = listener => listeners.push(listener)

// Whether the page may edit its lesson, which is then known.
export const read = async () => {
  const { status, body } = await ask().catch(() => ({ status: 0 }))
  if (status == 403) forgetKey()
  if (status == 200) lesson = body
  return status == 200
}

// Makes a change of the version that is known: the status is 200 if the file has it, 409 if the file is another one by now.
export const make = edit => ask({ version: lesson.version, edit }).catch(() => ({ status: 0 }))
