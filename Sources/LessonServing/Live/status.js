// What readers of screens are told of a run, which those see who do not see the block that runs.

import { body, create, find } from './tools.js'

const status = create('p', { className: 'live-status hidden' })
status.setAttribute('role', 'status')
body.append(status)

const seen = new IntersectionObserver(entries => {
  status.classList.toggle('hidden', entries.at(-1).isIntersecting)
})
let watched

const running = ({ blocks, count }) => {
  const block = blocks.findLast(it => it?.status == 'running')
  return block ? `Block ${block.index + 1} of ${count} is running` : 'The lesson is running'
}
const texts = {
  running, stopped: () => 'The run was stopped; nothing of it is recorded',
  failed: () => 'The run ended with an error; nothing of it is recorded',
}

export const say = (phase, blocks, count) => {
  const text = texts[phase]?.({ blocks, count }) ?? ''
  if (status.textContent != text) status.textContent = text
  const line = phase == 'running' ? find('.live-run')[0] : undefined
  if (line && line == watched) return
  seen.disconnect()
  watched = line
  if (line) seen.observe(line)
  else status.classList.toggle('hidden', phase != 'running')
}
