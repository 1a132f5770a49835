// Lets authors edit a lesson on its served page. Only browsers with the key load the editor.
import { key } from './key.js'

if (key()) import('./page.js').then(it => it.begin(), () => {})
