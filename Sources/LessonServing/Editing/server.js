// The lesson as the server knows it, and changes of it.

import { forgetKey } from './key.js'
import { get, put } from './source.js'

// The newest version that is known.
let lesson
export const current = () => lesson
export const use = other => { lesson = other }

// Whether the page may edit its lesson, which is then known.
export const read = async () => {
  const { status, body } = await get()
  if (status == 403) forgetKey()
  if (status == 200) lesson = body
  return status == 200
}

// Makes a change of the version that is known: the status is 200 if the file has it, 409 if the file is another one by now.
export const make = edit => put({ version: lesson.version, edit })
