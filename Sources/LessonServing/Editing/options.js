// The options of a block above its code: each with what it does, and those that take a value with a field.

import { create } from './tools.js'

// A word of a fence, with the blanks before it; blanks between quotes belong to a word.
const words = text => [...text.matchAll(/([ \t]*)([^ \t]*?="[^"]*"[^ \t]*|[^ \t]+)/g)]
  .map(([, blanks, word]) => ({ blanks, word, name: word.split('=')[0] }))

const unquoted = text => text.replace(/^"(.*)"$/, '$1')
let count = 0

// The row of an option: whether it is given, its value, and whether it can be given beside others.
const row = (option, given, isAbove, changed) => {
  const id = `edit-option-${count++}`
  const input = create('input', option.hasValue
    ? { type: 'text', value: unquoted(given?.word.slice(option.name.length + 1) ?? ''), spellcheck: option.isQuoted }
    : { type: 'checkbox', checked: Boolean(given) })
  input.disabled = isAbove
  input.setAttribute('aria-label', option.name)
  input.setAttribute('aria-describedby', `${id} ${id}-wrong`)
  const about = create('small', { id, textContent: option.explanation })
  const wrong = create('span', { id: `${id}-wrong`, className: 'edit-refused' })
  wrong.setAttribute('role', 'alert')
  input.addEventListener('input', () => {
    wrong.textContent = ''
    input.removeAttribute('aria-invalid')
    changed()
  })
  const isGiven = () => option.hasValue ? input.value != '' : input.checked
  const name = create('span', { className: 'edit-option-name' },
    ...option.hasValue ? [create('code', { textContent: option.name + '=' }), input] : [input, create('code', { textContent: option.name })])
  return {
    option, input, isGiven, element: create('label', { className: 'edit-option' }, name, about, wrong),
    word: () => !option.hasValue ? option.name : `${option.name}=` + (option.isQuoted ? `"${input.value}"` : input.value),
    allow: others => {
      const against = others.filter(name => option.contradictions.includes(name))
      input.disabled = isAbove || !isGiven() && against.length > 0
      about.textContent = isAbove ? 'Set in the comment above the block.'
        : input.disabled ? `Not with '${against.join("', '")}'.` : option.explanation
    },
    refuse: message => {
      wrong.textContent = message
      input.setAttribute('aria-invalid', 'true')
      input.focus()
      wrong.scrollIntoView({ block: 'center' })
    },
  }
}

// The options of a block, as the table of all options has them.
export const optionsOf = (block, table) => {
  let saved = block.words
  const [own, above] = [words(block.words), words(block.wordsAbove)]
  const chips = create('span', { className: 'edit-chips' })
  const rows = table.map(option => {
    const given = own.find(word => word.name == option.name)
    const isAbove = !given && above.some(word => word.name == option.name)
    return row(option, given ?? above.find(word => word.name == option.name), isAbove, () => update())
  }).map(it => ({ ...it, isAbove: it.input.disabled }))
  // Words that stay are where they were.
  const value = () => {
    const mine = rows.filter(it => it.isGiven() && !it.isAbove)
    const kept = words(saved).map(({ blanks, word, name }) => {
      const row = mine.find(it => it.option.name == name)
      return row && { blanks, word: row.word(), row }
    }).filter(Boolean)
    const added = mine.filter(it => !kept.some(({ row }) => row == it)).map(it => ({ blanks: ' ', word: it.word() }))
    return [...kept, ...added].map(({ blanks, word }, place) => (place ? blanks || ' ' : '') + word).join('')
  }
  const isChanged = () => value() != words(saved).map(({ blanks, word }) => blanks + word).join('')
  const update = () => {
    const given = rows.filter(it => it.isGiven())
    for (const it of rows) it.allow(given.map(({ option }) => option.name))
    const shown = given.map(it => create('code', { textContent: it.word() }))
    chips.replaceChildren(...shown.length ? shown : [create('small', { textContent: 'none' })])
  }
  update()
  const element = create('details', { className: 'edit-options' },
    create('summary', { textContent: 'Options ' }, chips), create('div', { className: 'edit-table' }, ...rows.map(it => it.element)))
  return {
    element, value, isChanged, accept: () => { saved = value() },
    refuse: (name, message) => {
      const found = rows.find(it => it.option.name == name)
      if (!found) return false
      element.open = true
      found.refuse(message)
      return true
    },
  }
}
