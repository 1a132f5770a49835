// Makes the changes of the lesson that the compiler proposes.

import { forgetKey, key } from './key.js'
import { notifyUntilMade } from './made.js'
import { put } from './source.js'
import { notify } from './tools.js'

// Whether this browser may change the lesson.
export const isAllowed = () => Boolean(key())

// Writes a fix into the file of which it was made.
export const make = async ({ version, edits }, button) => {
  // An editor with text of its own belongs to the file as it is.
  if (!dispatchEvent(new CustomEvent('lessons-fix', { cancelable: true }))) {
    notify('Run or cancel what you are writing first.')
    return
  }
  button.disabled = true
  const { status, body } = await put({ version, edit: { fix: { edits } } })
  if (status == 403) forgetKey()
  button.disabled = status == 200
  if (status == 200) {
    dispatchEvent(new CustomEvent('lessons-fixed', { detail: body }))
    notifyUntilMade(body.version, 'Mended.')
  } else if (status == 409) notify('The file was changed meanwhile. When the lesson has been built, look at what is wrong again.')
  else notify(body?.message ?? 'The server does not answer.')
}
