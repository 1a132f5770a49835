// Asks the server which exercises the page has, and what an attempt at one gives.

import { address, key } from './key.js'
import { words } from './words.js'

// One run at a time for each browser.
const learner = () => {
  const known = localStorage.getItem('lessons learner')
  if (/^[0-9a-f]{32}$/.test(known)) return known
  const made = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
  localStorage.setItem('lessons learner', made)
  return made
}

const ask = (path, options = {}) =>
  fetch(address(path), { ...options, headers: { 'X-Lessons-Key': key(), 'X-Lessons-Learner': learner(), ...options.headers } })

export const exercises = () => ask('exercises')

// The lines of an answer as they come, each of which is JSON.
const lines = async function* (body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value = '' } = await reader.read()
    const parts = (rest + value).split('\n')
    rest = parts.pop()
    for (const part of parts) if (part) yield JSON.parse(part)
    if (done) return
  }
}

const refusal = async answer => {
  if (answer.status == 429) return words.busy
  return (await answer.json().catch(() => ({}))).message ?? words.codeRefused
}

// Sends code, and hands on the lines of the answer.
export const attempt = async (exercise, code, signal, take) => {
  const answer = await ask('attempt', {
    method: 'POST', body: JSON.stringify({ exercise, code }), signal, headers: { 'Content-Type': 'application/json' },
  })
  if (!answer.ok) return take({ state: 'failed', message: await refusal(answer) })
  let last
  for await (const line of lines(answer.body)) take(last = line)
  if (['waits', 'runs', undefined].includes(last?.state)) take({ state: 'failed', message: words.serverEnded })
}
