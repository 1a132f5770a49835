// What all scripts of served pages use. Elements named by authors can hide properties of `document`, so that these are not used.

export const find = Document.prototype.querySelectorAll.bind(document)

export const create = (name, properties = {}, ...children) => {
  const element = Document.prototype.createElement.call(document, name)
  Object.assign(element, properties)
  element.append(...children)
  return element
}

export const button = (text, act, name = '') => {
  const made = create('button', { type: 'button', className: name, textContent: text })
  made.addEventListener('click', act)
  return made
}

export const [head] = find('head')
export const [body] = find('body')

export const load = path => new Promise((done, fail) => {
  head.append(create('script', { src: path, onload: done, onerror: fail }))
})

export const addStyle = text => head.append(create('style', { textContent: text }))

// A style sheet of the server, which is loaded once.
const sheets = new Map()
export const addSheet = path => {
  if (!sheets.has(path)) sheets.set(path, fetch(path).then(it => it.text()).then(addStyle))
  return sheets.get(path)
}

// The part of the page that was edited last, to which the focus returns when the page is loaded again.
export const edited = {
  set: name => sessionStorage.setItem('lessons edited', name),
  take: () => {
    const name = sessionStorage.getItem('lessons edited')
    sessionStorage.removeItem('lessons edited')
    return name
  },
}

// The lines of a text, however they end.
export const lines = text => text.split(/\r\n|\n|\r/)

// A line at the foot of the window that says what became of a change; gives the element of its words.
const notice = create('div', { className: 'edit-notice', hidden: true })
export const notify = (text, ...choices) => {
  if (!notice.isConnected) {
    notice.setAttribute('role', 'status')
    body.append(notice)
  }
  const close = button('✕', () => { notice.hidden = true }, 'edit-close')
  close.setAttribute('aria-label', 'Close')
  const words = create('span', { textContent: text })
  notice.replaceChildren(words, ...choices, close)
  notice.hidden = !text
  return words
}
