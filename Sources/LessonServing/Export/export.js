// A menu on a served page of a lesson, by which the page, its notebook and the whole course are downloaded.
import { address } from './key.js'
import { addStyle, button, create, find } from './tools.js'

(() => {
  const [article] = find('article')
  if (!article || !location.pathname.endsWith('.html') || find('.book').length) return

  const says = create('p')
  says.setAttribute('role', 'status')
  const left = answer => {
    const names = answer.headers.get('X-Lessons-Left')?.split(',').map(decodeURIComponent)
    return names ? ` It lacks lessons that have no current page: ${names.join(', ')}.` : ''
  }
  const download = async kind => {
    says.textContent = 'It is being made …'
    const answer = await fetch(address(`export/${kind}`))
    if (!answer.ok) {
      const { message } = await answer.json().catch(() => ({}))
      says.textContent = `It cannot be made: ${message ?? 'the server gives no reason'}.`
      return
    }
    const name = decodeURIComponent(answer.headers.get('Content-Disposition').split("''")[1])
    const link = create('a', { href: URL.createObjectURL(await answer.blob()), download: name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    says.textContent = `Downloaded ${name}.` + left(answer)
  }
  const item = (text, kind) => button(text, () => {
    download(kind).catch(() => { says.textContent = 'The server does not answer.' })
  })

  const menu = create('div', { className: 'shortcuts', id: 'page.export', popover: 'auto' },
    create('p', { className: 'title', textContent: 'Export' }),
    create('div', { className: 'export-kinds' },
      item('This page', 'page'), item('Notebook', 'notebook'), item('Whole course', 'book')),
    says)
  menu.setAttribute('role', 'dialog')
  menu.setAttribute('aria-label', 'Export')
  const opener = button('Export', () => {})
  opener.popoverTargetElement = menu

  const addWays = () => {
    const made = create('p', { className: 'ways' })
    const [title] = find('article > h1, main > h1')
    if (title) title.after(made)
    else article.prepend(made)
    return made
  }
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
})()
