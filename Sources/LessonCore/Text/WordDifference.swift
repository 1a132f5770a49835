/// The difference of two texts, word by word.
package struct WordDifference: Hashable, Sendable, Codable {
  /// A piece of the texts.
  package enum Part: Hashable, Sendable, Codable {
    /// Is in both texts.
    case same(String)
    /// Is only in the old text.
    case removed(String)
    /// Is only in the new text.
    case added(String)
  }

  /// The words and the blanks between them, in the order of the texts.
  package let parts: [Part]

  /// The maximum of differing words that are compared: the time to find the smallest difference grows with their
  /// square. Above it, the two texts are shown whole, one below the other.
  private static let mostWords = 2_000

  /// The difference of two texts.
  ///
  /// - Parameter agree: Whether two words count as equal.
  package init(_ old: String, _ new: String, agree: (String, String) -> Bool = { $0 == $1 }) {
    let old = Self.words(old)[...]
    let new = Self.words(new)[...]
    let prefix = zip(old, new).prefix { agree($0, $1) }.count
    let (oldRest, newRest) = (old.dropFirst(prefix), new.dropFirst(prefix))
    let suffix = zip(oldRest.reversed(), newRest.reversed()).prefix { agree($0, $1) }.count
    let (removed, added) = (Array(oldRest.dropLast(suffix)), Array(newRest.dropLast(suffix)))
    var builder = Builder()
    old.prefix(prefix).forEach { builder.add(.same($0)) }
    if removed.count > Self.mostWords || added.count > Self.mostWords {
      removed.forEach { builder.add(.removed($0)) }
      added.forEach { builder.add(.added($0)) }
    } else {
      builder.add(removed, added, agree)
    }
    oldRest.suffix(suffix).forEach { builder.add(.same($0)) }
    parts = builder.parts
  }

  /// The text split into words, numbers and blanks.
  private static func words(_ text: String) -> [String] {
    text.matches(of: #/\n|[^\S\n]+|\S+/#).map { String($0.output) }
  }

  private struct Builder {
    var parts: [Part] = []

    mutating func add(_ old: [String], _ new: [String], _ agree: (String, String) -> Bool) {
      let changes = new.difference(from: old, by: agree)
      let removals = Set(changes.removals.map(Self.offset(of:)))
      let insertions = Set(changes.insertions.map(Self.offset(of:)))
      var (i, j) = (0, 0)
      while i < old.count || j < new.count {
        if removals.contains(i) {
          add(.removed(old[i]))
          i += 1
        } else if insertions.contains(j) {
          add(.added(new[j]))
          j += 1
        } else {
          add(.same(old[i]))
          (i, j) = (i + 1, j + 1)
        }
      }
    }

    private static func offset(of change: CollectionDifference<String>.Change) -> Int {
      switch change {
      case .insert(let offset, _, _), .remove(let offset, _, _): offset
      }
    }

    /// Adds a part, which is merged with the last one if both have the same kind.
    mutating func add(_ part: Part) {
      switch (parts.last, part) {
      case (.same(let a), .same(let b)): parts[parts.count - 1] = .same(a + b)
      case (.removed(let a), .removed(let b)): parts[parts.count - 1] = .removed(a + b)
      case (.added(let a), .added(let b)): parts[parts.count - 1] = .added(a + b)
      default: parts.append(part)
      }
    }
  }
}

extension WordDifference {
  /// The difference in the form of `git diff --word-diff`, `[-old-]{+new+}`, without lines that have no changes.
  ///
  /// - Parameter mark: Adds colour or the like to removed (`false`) or added (`true`) text.
  package func text(mark: (String, Bool) -> String = { text, _ in text }) -> String {
    let pieces = parts.map { part in
      switch part {
      case .same(let text): Self.shortened(text).withVisibleControls
      case .removed(let text): text.marked { mark("[-\($0)-]", false) }
      case .added(let text): text.marked { mark("{+\($0)+}", true) }
      }
    }
    let lines = pieces.joined().split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0.contains("[-") || $0.contains("{+") }
    let rest = lines.count - Self.mostLines
    return (lines.prefix(Self.mostLines).map(String.init) + (rest > 0 ? ["… and \(rest) lines more"] : []))
      .joined(separator: "\n")
  }

  private static let mostLines = 20
  /// Characters on each side of a difference.
  private static let context = 40

  /// The text between two differences of one line, shortened to the parts near them.
  private static func shortened(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.count <= 2 * context ? String(line) : line.prefix(context) + " … " + line.suffix(context)
    }.joined(separator: "\n")
  }
}

extension String {
  /// Marks each line that is not empty separately, so that no mark spans lines.
  fileprivate func marked(_ mark: (Substring) -> String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : mark($0) }.joined(separator: "\n")
  }
}
