// The curve of a training's loss, as far as the training is.

import { create } from './tools.js'

export const number = value => Number(value.toPrecision(3)).toString()

const svg = (name, attributes, ...children) => {
  const element = Document.prototype.createElementNS.call(document, 'http://www.w3.org/2000/svg', name)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

// The axis is as long as the training, or a half, a quarter … of it, so that the beginning of a long one is seen.
const lengthOfAxis = done => {
  let end = 1
  while (end / 2 > done) end /= 2
  return end
}

const drawing = (points, end, height) => {
  const [first, last] = [points[0][1], points.at(-1)[1]]
  const line = svg('polyline', { points: points.map(([done, loss]) => `${600 * done / end},${height(loss)}`).join(' ') })
  return svg('svg', {
    viewBox: '0 0 600 100', preserveAspectRatio: 'none', role: 'img',
    'aria-label': `The loss so far, from ${number(first)} to ${number(last)}`,
  }, line)
}

export const curve = ({ points, epochs }) => {
  const end = lengthOfAxis(points.at(-1)[0])
  const losses = points.map(([, loss]) => loss)
  const [least, most] = [Math.min(...losses), Math.max(...losses)]
  const height = loss => most > least ? 100 - 100 * (loss - least) / (most - least) : 50
  const labels = create('span', {}, create('b', { textContent: number(most) }), create('b', { textContent: number(least) }))
  const ends = create('small', {}, create('span', { textContent: 'loss' }), create('span', { textContent: `epoch ${number(epochs * end)}` }))
  return create('div', { className: 'live-curve' }, labels, drawing(points, end, height), ends)
}
