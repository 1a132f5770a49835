// Finds lessons and their sections by words. The index is loaded when a reader first searches.
{
  const dialog = document.getElementById('page.search')
  const opener = document.querySelector('header.bar .find')

  // Words as `SearchWords` cuts them.
  const strokes = { ł: 'l', ø: 'o', đ: 'd', ı: 'i' }
  const ofPairs = /[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]+/gu
  const pairs = run => {
    const letters = [...run]
    return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => letters[index] + letter)
  }
  const wordsOf = text => {
    const folded = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/[łøđı]/g, letter => strokes[letter])
    const spaced = folded.replace(ofPairs, run => ` ${pairs(run).join(' ')} `)
    return spaced.split(/[^\p{L}\p{N}_]+/u).filter(Boolean)
  }

  // Sections with their words; each word has a space before it.
  let sections = []
  const prepared = ({ page, text }) => {
    const title = ' ' + wordsOf(text.title).join(' ')
    return text.sections.map((section, index) => ({
      opensLesson: index == 0,
      address: dialog.dataset.base + page.split('/').map(encodeURIComponent).join('/') + '.html'
        + (section.anchor && '#' + encodeURIComponent(section.anchor)),
      lesson: text.title, name: section.title,
      fields: [[8, title], [5, ' ' + wordsOf(section.title).join(' ')], [2, ' ' + section.names], [1, ' ' + section.words]],
    }))
  }

  let loading
  const load = index => new Promise((done, fail) => {
    const script = document.createElement('script')
    script.src = `${dialog.dataset.base}search-${index}.js`
    script.onload = done
    script.onerror = fail
    document.head.append(script)
  })
  const loadAll = async () => {
    let parts = 1
    globalThis.lessonSearch = part => {
      parts = part.parts
      sections.push(...part.lessons.flatMap(prepared))
    }
    await load(0)
    await Promise.all(Array.from({ length: parts - 1 }, (_, index) => load(index + 1)))
  }

  // Words may be inflected: without its end, a word may be found.
  const stem = word => word.length > 5 ? word.slice(0, -2) : word
  /** How well a word is found in a text: best as a whole, then as a beginning, then without its end. */
  const match = (text, word) => {
    if (text.includes(' ' + word)) return (text + ' ').includes(` ${word} `) ? 1.5 : 1
    return text.includes(' ' + stem(word)) ? 0.6 : 0
  }
  // Titles count most. The title of a lesson alone finds the lesson's first section.
  const scored = (section, words) => {
    let [sum, count, isOwn] = [0, 0, section.opensLesson]
    for (const word of words) {
      const values = section.fields.map(([weight, text]) => weight * match(text, word))
      const best = Math.max(...values)
      sum += best
      count += best ? 1 : 0
      isOwn ||= values.slice(1).some(Boolean)
    }
    return { section, sum: isOwn ? sum : 0, count }
  }
  // Sections with all words; if there are few, those with half of them follow.
  const few = 5
  const found = words => {
    const all = sections.map(section => scored(section, words)).filter(entry => entry.sum)
      .sort((a, b) => b.count - a.count || b.sum - a.sum)
    const whole = all.filter(entry => entry.count == words.length)
    const entries = whole.length < few ? all.filter(entry => entry.count >= words.length / 2) : whole
    return entries.map(entry => entry.section)
  }

  const most = 30
  const item = section => {
    const link = document.createElement('a')
    link.href = section.address
    link.append(section.name || section.lesson)
    if (section.name && section.name != section.lesson) {
      const lesson = document.createElement('small')
      lesson.append(section.lesson)
      link.append(lesson)
    }
    const entry = document.createElement('li')
    entry.append(link)
    return entry
  }

  if (dialog && opener) {
    const field = dialog.querySelector('input')
    const list = dialog.querySelector('ol')
    const status = dialog.querySelector('[role=status]')
    const show = () => {
      const words = wordsOf(field.value)
      const results = words.length ? found(words) : []
      list.replaceChildren(...results.slice(0, most).map(item))
      status.textContent = words.length && !results.length ? status.dataset.none : ''
    }
    const open = async () => {
      dialog.showModal()
      field.select()
      loading ??= loadAll()
      try { await loading } catch { loading = undefined }
      show()
    }
    opener.addEventListener('click', open)
    field.addEventListener('input', show)
    dialog.addEventListener('click', event => {
      // The dialog has no padding: a click on itself is one beside it.
      if (event.target == dialog || event.target.closest('a')) dialog.close()
    })
    dialog.addEventListener('keydown', event => {
      const links = [...list.querySelectorAll('a')]
      const at = links.indexOf(document.activeElement)
      if (event.key == 'Enter' && event.target == field) links[0]?.click()
      // Otherwise the first Escape only empties the field.
      if (event.key == 'Escape') dialog.close()
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!step) return
      event.preventDefault()
      const next = at + step
      if (next < 0) field.focus()
      else links[next]?.focus()
    })
  }
}
