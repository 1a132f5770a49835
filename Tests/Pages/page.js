// What is measured inside a page, by a script that is there before the page. Each function gives a list of
// `[what, where]`; lengths are CSS pixels.
globalThis.pageChecks = (() => {
  const most = 3
  // On phones, drawings are smaller than their units.
  const smallestText = () => innerWidth >= 1280 ? 12 : 10

  /** The first few of many alike, and how many there are. */
  function few(problems) {
    const left = problems.length - most
    return left > 0 ? [...problems.slice(0, most), [problems[most][0], `… and ${left} more places`]] : problems
  }

  function name(element) {
    if (element.id) return `#${element.id}`
    const parent = element.parentElement?.closest('[id]')
    const own = element.tagName.toLowerCase() + [...element.classList].map(word => `.${word}`).join('')
    return parent ? `#${parent.id} ${own}` : own
  }

  function round(number) { return Math.round(number * 10) / 10 }

  // Boxes

  function overlap(a, b, allowed = 0.5) {
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > allowed
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > allowed
  }

  function isInside(inner, outer, allowed = 0.5) {
    return inner.left >= outer.left - allowed && inner.right <= outer.right + allowed
      && inner.top >= outer.top - allowed && inner.bottom <= outer.bottom + allowed
  }

  const pen = document.createElement('canvas').getContext('2d')

  /** Where the ink of a text is: the box that the browser gives is as high as the highest letters of the font. */
  function inkBox(text) {
    const style = getComputedStyle(text)
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    const ink = pen.measureText(text.textContent)
    const [advance, matrix] = [text.getBBox(), text.getScreenCTM()]
    const baseline = Number(text.getAttribute('y'))
    const corner = (x, y) => new DOMPoint(x, y).matrixTransform(matrix)
    const first = corner(advance.x, baseline - ink.actualBoundingBoxAscent)
    const last = corner(advance.x + advance.width, baseline + ink.actualBoundingBoxDescent)
    // Text may be turned.
    return {
      left: Math.min(first.x, last.x), top: Math.min(first.y, last.y), right: Math.max(first.x, last.x),
      bottom: Math.max(first.y, last.y),
    }
  }

  // Colours

  function rgba(css) {
    const parts = css.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0]
    return [parts[0], parts[1], parts[2], parts[3] ?? 1]
  }

  function over(colour, opacity, ground) {
    const share = colour[3] * opacity
    return [0, 1, 2].map(part => colour[part] * share + ground[part] * (1 - share)).concat(1)
  }

  function luminance(colour) {
    const [r, g, b] = colour.map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  /** After WCAG 2: from 1 to 21. */
  function contrast(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
    return (high + 0.05) / (low + 0.05)
  }

  function paper(element) {
    if (!element) return [255, 255, 255, 1]
    const colour = rgba(getComputedStyle(element).backgroundColor)
    return colour[3] === 1 ? colour : over(colour, 1, paper(element.parentElement))
  }

  function opacity(element, end) {
    let product = 1
    for (let part = element; part && part !== end; part = part.parentElement) {
      product *= Number(getComputedStyle(part).opacity)
    }
    return product
  }

  // Charts

  /** The drawings that are shown: a page has each in several sizes. */
  function charts() {
    return [...document.querySelectorAll('svg.plot')].filter(chart => chart.getClientRects().length > 0)
  }

  function texts(chart) {
    return [...chart.querySelectorAll('text')].map(element => ({ element, box: inkBox(element) }))
  }

  function shapes(chart, groups) {
    const kinds = ['path', 'rect', 'circle', 'line', 'polyline', 'polygon', 'image', 'use']
    return [...chart.querySelectorAll(groups.flatMap(group => kinds.map(kind => `${group} ${kind}`)).join())]
  }

  /** Text that covers text, leaves the drawing, lies on marks, or is too small to read. */
  function chartText() {
    return charts().flatMap(chart => {
      const [all, problems, edge] = [texts(chart), [], chart.getBoundingClientRect()]
      const scale = ({ a, b }) => Math.hypot(a, b)
      const sizes = all.map(({ element }) => parseFloat(getComputedStyle(element).fontSize) * scale(element.getScreenCTM()))
      const marks = shapes(chart, ['.legend', '.series', '.cells', '.scale', '.images'])
        .map(mark => ({ mark, box: mark.getBoundingClientRect() }))
      const report = (what, where) => problems.push([what, `${name(chart)}: ${where}`])
      all.forEach(({ element, box }, index) => {
        const words = `'${element.textContent}'`
        for (const other of all.slice(0, index)) {
          if (overlap(box, other.box)) report('text covers text', `'${other.element.textContent}' and ${words}`)
        }
        if (!isInside(box, edge)) report('text is clipped', words)
        // Numbers are meant to stand on or beside what they belong to.
        const covered = element.closest('.values') ? undefined : marks.find(({ box: mark }) => overlap(box, mark))
        if (covered) report('text covers marks', `${words} and ${name(covered.mark)}`)
      })
      const smallest = all[sizes.indexOf(Math.min(...sizes))]
      if (Math.min(...sizes) < smallestText() - 0.05) {
        report('text is too small', `'${smallest.element.textContent}' has ${round(Math.min(...sizes))} pixels`)
      }
      return few(problems)
    })
  }

  /** Charts that must be scrolled to be seen. */
  function chartWidth() {
    return charts().filter(chart => {
      const place = chart.closest('figure') ?? document.body
      return place.scrollWidth > place.clientWidth
    }).map(chart => ['chart is wider than its place', name(chart)])
  }

  /** Text of charts that is hard to read on what is below it, and marks that are hard to see. */
  function chartContrast() {
    return charts().flatMap(chart => {
      const [ground, problems] = [paper(chart.parentElement), []]
      // Cells of one colour are one shape, of which no box tells what is below a text; `PlotColourTests` is about them.
      const check = (element, colour, below, least) => {
        const found = contrast(over(colour, opacity(element, chart), below), below)
        if (found >= least) return
        const words = element.textContent || name(element)
        problems.push(['contrast is low', `${name(chart)}: '${words}' has ${round(found)}:1, not ${least}:1`])
      }
      for (const { element } of texts(chart)) check(element, rgba(getComputedStyle(element).fill), ground, 4.5)
      for (const series of chart.querySelectorAll('.series')) {
        check(series, rgba(getComputedStyle(series).color), ground, 3)
      }
      return few(problems)
    })
  }

  // Code and prose

  /** Buttons that lie on code. */
  function coveredCode() {
    return few([...document.querySelectorAll('pre.code')].filter(code => {
      const buttons = [...code.parentElement.querySelectorAll('button')].map(button => button.getBoundingClientRect())
      const range = document.createRange()
      range.selectNodeContents(code)
      const lines = [...range.getClientRects()]
      return buttons.some(button => button.width > 0 && lines.some(line => overlap(button, line)))
    }).map(code => ['button covers code', name(code)]))
  }

  /** Prose of more letters in a line than can be read with ease. */
  function lineLength() {
    const mostLetters = 76
    const counts = [...document.querySelectorAll('main p')].map(paragraph => {
      const { lineHeight, fontSize } = getComputedStyle(paragraph)
      const height = parseFloat(lineHeight) || parseFloat(fontSize) * 1.2
      const lines = Math.round(paragraph.clientHeight / height)
      return { paragraph, letters: lines < 4 ? 0 : paragraph.innerText.length / lines }
    })
    return few(counts.filter(({ letters }) => letters > mostLetters)
      .map(({ paragraph, letters }) => ['lines are long', `${name(paragraph)}: ${round(letters)} letters`]))
  }

  // The page

  /** What makes the page scroll sideways; not what scrolls inside something else. */
  function sidewaysScroll() {
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return []
    const clips = element => element.parentElement
      && (getComputedStyle(element.parentElement).overflowX !== 'visible' || clips(element.parentElement))
    const widest = [...document.body.querySelectorAll('*')].find(element => {
      const box = element.getBoundingClientRect()
      return (box.right > root.clientWidth + 0.5 || box.left < -0.5) && !clips(element)
    })
    return [['scrolls sideways', `${root.scrollWidth} pixels, at ${widest ? name(widest) : 'no element'}`]]
  }

  // A table whose end has not arrived yet is laid out again with each row: that depends on the pieces in which a page
  // arrives, not on the page.
  let shift = 0
  const isRead = entry => {
    const parsed = performance.getEntriesByType('navigation')[0].domContentLoadedEventStart
    return parsed > 0 && entry.startTime >= parsed
  }
  new PerformanceObserver(list => list.getEntries().filter(isRead).forEach(entry => { shift += entry.value }))
    .observe({ type: 'layout-shift', buffered: true })

  /** How far content moved once the page had been read, as browsers count it. */
  function layoutShift() { return shift > 0 ? [['content moves while loading', `by ${shift.toFixed(4)}`]] : [] }

  /** What the page refers to, and what can be referred to in it. */
  function references() {
    const find = (selector, property) => [...document.querySelectorAll(selector)].map(node => node[property])
    return {
      links: [...new Set([...find('a[href], link[href]', 'href'), ...find('img[src], script[src]', 'src')])],
      ids: find('[id]', 'id'),
    }
  }

  function openDetails() { document.querySelectorAll('details').forEach(details => { details.open = true }) }

  return {
    chartText, chartWidth, chartContrast, coveredCode, lineLength, sidewaysScroll, layoutShift, references, openDetails,
  }
})()
