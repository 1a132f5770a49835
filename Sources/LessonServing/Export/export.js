// A menu on a served page of a lesson, by which the page, its notebook and the whole course are downloaded.

import { address } from './key.js'
import { stays } from './place.js'
import { addStyle, button, create, find } from './tools.js'
import { fill, words } from './words.js'

const [article] = find('article')

// MARK: Downloads

const says = create('p')
says.setAttribute('role', 'status')

const lacks = answer => {
  const names = answer.headers.get('X-Lessons-Left')?.split(',').map(decodeURIComponent)
  return names ? ' ' + fill(words.lacks, names.join(', ')) : ''
}
const save = async answer => {
  const name = decodeURIComponent(answer.headers.get('Content-Disposition').split("''")[1])
  const link = create('a', { href: URL.createObjectURL(await answer.blob()), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return fill(words.downloaded, name)
}
const download = async kind => {
  says.textContent = words.beingMade
  const answer = await fetch(address(`export/${kind}`))
  if (answer.ok) {
    says.textContent = await save(answer) + lacks(answer)
  } else {
    const { message } = await answer.json().catch(() => ({}))
    says.textContent = fill(words.cannotBeMade, message ?? words.noReason)
  }
}

// MARK: The menu

const item = (text, kind) => button(text, () => download(kind).catch(() => { says.textContent = words.silent }))

const makeMenu = () => {
  const menu = create('div', { className: 'shortcuts', id: 'page.export', popover: 'auto' },
    create('p', { className: 'title', textContent: words.export }),
    create('div', { className: 'export-kinds' },
      item(words.page, 'page'), item(words.notebook, 'notebook'), item(words.course, 'book')),
    says)
  menu.setAttribute('role', 'dialog')
  menu.setAttribute('aria-label', words.export)
  return menu
}

const addWays = () => {
  const made = create('p', { className: 'ways' })
  const [title] = find('article > h1, main > h1')
  if (title) title.after(made)
  else article.prepend(made)
  return made
}

const add = () => {
  const menu = makeMenu()
  const opener = button(words.export, () => {})
  opener.popoverTargetElement = menu
  const [run] = find('.ways > [popovertarget="page.run"]')
  if (run) run.after(' ', opener)
  else (find('main .ways')[0] ?? addWays()).append(opener)
  article.after(menu)
  addStyle(`
    .export-kinds { display: flex; flex-direction: column; gap: .4rem; }
    .export-kinds button { min-height: 2.25rem; padding: .2rem 1rem; border: 1px solid var(--line, #ccc); border-radius: 8px;
      background: none; color: inherit; font: inherit; cursor: pointer; text-align: start; }
    .export-kinds button:hover { background: var(--hover, #eee); }
    @media print { .ways > button { display: none; } }`)
}

if (article && location.pathname.endsWith('.html') && !find('.book').length) stays(add)
