/// The known word that a writer most likely meant; `nil` if none is close enough.
package func nearestWord(to word: String, in known: some Sequence<String>) -> String? {
  known
    .map { (distance: editDistance(word.lowercased(), $0.lowercased()), word: $0) }
    .filter { $0.distance <= max(1, min(3, max(word.count, $0.word.count) / 3)) }
    .min { $0.distance < $1.distance }?
    .word
}

/// The edit distance of two words: how many letters must be added, removed, replaced or swapped with their neighbours.
package func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.unicodeScalars.prefix(64))
  let b = Array(b.unicodeScalars.prefix(64))
  var twoAbove: [Int] = []
  var above = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var best = min(above[j + 1] + 1, row[j] + 1, above[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, twoAbove[j - 1] + 1) }
      row.append(best)
    }
    (twoAbove, above) = (above, row)
  }
  return above[b.count]
}
