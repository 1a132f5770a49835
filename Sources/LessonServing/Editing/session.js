// The editor that is open on the page: at most one.
//
// A part of the lesson knows its name, its text in a version of the lesson (`text`), the change that gives it another text
// (`edit`), how its field looks, and which part of another version it is: the one with the same text (`found`), or at the same place
// (`same`). A new one also knows the part from which it was added (`before`).

import { field } from './field.js'
import { beingBuilt, isShown, notifyUntilMade, whenMade } from './made.js'
import { loadAgain } from './place.js'
import { current, make, read, use } from './server.js'
import { button, create, edited, notify } from './tools.js'

let session
let closed = () => {}
export const isOpen = () => session != undefined
export const goTo = () => session?.focus()
export const whenClosed = act => { closed = act }

const noOptions = () => ({ isChanged: () => false, value: () => null, accept() {}, refuse: () => false })

// A part in the file as it is now, which other editors may have changed since the page was loaded; `undefined` if it is not
// found.
const now = async part => {
  const old = current()
  await read()
  if (current().version == old.version) return part.text(old) == null ? undefined : part
  return part.found(current(), part.text(old)) ?? part.same(current(), old)
}

// Opens an editor behind an element, and hides what it replaces. `optionsOf` gives the options of a block; `isSplit` says
// whether its code can become two blocks.
export const open = async ({ part, after, hides, optionsOf = noOptions, isSplit, isNew }) => {
  if (session) return session.focus()
  session = { isChanged: () => false, isOld: () => false, focus() {}, tell() {}, becomesOld() {}, say() {}, follow() {} }
  notify('')
  part = await now(part)
  if (!part) return loadAgain()
  const options = optionsOf(part)
  let isOld = false
  let saved = part.text(current())
  const place = create('div', { className: 'edit' })
  const says = create('p', { className: 'edit-says' })
  says.setAttribute('role', 'status')
  const choices = create('div', { className: 'edit-choices' })
  const isChanged = () => input.text() != saved || options.isChanged()
  const close = (name = part.before ?? part.name) => {
    place.remove()
    for (const element of hides) element.style.display = ''
    session = undefined
    if (isOld) loadAgain()
    else closed(name)
  }
  const leave = () => {
    if (!isChanged() || confirm('Drop what you have changed?')) close()
  }

  // The lesson has another block now.
  const end = () => {
    notifyUntilMade(current().version, 'Saved.')
    close(part.name)
  }

  // Makes a change; `again` makes it once more, after the author has chosen between two texts.
  const send = async (edit, again) => {
    says.textContent = 'Saving …'
    choices.replaceChildren()
    const { status, body } = await make(edit)
    if (status == 200) {
      use(body)
      return true
    }
    if (status == 409) offer(body, again)
    else if (body?.option && options.refuse(body.option, body.message)) says.textContent = ''
    else says.textContent = body?.message ?? 'The server does not answer; your text is still here.'
    return false
  }
  const run = async () => {
    const text = input.text()
    if (!isChanged()) return close()
    if (!await send(part.edit(text, options.isChanged() ? options.value() : null), run)) return
    saved = text
    options.accept()
    input.mark([])
    edited.set(part.name)
    if (isNew) return end()
    says.textContent = beingBuilt('Saved.')
    whenMade(current().version, () => {
      if (isOld && !isChanged()) loadAgain()
      else if (says.textContent == beingBuilt('Saved.')) says.textContent = isShown('Saved.')
    })
  }
  const split = async () => {
    if (options.isChanged()) {
      says.textContent = 'Run with the changed options first, and then split the block.'
      return
    }
    const [text, cursor] = [input.text(), input.cursor()]
    const [first, second] = [text.slice(0, cursor).replace(/\n$/, ''), text.slice(cursor).replace(/^\n/, '')]
    if (!await send(part.split(first, second), split)) return
    saved = text
    edited.set(part.name)
    end()
  }

  // The file was changed by another editor. Where this part is as it was, the change is made there; else both texts are shown.
  const offer = (theirs, again) => {
    const found = part.found(theirs, saved)
    if (found) {
      part = found
      use(theirs)
      return again()
    }
    const same = part.same(theirs, current())
    const text = same?.text(theirs)
    if (text == null) {
      says.textContent = 'The file was changed meanwhile, and this part is no longer found in it. Copy your text, and load the page again.'
      return
    }
    says.textContent = 'The file was changed meanwhile. Below is what it has now:'
    // The page will be another one, whichever text the author takes.
    isOld = true
    const take = act => () => {
      use(theirs)
      part = same
      saved = text
      choices.replaceChildren()
      says.textContent = ''
      act()
    }
    choices.replaceChildren(
      create('pre', { textContent: text, tabIndex: 0 }),
      button('Keep mine', take(() => again())),
      button('Take theirs', take(() => {
        input.set(text)
        input.focus()
      })))
    choices.querySelector('button').focus()
  }

  // Escape leaves the field, so that the buttons can be reached by keys, and then the editor.
  const input = await field(saved, { ...part.look, run: () => { run() }, leave: () => runner.focus() })
  const runner = button('Run', () => run(), 'edit-run')
  const splitter = isSplit ? [button('Split at the cursor', split, 'edit-split')] : []
  for (const it of splitter) it.title = 'Ctrl-Shift-Minus'
  const foot = create('div', { className: 'edit-foot' }, says, choices,
    create('div', { className: 'edit-buttons' }, runner, button('Cancel', () => leave()), ...splitter,
      create('small', { textContent: 'Ctrl-Enter runs; Esc leaves the field, then the editor' })))
  foot.addEventListener('keydown', event => { if (event.key == 'Escape') leave() })
  place.addEventListener('keydown', event => {
    if (event.defaultPrevented || !event.ctrlKey && !event.metaKey) return
    if (event.key == 'Enter') run()
    else if (isSplit && event.shiftKey && event.code == 'Minus') split()
    else return
    event.preventDefault()
  })
  place.append(...options.element ? [options.element] : [], input.element, foot)
  for (const element of hides) element.style.display = 'none'
  after.after(place)
  session = {
    isChanged, isOld: () => isOld, focus: input.focus, becomesOld: () => { isOld = true },
    say: text => { if (!choices.children.length) says.textContent = text },
    // A change that was made outside of this editor, which has nothing of its own.
    follow: lesson => {
      const text = part.text(lesson)
      if (text == null) return
      saved = text
      input.set(text)
    },
    // What is wrong, of the lines that the editor has.
    tell: message => {
      const count = input.text().split('\n').length
      const { firstLine } = part.look
      const found = [...message.matchAll(/^(.+?):(\d+):(\d+): (error|warning): (.*)$/gm)]
        .map(([, file, line, , kind, text]) => ({ file, line: line - firstLine, kind, text }))
        .filter(({ file, line }) => file == current().file && line >= 0 && line < count)
      input.mark(found.map(({ line }) => line))
      // Warnings about other parts were there before.
      if (!found.length && !/(^|: )error: /m.test(message) || choices.children.length) return
      says.textContent = found.length
        ? found.map(({ line, kind, text }) => `line ${line + firstLine}: ${kind}: ${text}`).join('\n')
        : message.split('\n')[0]
    },
  }
  input.focus()
}

addEventListener('beforeunload', event => { if (session?.isChanged()) event.preventDefault() })
// A fix belongs to the file without what is being written here.
addEventListener('lessons-fix', event => { if (session?.isChanged()) event.preventDefault() })
addEventListener('lessons-fixed', event => {
  if (!current()) return
  use(event.detail)
  session?.follow(event.detail)
})
addEventListener('lessons-message', event => session?.tell(event.detail))
// The page has changed. What is being written here is worth more, also after the author has taken the other text.
addEventListener('lessons-reload', event => {
  if (!session?.isChanged() && !session?.isOld()) return
  event.preventDefault()
  if (session.isOld()) return
  session.becomesOld()
  session.say('The page has changed. It is loaded again when you run or cancel.')
})
