// Finds the parts of the lesson on the page. Authors' own HTML can look like anything that the page has, and the page can be
// older than the file: so only what has the same text counts, and only where it can be nothing else.

// The longest common subsequences of all beginnings, and of all ends, of two lists.
const lengths = (one, other, isSame) => {
  const table = Array.from({ length: one.length + 1 }, () => new Uint32Array(other.length + 1))
  for (let i = 0; i < one.length; i++) {
    for (let j = 0; j < other.length; j++) {
      table[i + 1][j + 1] = isSame(i, j) ? table[i][j] + 1 : Math.max(table[i][j + 1], table[i + 1][j])
    }
  }
  return table
}

// Pairs that every longest common subsequence could only have so, as a map from places in `one` to places in `other`.
export const align = (one, other, isSame) => {
  const [m, n] = [one.length, other.length]
  const before = lengths(one, other, (i, j) => isSame(one[i], other[j]))
  const after = lengths(one, other, (i, j) => isSame(one[m - 1 - i], other[n - 1 - j]))
  const pairs = new Map()
  const taken = new Map()
  for (let i = 0; i < m; i++) {
    const places = []
    for (let j = 0; j < n; j++) {
      if (isSame(one[i], other[j]) && before[i][j] + 1 + after[m - 1 - i][n - 1 - j] == before[m][n]) places.push(j)
    }
    if (places.length != 1) continue
    pairs.set(i, places[0])
    taken.set(places[0], (taken.get(places[0]) ?? 0) + 1)
  }
  for (const [i, j] of pairs) if (taken.get(j) > 1) pairs.delete(i)
  return pairs
}

// The same, and pairs between these where equally many are left on both sides: they have been changed.
export const alignChanged = (one, other, isSame) => {
  const pairs = align(one, other, isSame)
  const ends = [[-1, -1], ...[...pairs].sort(([a], [b]) => a - b), [one.length, other.length]]
  for (const [place, [i, j]] of ends.slice(0, -1).entries()) {
    const [nextI, nextJ] = ends[place + 1]
    if (nextI - i != nextJ - j) continue
    for (let k = 1; k < nextI - i; k++) pairs.set(i + k, j + k)
  }
  return pairs
}

export const letters = text => text.replace(/[^\p{L}\p{N}]/gu, '')

// Whether an element has these letters. Between the runs can stand anything.
export const hasWords = (all, runs) => {
  if (runs.length == 1) return all == runs[0]
  if (!all.startsWith(runs[0])) return false
  let place = runs[0].length
  for (const run of runs.slice(1, -1)) {
    const found = all.indexOf(run, place)
    if (found < 0) return false
    place = found + run.length
  }
  const last = runs.at(-1)
  return all.endsWith(last) && all.length - last.length >= place
}
