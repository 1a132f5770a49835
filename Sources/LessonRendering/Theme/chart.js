// Values of charts: at the pointer, at a finger, or by arrow keys. They are taken from the table below a chart, whose
// rows the drawing places on its horizontal axis. A name of a legend shows its series alone when it is chosen.
{
  const create = (name, parent, attributes = {}) => {
    const element = document.createElement(name)
    for (const key in attributes) element.setAttribute(key, attributes[key])
    parent.append(element)
    return element
  }
  const within = (low, value, high) => Math.min(Math.max(value, low), high)
  const nearest = (list, value) => list.reduce((best, item) => Math.abs(item - value) < Math.abs(best - value) ? item : best)

  /** What a table says at a place: rows are places, or each row has its series and its place. */
  const readings = (table, stops) => {
    const heads = [...table.tHead.rows[0].cells].map(cell => cell.textContent)
    const rows = [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent.trim()))
    if (heads[0]) {
      return place => {
        const row = rows[stops.indexOf(place)]
        return { place: `${heads[0]} ${row[0]}`, values: heads.slice(1).map((name, index) => ({ name, value: row[index + 1] })) }
      }
    }
    return place => {
      // Only series that have a point there: what others have elsewhere is not at the line.
      const here = rows.filter((row, index) => stops[index] == place)
      return { place: `${heads[1]} ${here[0][1]}`, values: here.map(row => ({ name: row[0], value: row[2] })) }
    }
  }

  /** A series that is shown alone in a drawing; by clicks on its name. */
  const addNames = (drawing, plot, title) => {
    const keys = [...plot.querySelectorAll('.key')]
    const state = { name: undefined }
    if (keys.length < 2) return state
    const group = create('div', drawing, { class: 'keys', role: 'group', 'aria-label': title })
    const indexOf = element => element.getAttribute('class').match(/(?:key|series)-(\d+)/)?.[1]
    const nameOf = key => key.querySelector('title')?.textContent ?? [...key.querySelectorAll('text')].map(text => text.textContent).join(' ')
    const buttons = keys.map((key, index) => {
      const button = create('button', group, { 'aria-pressed': false, 'aria-label': nameOf(key), tabindex: index ? -1 : 0 })
      button.addEventListener('click', () => {
        const isChosen = button.getAttribute('aria-pressed') == 'true'
        state.name = isChosen ? undefined : nameOf(key)
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

  const addReader = (drawing, plot, table, title, chosen) => {
    const boxes = [...plot.querySelectorAll('.axes[data-stops]')].map(axes => ({
      stops: axes.dataset.stops.split(' ').map(Number), ends: axes.dataset.ends.split(' ').map(Number),
      lines: axes.dataset.lines?.split(' ').map(Number) ?? [0],
    }))
    if (!boxes.length) return
    const [width, height] = [plot.viewBox.baseVal.width, plot.viewBox.baseVal.height]
    const first = boxes[0].stops
    const places = [...new Set(first)].filter(place => !isNaN(place)).sort((a, b) => a - b)
    if (!places.length) return
    const read = readings(table, first)
    const sides = boxes.map(box => [places[0], places.at(-1)].map(place => box.stops[first.indexOf(place)]))
    const [left, right] = [Math.min(...sides.map(side => side[0])), Math.max(...sides.map(side => side[1]))]
    const [top, bottom] = [Math.min(...boxes.map(box => box.ends[0])), Math.max(...boxes.map(box => box.ends[1]))]

    const slider = create('div', drawing, {
      class: 'reader', role: 'slider', tabindex: 0, 'aria-label': title, 'aria-valuemin': 1, 'aria-valuemax': places.length,
      'aria-valuenow': 1, 'aria-valuetext': told(read(places[0])),
    })
    const put = (element, x, y, wide, tall) => Object.assign(element.style, {
      left: `${100 * x / width}%`, top: `${100 * y / height}%`, width: wide == undefined ? '' : `${100 * wide / width}%`,
      height: tall == undefined ? '' : `${100 * tall / height}%`,
    })
    put(slider, left - 6, top, right - left + 12, bottom - top)
    const hairs = boxes.map(() => create('div', drawing, { class: 'hair', hidden: '' }))
    const note = create('div', drawing, { class: 'reading', hidden: '', 'aria-hidden': true })

    function told({ place, values }) {
      const parts = values.map(({ name, value }) => `${name} ${value}`).join(', ')
      return place ? `${place}: ${parts}` : parts
    }
    const colourOf = name => {
      const key = [...plot.querySelectorAll('.key')].find(key => isNamed(name, key.querySelector('title')?.textContent
        ?? [...key.querySelectorAll('text')].map(text => text.textContent).join(' ')))
      const index = key?.getAttribute('class').match(/key-(\d+)/)[1]
      const series = index && plot.querySelector(`.series-${index}`)
      return series ? getComputedStyle(series).color : ''
    }
    // Panels put their title before the name of a series.
    function isNamed(name, key) { return name == key || name.endsWith(`, ${key}`) }

    let index = 0
    let isShown = false
    const hide = () => {
      isShown = false
      for (const part of [note, ...hairs]) part.hidden = true
    }
    const show = (next, box) => {
      index = within(0, next, places.length - 1)
      isShown = true
      const reading = read(places[index])
      slider.setAttribute('aria-valuenow', index + 1)
      slider.setAttribute('aria-valuetext', told(reading))
      const row = first.indexOf(places[index])
      boxes.forEach((box, number) => {
        hairs[number].hidden = false
        put(hairs[number], box.stops[row], box.ends[0], undefined, box.ends[1] - box.ends[0])
      })
      note.replaceChildren()
      if (reading.place) create('div', note, { class: 'place' }).textContent = reading.place
      // At the pointer, a panel shows its own values, which cover no other panel.
      for (const { name, value } of box ? reading.values.slice(...box.lines) : reading.values) {
        if (chosen.name && !isNamed(name, chosen.name)) continue
        const line = create('div', note)
        const mark = create('i', line)
        mark.style.color = colourOf(name)
        create('span', line).textContent = name
        create('b', line).textContent = value
      }
      note.hidden = false
      const place = box ?? boxes[0]
      const x = place.stops[row] / width * drawing.clientWidth
      const room = drawing.clientWidth - note.offsetWidth
      const beside = x + 12 + note.offsetWidth <= drawing.clientWidth ? x + 12 : x - 12 - note.offsetWidth
      note.style.left = `${within(0, beside, Math.max(0, room))}px`
      note.style.top = `${100 * (place.ends[0] + 4) / height}%`
    }
    const follow = event => {
      const area = plot.getBoundingClientRect()
      const [x, y] = [(event.clientX - area.left) * width / area.width, (event.clientY - area.top) * height / area.height]
      const box = boxes.find((box, number) => x >= sides[number][0] - 12 && x <= sides[number][1] + 12
        && y >= box.ends[0] - 6 && y <= box.ends[1] + 24)
      if (!box) return document.activeElement == slider || hide()
      const stop = nearest(box.stops.filter(stop => !isNaN(stop)), x)
      show(places.indexOf(first[box.stops.indexOf(stop)]), box)
    }
    drawing.addEventListener('pointermove', follow)
    drawing.addEventListener('pointerdown', follow)
    drawing.addEventListener('pointerleave', event => {
      if (event.pointerType == 'mouse' && document.activeElement != slider) hide()
    })
    document.addEventListener('pointerdown', event => { if (isShown && !drawing.contains(event.target)) hide() })
    slider.addEventListener('focus', () => show(index))
    slider.addEventListener('blur', hide)
    slider.addEventListener('keydown', event => {
      const last = places.length - 1
      const next = {
        ArrowLeft: index - 1, ArrowDown: index - 1, ArrowRight: index + 1, ArrowUp: index + 1,
        PageDown: index - 5, PageUp: index + 5, Home: 0, End: last,
      }[event.key]
      if (event.key == 'Escape') hide()
      if (next == undefined) return
      event.preventDefault()
      show(next)
    })
  }

  for (const drawing of document.querySelectorAll('figure.chart > .drawing')) {
    const plot = drawing.querySelector('.plot')
    const table = drawing.parentElement.querySelector('.numbers table')
    const title = drawing.parentElement.querySelector('.plot > title').textContent
    const chosen = addNames(drawing, plot, title)
    if (table) addReader(drawing, plot, table, title, chosen)
  }
}
