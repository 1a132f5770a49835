// Finds lessons and their sections by words. The first part of a language's index brings it along; `search.js` loads both.
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

  // Sections with their words.
  const sections = []
  const prepared = ({ page, text }) => {
    const title = wordsOf(text.title).join(' ')
    return text.sections.map((section, index) => ({
      page, anchor: section.anchor, opensLesson: index == 0,
      address: addressOf(page) + '.html' + (section.anchor && '#' + encodeURIComponent(section.anchor)),
      lesson: text.title, name: section.title,
      fields: [[index ? 2 : 8, title], [5, wordsOf(section.title).join(' ')], [2, section.names], [1, section.words]],
    }))
  }

  const addressOf = path => dialog.dataset.base + path.split('/').map(encodeURIComponent).join('/')
  const load = path => new Promise((done, fail) => {
    const script = document.createElement('script')
    script.src = addressOf(path)
    script.onload = done
    script.onerror = fail
    document.head.append(script)
  })
  // The parts of the index that are not loaded yet; the first one tells how many there are.
  let waiting
  globalThis.lessonSearch = part => {
    waiting ??= new Set(Array.from({ length: part.parts - 1 }, (_, index) => `search-${index + 1}.js`))
    sections.push(...part.lessons.flatMap(prepared))
  }
  const loadRest = () => Promise.all([...waiting].map(path => load(path).then(() => waiting.delete(path))))

  // The text of pages, by anchor, loaded for the results that are shown.
  const passages = new Map()
  globalThis.lessonPassages = (page, texts) => passages.set(page, new Map(texts.map(({ anchor, text }) => [anchor, text])))
  const loads = new Map()
  const passagesOf = page => {
    if (!loads.has(page)) loads.set(page, load(page + '/page.passages.js').catch(() => {}))
    return loads.get(page)
  }

  // Words may be inflected: without its end, a word may be found.
  const stem = word => word.length > 5 ? word.slice(0, -2) : word
  // How well a word is found among words: best as a whole, else as a beginning.
  const value = (text, word) => {
    let found = 0
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at && text[at - 1] != ' ') continue
      if ((text[at + word.length] ?? ' ') == ' ') return 1.5
      found = 1
    }
    return found
  }
  const match = (text, word) => {
    const begun = stem(word)
    // Most texts do not have it at all, which is quickly found out.
    return text.includes(begun) ? value(text, word) || (value(text, begun) && 0.6) : 0
  }

  // Words with a mistake: what begins with a word that differs by one letter, wrong, missing, doubled or swapped.
  const isNear = (one, other) => {
    let same = 0
    while (same < one.length && one[same] == other[same]) same++
    const [a, b] = [one.slice(same), other.slice(same)]
    return a.slice(1) == b.slice(1) || a == b.slice(1) || a.slice(1) == b
      || (a[0] == b[1] && a[1] == b[0] && a.slice(2) == b.slice(2))
  }
  const shortest = 5
  let vocabulary = new Set()
  let known = 0
  const allWords = () => {
    if (known != sections.length) {
      vocabulary = new Set()
      for (const section of sections) for (const [, text] of section.fields) for (const word of text.split(' ')) vocabulary.add(word)
      known = sections.length
    }
    return vocabulary
  }
  const mostNear = 6
  const nearTo = word => {
    const [whole, begun] = [[], []]
    for (const other of word.length < shortest ? [] : allWords()) {
      const longer = other.length - word.length
      if (longer < -1) continue
      if (longer < 2 && isNear(word, other)) whole.push(other)
      else if ([-1, 0, 1].some(step => isNear(word, other.slice(0, word.length + step)))) begun.push(other)
    }
    return (whole.length ? whole : begun).slice(0, mostNear)
  }
  const isKnown = word => sections.some(section => section.fields.some(([, text]) => match(text, word)))
  // The forms in which each word of a query is looked for.
  const formsOf = query => wordsOf(query).map(word => {
    const near = isKnown(word) ? [] : nearTo(word)
    return near.length ? near : [word]
  })

  // How well each field of a section has each term. Titles count most.
  const valued = (section, terms) => {
    const values = terms.map(forms =>
      section.fields.map(([weight, text]) => weight * Math.max(...forms.map(word => match(text, word)))))
    return { section, values, best: values.map(fields => Math.max(...fields)) }
  }
  // A term counts the more, the fewer sections have it: “how” says little, “glossary” much.
  const rarity = (entries, index) => {
    const count = entries.filter(entry => entry.best[index]).length
    return count && Math.log(1 + entries.length / count) ** 2
  }
  // The title of a lesson alone finds the lesson's first section.
  const isOwn = ({ section, values }) => section.opensLesson || values.some(fields => fields.slice(1).some(Boolean))
  // Sections with all words; if there are few, those with half of what the best one has follow.
  const few = 5
  const found = terms => {
    const entries = sections.map(section => valued(section, terms))
    const weights = terms.map((_, index) => rarity(entries, index))
    const total = values => values.reduce((sum, value, index) => sum + value * weights[index], 0)
    const all = entries.filter(entry => entry.best.some(Boolean) && isOwn(entry))
      .map(({ section, best }) => ({ section, sum: total(best), share: total(best.map(value => value ? 1 : 0)) }))
    const whole = total(terms.map(() => 0.999))
    const half = Math.max(...all.map(entry => entry.share)) / 2.001
    const complete = all.filter(entry => entry.share >= whole)
    const shown = complete.length < few ? all.filter(entry => entry.share >= half) : complete
    shown.sort((a, b) => (b.share >= whole) - (a.share >= whole) || b.sum - a.sum)
    // What most sections have, such as “the”, tells no section from another.
    const telling = terms.filter((_, index) => entries.filter(entry => entry.best[index]).length < entries.length / 2)
    return { shown: shown.map(entry => entry.section), telling: telling.length ? telling : terms }
  }

  // The sentence of a section that has most of the words, else its first one.
  const isMeant = (word, forms) => forms.some(form => word == form || (form.length > 3 && word.startsWith(stem(form))))
  const sentencesOf = text => {
    const splitter = new Intl.Segmenter(document.documentElement.lang || undefined, { granularity: 'sentence' })
    return text.split('\n').flatMap(line => [...splitter.segment(line)].map(({ segment }) => segment.trim()))
  }
  const sentence = (text, terms) => {
    const all = sentencesOf(text)
    let [best, most] = [all[0] ?? '', 0]
    for (const one of all) {
      const words = wordsOf(one)
      const count = terms.filter(forms => words.some(word => isMeant(word, forms))).length
      if (count > most) [best, most] = [one, count]
    }
    return best
  }
  // A text in parts, every other of which is found.
  const marked = (text, terms) => {
    const isFound = word => terms.some(forms => isMeant(word, forms))
    const parts = ['']
    const add = (letters, isMark) => {
      if (isMark == (parts.length % 2 == 0)) parts[parts.length - 1] += letters
      else parts.push(letters)
    }
    for (const token of text.split(/([\p{L}\p{M}\p{N}_]+)/u)) {
      if (token.search(ofPairs) < 0) {
        add(token, wordsOf(token).some(isFound))
        continue
      }
      const letters = [...token]
      const pair = index => letters.slice(index, index + 2).map(letter => wordsOf(letter).join('')).join('')
      letters.forEach((letter, index) => add(letter, (index > 0 && isFound(pair(index - 1))) || isFound(pair(index))))
    }
    return parts
  }
  const longest = 220
  // The parts from a little before the first mark on, if the text is long.
  const shortened = parts => {
    if (parts.join('').length <= longest) return parts
    const before = parts[0].length > 80 ? '…' + parts[0].slice(-80).replace(/^\S*\s/, ' ') : parts[0]
    const result = [before]
    let room = longest - before.length
    for (const part of parts.slice(1)) {
      result.push(part.length > room ? part.slice(0, Math.max(0, room)) + '…' : part)
      room -= part.length
      if (room <= 0) break
    }
    return result
  }
  const passage = (section, terms) => {
    const text = passages.get(section.page)?.get(section.anchor)
    const line = document.createElement('span')
    line.className = 'passage'
    shortened(marked(text ? sentence(text, terms) : '', terms)).forEach((part, index) => {
      if (index % 2 == 0) return line.append(part)
      const mark = document.createElement('mark')
      mark.append(part)
      line.append(mark)
    })
    return line
  }

  const most = 30
  const item = (section, terms) => {
    const link = document.createElement('a')
    link.href = section.address
    link.append(section.name || section.lesson)
    if (section.name && section.name != section.lesson) {
      const lesson = document.createElement('small')
      lesson.append(section.lesson)
      link.append(lesson)
    }
    const addPassage = () => link.append(passage(section, terms))
    if (passages.has(section.page)) addPassage()
    else passagesOf(section.page).then(addPassage)
    const entry = document.createElement('li')
    entry.append(link)
    return entry
  }

  const field = dialog.querySelector('input')
  const list = dialog.querySelector('ol')
  const status = dialog.querySelector('[role=status]')
  const show = () => {
    const terms = formsOf(field.value)
    const { shown, telling } = terms.length ? found(terms) : { shown: [] }
    list.replaceChildren(...shown.slice(0, most).map(section => item(section, telling)))
    status.textContent = !waiting.size && terms.length && !shown.length ? status.dataset.none : ''
  }
  const complete = async () => {
    show()
    if (waiting.size) {
      await loadRest().catch(() => {})
      show()
    }
    // Before a mistyped word needs them.
    globalThis.requestIdleCallback?.(allWords)
  }
  // After the first part of the index, which follows.
  queueMicrotask(complete)
  opener.addEventListener('click', complete)
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
