// What a run gave, in words.

import { create } from './tools.js'
import { fill, words } from './words.js'

const kinds = { error: words.error, warning: words.warning }
const places = { code: '$1', check: words.inCheck, lesson: words.inLesson }
const problemText = ({ severity, place, line, message }) => {
  const text = fill(kinds[severity] ?? '$1', message)
  return line ? fill(words.atLine, line, text) : fill(places[place], text)
}

const verdicts = {
  passed: () => ['✓', words.passed, words.checkHolds, []],
  refuted: ({ claims }) => ['✗', words.notYet, words.doesNotHold,
    claims.map(({ statement, reason }) => `“${statement}”${reason ? `: ${reason}` : ''}`)],
  refused: () => ['✗', words.notCompiled, words.compilerSays, []],
  timedOut: ({ seconds }) => ['✗', words.tooSlow, fill(words.timeLimit, seconds), []],
  stopped: () => ['✗', words.stopped, words.errorEnded, []],
}

export const told = result => {
  const [sign, word, sentence, items] = verdicts[result.verdict](result)
  const all = [...items, ...result.problems.map(problemText)]
  const verdict = create('p', { className: `try-verdict try-${result.verdict == 'passed' ? 'passed' : 'failed'}` },
    create('span', { textContent: sign, ariaHidden: 'true' }), ' ', create('strong', { textContent: word }), ' ', sentence)
  const list = create('ul', {}, ...all.map(textContent => create('li', { textContent, dir: 'auto' })))
  return all.length ? [verdict, list] : [verdict]
}
