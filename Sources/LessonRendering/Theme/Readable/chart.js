// Values of charts: at the pointer, at a finger, or by arrow keys. They are taken from the table below a chart, or from its
// drawing if the table leaves them out. A name of a legend shows its series alone when it is chosen.
{
  const create = (name, parent, attributes = {}) => {
    const element = document.createElement(name)
    for (const key in attributes) element.setAttribute(key, attributes[key])
    parent.append(element)
    return element
  }
  const within = (low, value, high) => Math.min(Math.max(value, low), high)
  const nearest = (list, value) => list.reduce((best, item, index) => Math.abs(item - value) < Math.abs(list[best] - value) ? index : best, 0)
  const textOf = cell => cell.textContent.trim()
  const keyName = key => key.querySelector('title')?.textContent ?? [...key.querySelectorAll('text')].map(text => text.textContent).join(' ')

  // Numbers, of which `first:step:count` is a run.
  const numbers = (text = '') => text.split(' ').filter(Boolean).flatMap(part => {
    const [first, step, count = 1] = part.split(':').map(Number)
    return Array.from({ length: count }, (_, index) => first + index * (step ?? 0))
  })

  // A number with the digits that tell it from one that differs by the step.
  const write = (value, step) => {
    const size = Math.abs(value)
    if (!(size > step / 2)) return '0'
    const digits = within(1, Math.floor(Math.log10(size)) - Math.ceil(Math.log10(step)) + 1, 12)
    const text = value.toLocaleString(`${document.documentElement.lang || 'en'}-u-nu-latn`, {
      maximumSignificantDigits: digits, useGrouping: 'min2', notation: size >= 1e6 || size < 1e-4 ? 'scientific' : 'standard',
    })
    return text.replace('-', '−').replace(/E(.*)/, (_, power) =>
      `\u202f×\u202f10${[...power].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit] ?? '⁻').join('')}`)
  }

  // An axis: where a value has its place in the drawing, and the value at a place.
  const axis = text => {
    const [from, to, low, high] = text.split(' ').map(Number)
    const [bend, back] = text.endsWith('log') ? [Math.log10, value => 10 ** value] : [Number, Number]
    const [least, range] = [bend(low), bend(high) - bend(low)]
    const value = place => back(least + (place - from) / (to - from) * range)
    return {
      from, to, high, value, at: value => from + (bend(value) - least) / range * (to - from),
      write: place => write(value(place), Math.abs(value(place + .1) - value(place - .1))),
    }
  }

  // The corners of the lines of a path, which tells each from the one before.
  const lines = data => data.split('M').slice(1).map(line => {
    const [steps, corners] = [line.match(/-?\d*\.?\d+/g).map(Number), []]
    let [x, y] = [0, 0]
    for (let index = 0; index + 1 < steps.length; index += 2) corners.push([x += steps[index], y += steps[index + 1]])
    return corners
  })

  // The shapes of a series, which frames of a slider can have in common.
  const shapesOf = series => {
    const use = series.querySelector(':scope > use')
    return use ? document.getElementById(use.getAttribute('href').slice(1)) : series.querySelector(':scope > [id]') ?? series
  }

  // The height of a drawn series at a place; none at gaps.
  const heightAt = (series, x) => {
    for (const path of series.querySelectorAll('path:not(.band)')) {
      for (const line of lines(path.getAttribute('d'))) {
        if (path.parentElement != series) line.length = 1
        const end = line.findIndex(corner => corner[0] >= x - .3)
        if (end < 0 || end == 0 && line[0][0] > x + .3) continue
        const [[x1, y1], [x2, y2]] = [line[Math.max(end - 1, 0)], line[end]]
        return x2 > x1 ? y1 + (y2 - y1) * within(0, (x - x1) / (x2 - x1), 1) : y2
      }
    }
  }

  // A series that is shown alone in a drawing; by clicks on its name.
  const addNames = (drawing, plot, title) => {
    const keys = [...plot.querySelectorAll('.key')]
    const state = { name: undefined }
    if (keys.length < 2) return state
    const group = create('div', drawing, { class: 'keys', role: 'group', 'aria-label': title })
    const indexOf = element => element.getAttribute('class').match(/(?:key|series)-(\d+)/)?.[1]
    const buttons = keys.map((key, index) => {
      const button = create('button', group, { 'aria-pressed': false, 'aria-label': keyName(key), tabindex: index ? -1 : 0 })
      button.addEventListener('click', () => {
        const isChosen = button.getAttribute('aria-pressed') == 'true'
        state.name = isChosen ? undefined : keyName(key)
        for (const other of buttons) other.setAttribute('aria-pressed', other == button && !isChosen)
        for (const part of plot.querySelectorAll('.series, .key')) {
          part.classList.toggle('other', !isChosen && indexOf(part) != indexOf(key))
        }
      })
      return button
    })
    group.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      const next = step && buttons[buttons.indexOf(document.activeElement) + step]
      if (!step) return
      event.preventDefault()
      if (!next) return
      for (const button of buttons) button.tabIndex = button == next ? 0 : -1
      next.focus()
    })
    const [width, height] = [plot.viewBox.baseVal.width, plot.viewBox.baseVal.height]
    // A drawing that the page does not show has no measures yet.
    const observer = new ResizeObserver(() => {
      if (!drawing.clientWidth) return
      keys.forEach((key, index) => {
        // The line from the end of a series to its name is no part of the name.
        const parts = [...key.children].filter(part => part.tagName != 'path').map(part => part.getBBox())
        const [x, y] = [Math.min(...parts.map(part => part.x)), Math.min(...parts.map(part => part.y))]
        const box = {
          x, y, width: Math.max(...parts.map(part => part.x + part.width)) - x,
          height: Math.max(...parts.map(part => part.y + part.height)) - y,
        }
        const [low, tall] = [box.y + box.height / 2, Math.max(box.height, 16)]
        Object.assign(buttons[index].style, {
          left: `${100 * (box.x - 3) / width}%`, width: `${100 * (box.width + 6) / width}%`,
          top: `${100 * (low - tall / 2) / height}%`, height: `${100 * tall / height}%`,
        })
      })
      observer.disconnect()
    })
    observer.observe(drawing)
    return state
  }

  // Values above places of the horizontal axis, in one box or in several.
  const columns = ({ kind, data, plot, boxes, heads, rows }) => {
    const isBelow = kind == 'lines'
    const places = numbers(data.places)
    const placeOfRow = data.rows ? numbers(data.rows) : rows.map((_, row) => row)
    const names = isBelow ? [...new Set(rows.map(row => row[0]))] : heads.slice(1)
    const series = [...plot.querySelectorAll('.series')]
    const drawn = (index, place) => {
      const box = boxes.find(box => index >= box.lines[0] && index < box.lines[1])
      const height = box && series.length == names.length ? heightAt(shapesOf(series[index]), box.x.at(place)) : undefined
      return height == undefined ? undefined : `≈\u202f${box.y.write(height)}`
    }
    const inside = (box, x, y) => x >= box.x.from - 12 && x <= box.x.to + 12 && y >= box.y.to - 6 && y <= box.y.from + 24
    return {
      count: places.length,
      read: index => {
        const own = rows.filter((_, row) => placeOfRow[row] == index)
        const name = heads[isBelow ? 1 : 0]
        const place = own[0]?.[isBelow ? 1 : 0] ?? write(places[index], Math.abs(places[index]) / 1e5)
        const values = names.map((name, index) => ({
          name, value: isBelow ? own.find(row => row[0] == name)?.[2] : own[0]?.[index + 1], index,
        }))
        if (data.thinned) for (const item of values) item.value ??= drawn(item.index, places[index])
        return { place: `${name} ${place}`, values: values.filter(item => item.value != undefined) }
      },
      marks: index => boxes.map(box => ({ x: box.x.at(places[index]), y: box.y.to, height: box.y.from - box.y.to })),
      find: (x, y) => {
        const box = boxes.findIndex(box => inside(box, x, y))
        return box < 0 ? undefined : { index: nearest(places.map(boxes[box].x.at), x), box }
      },
    }
  }

  // Values beside names.
  const bars = ({ data, boxes: [{ x, y }], heads, rows }) => {
    const places = numbers(data.places)
    const part = Math.abs(y.to - y.from) / y.high
    const top = index => y.to + places[index] * part
    return {
      count: places.length, isDown: true,
      read: index => ({ place: rows[index][0], values: heads.slice(1).map((name, column) => ({ name, value: rows[index][column + 1] })) }),
      marks: index => [{ x: x.from, y: top(index), width: x.to - x.from, height: part }],
      find: (_, height) => height < y.to || height > y.from ? undefined
        : { index: nearest(places.map((_, index) => top(index) + part / 2), height) },
    }
  }
  const kinds = { columns, lines: columns, rows: bars, ...(typeof markReaders == 'object' ? markReaders : {}) }

  const addReader = (drawing, plot, figure, title, chosen) => {
    const boxes = [...plot.querySelectorAll('.axes[data-x]')].map(({ dataset }) => ({
      x: axis(dataset.x), y: axis(dataset.y), lines: dataset.lines?.split(' ').map(Number) ?? [0, Infinity],
    }))
    const table = figure.querySelector('.numbers table')
    const reader = boxes.length && kinds[figure.dataset.read]?.({
      kind: figure.dataset.read, data: figure.dataset, figure, plot, boxes, write, lines, keyName, shapesOf,
      heads: table ? [...table.tHead.rows[0].cells].map(textOf) : [],
      rows: table?.tBodies[0] ? [...table.tBodies[0].rows].map(row => [...row.cells].map(textOf)) : [],
    })
    if (!reader?.count) return
    const [width, height] = [plot.viewBox.baseVal.width, plot.viewBox.baseVal.height]
    const told = ({ place, values }) => [place, values.map(({ name, value }) => [name, value].filter(Boolean).join(': ')).join('; ')].filter(Boolean).join(': ')
    const count = reader.last ?? reader.count
    let index = reader.first ?? 0
    const slider = create('div', drawing, {
      class: 'reader', role: 'slider', tabindex: 0, 'aria-label': title, 'aria-valuemin': 1, 'aria-valuemax': count,
      'aria-valuenow': index + 1, 'aria-valuetext': told(reader.read(index)),
    })
    const put = (element, { x, y, width: wide = 0, height: tall }) => Object.assign(element.style, {
      left: `${100 * x / width}%`, top: `${100 * y / height}%`, width: `${100 * wide / width}%`, height: `${100 * tall / height}%`,
    })
    const all = boxes.flatMap(box => [[box.x.from, box.y.to], [box.x.to, box.y.from]])
    const [left, top] = [0, 1].map(part => Math.min(...all.map(corner => corner[part])))
    const [right, bottom] = [0, 1].map(part => Math.max(...all.map(corner => corner[part])))
    put(slider, { x: left - 6, y: top, width: right - left + 12, height: bottom - top })
    const marks = reader.marks(index).map(({ width, isRound }) =>
      create('div', drawing, { class: width ? `hair spot ${isRound ? 'round' : ''}` : 'hair', hidden: '' }))
    const note = create('div', drawing, { class: 'reading', hidden: '', 'aria-hidden': true })

    // Panels put their title before the name of a series.
    const isNamed = (name, key) => name == key || name.endsWith(`, ${key}`)
    const colourOf = name => {
      const key = [...plot.querySelectorAll('.key')].find(key => isNamed(name, keyName(key)))
      const series = key && plot.querySelector(`.series-${key.getAttribute('class').match(/key-(\d+)/)[1]}`)
      return series ? getComputedStyle(series).color : ''
    }

    let isShown = false
    const hide = () => {
      isShown = false
      for (const part of [note, ...marks]) part.hidden = true
    }
    const show = (next, box) => {
      index = within(0, next, reader.count - 1)
      isShown = true
      const reading = reader.read(index)
      slider.setAttribute('aria-valuenow', Math.min(index + 1, count))
      slider.setAttribute('aria-valuetext', told(reading))
      const spots = reader.marks(index)
      spots.forEach((spot, number) => {
        marks[number].hidden = false
        put(marks[number], spot)
      })
      note.replaceChildren()
      if (reading.place) create('div', note, { class: 'place' }).textContent = reading.place
      for (const { name, value, index } of reading.values) {
        if (chosen.name && !isNamed(name, chosen.name)) continue
        // At the pointer, a panel shows its own values, which cover no other panel.
        if (box != undefined && !(index >= boxes[box].lines[0] && index < boxes[box].lines[1])) continue
        const line = create('div', note)
        // Without a colour, the line would look like a sign of the number.
        const colour = colourOf(name)
        if (colour) create('i', line).style.color = colour
        create('span', line).textContent = name
        create('b', line).textContent = value
      }
      note.hidden = false
      const { x, y, width: wide = 0, height: tall } = spots[box ?? 0]
      const scale = drawing.clientWidth / width
      const [start, end] = wide > 40 ? [x, x] : [x * scale, (x + wide) * scale]
      const beside = end + 12 + note.offsetWidth <= drawing.clientWidth ? end + 12 : start - 12 - note.offsetWidth
      note.style.left = `${within(0, beside, Math.max(0, drawing.clientWidth - note.offsetWidth))}px`
      const isLow = wide && y + tall / 2 > height / 2
      const level = !wide ? y * scale + 4 : isLow ? y * scale - note.offsetHeight - 8 : (y + tall) * scale + 8
      note.style.top = `${within(0, level, Math.max(0, drawing.clientHeight - note.offsetHeight))}px`
    }
    const follow = event => {
      const area = plot.getBoundingClientRect()
      const found = reader.find((event.clientX - area.left) * width / area.width, (event.clientY - area.top) * height / area.height)
      if (found) show(found.index, found.box)
      else if (document.activeElement != slider) hide()
    }
    drawing.addEventListener('pointermove', follow)
    drawing.addEventListener('pointerdown', follow)
    drawing.addEventListener('pointerleave', event => {
      if (event.pointerType == 'mouse' && document.activeElement != slider) hide()
    })
    document.addEventListener('pointerdown', event => { if (isShown && !drawing.contains(event.target)) hide() })
    slider.addEventListener('focus', () => show(index))
    slider.addEventListener('blur', hide)
    const onward = (index, across, up) => index + across + (reader.isDown ? -up : up)
    slider.addEventListener('keydown', event => {
      const far = Math.max(5, Math.round(count / 10))
      const [across, up] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key] ?? []
      const next = across == undefined
        ? { PageDown: index - far, PageUp: Math.min(index + far, count - 1), Home: 0, End: count - 1 }[event.key]
        : (reader.move ?? onward)(index, across, up)
      if (event.key == 'Escape') hide()
      if (next == undefined) return
      event.preventDefault()
      show(next)
    })
  }

  for (const drawing of document.querySelectorAll('figure.chart > .drawing')) {
    const plot = drawing.querySelector('.plot')
    const title = drawing.parentElement.querySelector('.plot > title').textContent
    addReader(drawing, plot, drawing.parentElement, title, addNames(drawing, plot, title))
  }
}
