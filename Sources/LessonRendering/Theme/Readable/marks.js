// How the values of heat maps, of points and of contours are read; the script for charts uses this.
const markReaders = (() => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const list = text => text?.split('\t') ?? []
  const within = (low, value, high) => Math.min(Math.max(value, low), high)
  const called = (label, text) => label ? `${label} ${text}` : text

  // Values in rows and columns; two letters are a value that the table leaves out.
  const cells = ({ data, boxes: [{ x, y }], heads, rows, write }) => {
    const [across, down] = [x.high, y.high]
    const [wide, tall] = [(x.to - x.from) / across, (y.from - y.to) / down]
    const [xLabel, yLabel] = list(data.labels)
    const [low, step, text] = data.cells?.split(' ') ?? []
    const nameOf = (names, index, shown) => names ? list(names)[index] : text ? index : shown
    const packed = index => {
      const code = letters.indexOf(text[2 * index]) * 64 + letters.indexOf(text[2 * index + 1])
      if (code == 4095) return '–'
      const value = Number(low) + code * step
      return step == 1 ? write(value, Math.abs(value) / 1e8) : `≈ ${write(value, Number(step))}`
    }
    return {
      count: across * down,
      read: index => {
        const [row, column] = [Math.floor(index / across), index % across]
        const names = [
          called(yLabel, nameOf(data.names, row, rows[row]?.[0])), called(xLabel, nameOf(data.columns, column, heads[column + 1])),
        ]
        return { place: names.join(', '), values: [{ name: '', value: text ? packed(index) : rows[row][column + 1] }] }
      },
      marks: index => [{ x: x.from + index % across * wide, y: y.to + Math.floor(index / across) * tall, width: wide, height: tall }],
      find: (left, top) => left < x.from || left > x.to || top < y.to || top > y.from ? undefined : {
        index: within(0, Math.floor((top - y.to) / tall), down - 1) * across + within(0, Math.floor((left - x.from) / wide), across - 1),
      },
      move: (index, right, up) => {
        const [row, column] = [Math.floor(index / across) - up, index % across + right]
        return row < 0 || row >= down || column < 0 || column >= across ? index : row * across + column
      },
    }
  }

  // Points in the order of their series, and below them places of a fine grid, where only the region can be read.
  const side = 101
  const points = ({ kind, data, figure, plot, boxes: [{ x, y }], rows, lines, keyName, shapesOf }) => {
    const [xLabel, yLabel] = list(data.labels)
    const context = document.createElement('canvas').getContext('2d')
    const regions = [...figure.querySelectorAll(':is(.contours, .regions) path[d]')].map(path => ({
      shape: new Path2D(path.getAttribute('d')), name: path.querySelector('title').textContent,
    }))
    const regionAt = (left, top) => {
      const [right, down] = [(left - x.from) / (x.to - x.from), (top - y.to) / (y.from - y.to)].map(part => part * 2000)
      const name = regions.findLast(({ shape }) => context.isPointInPath(shape, right, down, 'evenodd'))?.name
      const isLowest = !name && regions.length && kind == 'paths' && !data.gaps
      return isLowest ? `< ${regions[0].name.split(' … ')[0].replace('≥ ', '')}` : name
    }
    const stops = [...plot.querySelectorAll('.series')].flatMap(series => {
      const key = plot.querySelector(`.key-${series.getAttribute('class').match(/series-(\d+)/)[1]}`)
      const name = key ? keyName(key) : ''
      const shapes = shapesOf(series)
      const line = kind == 'paths' && shapes.querySelector(':scope > path')
      const drawn = [...shapes.querySelectorAll('path')].flatMap(path => lines(path.getAttribute('d')).map(([place]) => place))
      const round = [...shapes.querySelectorAll('circle')].map(({ cx, cy }) => [cx.baseVal.value, cy.baseVal.value])
      const places = line ? lines(line.getAttribute('d')).flat() : [...drawn, ...round].sort((a, b) => a[0] - b[0])
      return places.map(([left, top], step) => ({ left, top, name, step: series.dataset.steps && kind == 'paths' ? step : undefined }))
    })
    const first = stops.length ? 0 : Math.floor(side * side / 2)
    const placeOf = index => {
      if (stops[index]) return stops[index]
      const [row, column] = [Math.floor((index - stops.length) / side), (index - stops.length) % side]
      return { left: x.from + column / (side - 1) * (x.to - x.from), top: y.from + row / (side - 1) * (y.to - y.from) }
    }
    return {
      count: stops.length + side * side, first, last: stops.length || side * side,
      read: index => {
        const { left, top, name, step } = placeOf(index)
        const row = step == undefined ? undefined : rows.find(row => row[0] == name && row[1] == step)
        const place = row ? [called(xLabel, row[2]), called(yLabel, row[3])]
          : [[xLabel, x.write(left)], [yLabel, y.write(top)]].map(([label, value]) => `${label} ≈ ${value}`.trim())
        const region = regionAt(left, top)
        const values = [
          (name || step != undefined) && { name, value: step == undefined ? '' : `#${step}` },
          region && { name: name && kind == 'points' ? `→ ${region}` : region, value: '' },
        ]
        return { place: place.join(', '), values: values.filter(Boolean) }
      },
      marks: index => {
        const { left, top } = placeOf(index)
        return [{ x: left - 7, y: top - 7, width: 14, height: 14, isRound: true }]
      },
      find: (left, top) => {
        if (left < x.from || left > x.to || top < y.to || top > y.from) return undefined
        const far = ({ left: x, top: y }) => Math.hypot(x - left, y - top)
        const near = stops.reduce((best, stop, index) => far(stop) < far(stops[best]) ? index : best, 0)
        if (stops.length && far(stops[near]) < 14) return { index: near }
        const [column, row] = [(left - x.from) / (x.to - x.from), (top - y.from) / (y.to - y.from)].map(part => Math.round(part * (side - 1)))
        return { index: stops.length + row * side + column }
      },
      move: (index, right, up) => {
        // From a place of the grid, keys go back to the points.
        if (stops.length) return index < stops.length ? within(0, index + right + up, stops.length - 1) : 0
        const [row, column] = [Math.floor(index / side) + 5 * up, index % side + 5 * right]
        return within(0, row, side - 1) * side + within(0, column, side - 1)
      },
    }
  }

  return { cells, points, paths: points }
})()
