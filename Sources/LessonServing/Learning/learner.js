// Lets readers work on the exercises of a served page. The code stays in this browser; the server runs the lesson with it and
// answers what it gave, and what the check says. Only browsers with the key load it.

import { key } from './key.js'
import { find } from './tools.js'

if (key() && find('article .exercise').length) import('./exercises.js').then(it => it.begin(), () => {})
