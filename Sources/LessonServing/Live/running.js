// The line below a block that runs or was stopped: how far it is, and a button.

import { curve, number } from './curve.js'
import { address, key } from './key.js'
import { button, create } from './tools.js'

const request = async (path, made, word) => {
  made.disabled = true
  made.textContent = word
  const answer = await fetch(address(path), { method: 'POST', headers: { 'X-Lessons-Key': key() } }).catch(() => undefined)
  if (!answer?.ok) made.textContent = 'This did not work'
}
const control = (text, path, word) => {
  const made = button(text, () => request(path, made, word))
  return made
}

const time = seconds => seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
const told = ({ epoch, epochs, step, steps, loss, secondsLeft }) => [
  `epoch ${epoch} of ${epochs}`, step != null && `step ${step} of ${steps}`, loss != null && `loss ${number(loss)}`,
  secondsLeft != null && `${time(secondsLeft)} left`,
].filter(it => it).join(' · ')

const makeLine = isStopped => {
  const line = create('div', { className: 'live-line' })
  if (!isStopped) line.append(create('span', { className: 'live-dot' }))
  line.append(create('span'))
  if (key()) line.append(isStopped ? control('Run again', 'run', 'Starting …') : control('Stop', 'stop', 'Stopping …'))
  return line
}

// The buttons stay as long as the status does, so that they keep the focus.
const lineOf = ({ section, status }, isStopped) => {
  const old = section.querySelector(':scope > .live-run')
  if (old?.dataset.status == status) return old
  old?.remove()
  const made = create('div', { className: 'live-run' }, makeLine(isStopped))
  made.dataset.status = status
  const below = section.querySelector(':scope > :is(.live-word, .results, .verdict)')
  if (below) below.before(made)
  else section.append(made)
  return made
}

export const drawRun = (block, phase) => {
  const isStopped = block.status == 'stopped' && phase == 'stopped'
  if (block.status != 'running' && !isStopped) return block.section.querySelector(':scope > .live-run')?.remove()
  const line = lineOf(block, isStopped)
  const text = isStopped ? 'Stopped: nothing of this run is recorded' : block.curve ? told(block.curve) : 'running …'
  line.querySelector('.live-line > span:last-of-type').textContent = text
  line.querySelector('.live-curve')?.remove()
  if (block.curve?.points.length > 1) line.append(curve(block.curve))
}
