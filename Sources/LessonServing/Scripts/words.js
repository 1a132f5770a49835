// The words of the page's language.

import { find } from './tools.js'

const [root] = find('html')
export const words = await fetch('/.lessons/words?' + encodeURIComponent(root.lang)).then(it => it.json())

// A phrase with the parts in place of $1, $2 …
export const fill = (phrase, ...parts) => phrase.replace(/\$(\d)/g, (_, digit) => parts[digit - 1] ?? '')
