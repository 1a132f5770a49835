// A field for code or Markdown: CodeMirror, where the machine has it, else a plain one.

import { addSheet, create, head, load } from './tools.js'

const folder = '/.lessons/codemirror/'
const loadCodeMirror = async () => {
  const style = await fetch(folder + 'codemirror.css')
  if (!style.ok) return undefined
  await load(folder + 'codemirror.js')
  const others = ['swift.js', 'markdown.js', 'matchbrackets.js', 'closebrackets.js']
  await Promise.all(others.map(name => load(folder + name)))
  head.prepend(create('style', { textContent: await style.text() }))
  return globalThis.CodeMirror
}
let codeMirror
const component = () => codeMirror ??= loadCodeMirror().catch(() => undefined)

const plain = (text, { label, run, leave, changed }) => {
  const area = create('textarea', { value: text, spellcheck: false, rows: Math.min(30, text.split('\n').length + 1) })
  area.setAttribute('aria-label', label)
  area.addEventListener('keydown', event => {
    if (event.key == 'Enter' && (event.ctrlKey || event.metaKey)) run()
    else if (event.key == 'Escape') leave()
    else return
    event.preventDefault()
  })
  area.addEventListener('input', changed)
  return {
    element: area, text: () => area.value, set: value => { area.value = value }, cursor: () => area.selectionStart,
    focus: () => area.focus(), show() {}, mark() {},
  }
}

const coloured = (CodeMirror, text, { mode, firstLine, label, run, leave, changed }) => {
  const element = create('div')
  const editor = CodeMirror(element, {
    value: text, mode, firstLineNumber: firstLine, lineNumbers: true, matchBrackets: true, autoCloseBrackets: true,
    indentUnit: 2, tabSize: 4, indentWithTabs: false, lineWrapping: mode != 'text/x-swift', viewportMargin: Infinity,
    extraKeys: {
      'Ctrl-Enter': run, 'Cmd-Enter': run, Esc: leave,
      Tab: it => it.somethingSelected() ? it.indentSelection('add') : it.replaceSelection('  '),
    },
  })
  editor.getInputField().setAttribute('aria-label', label)
  editor.on('change', changed)
  let marked = []
  return {
    element, text: () => editor.getValue(), set: value => editor.setValue(value),
    cursor: () => editor.indexFromPos(editor.getCursor()),
    focus: () => { editor.refresh(); editor.focus() },
    // Once it is on the page.
    show: () => editor.refresh(),
    mark: lines => {
      for (const handle of marked) editor.removeLineClass(handle, 'background', 'edit-wrong')
      marked = lines.map(line => editor.addLineClass(line, 'background', 'edit-wrong'))
    },
  }
}

export const field = async (text, { changed = () => {}, ...look }) => {
  const [CodeMirror] = await Promise.all([component(), addSheet('/.lessons/scripts/editor.css')])
  return CodeMirror ? coloured(CodeMirror, text, { changed, ...look }) : plain(text, { changed, ...look })
}
