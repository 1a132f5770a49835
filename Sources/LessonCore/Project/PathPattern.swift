/// A pattern of paths: `*` stands for any characters but `/`, `**` for any folders, all else for itself.
package struct PathPattern: Sendable, Hashable {
  private let parts: [Substring]

  package init(_ pattern: String) {
    parts = pattern.split(separator: "/").filter { $0 != "." }
  }

  /// Whether nothing in it stands for something else.
  package var isPath: Bool { !parts.contains { $0.contains("*") } }

  /// The folders at its beginning that stand for themselves: where a search begins.
  package var fixedFolder: String {
    parts.dropLast().prefix { !$0.contains("*") }.joined(separator: "/")
  }

  package func matches(_ path: String) -> Bool {
    Self.matches(parts[...], path.split(separator: "/").filter { $0 != "." }[...])
  }

  private static func matches(_ parts: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
    // Which beginnings of the pattern match the path that was seen so far: linear, whatever the pattern.
    var reached = Set([parts.startIndex])
    func widened(_ reached: Set<Int>) -> Set<Int> {
      var all = reached
      for place in reached.sorted() {
        var place = place
        while place < parts.endIndex, parts[place] == "**" {
          place += 1
          all.insert(place)
        }
      }
      return all
    }
    for name in path {
      reached = widened(reached)
      var next: Set<Int> = []
      for place in reached where place < parts.endIndex {
        if parts[place] == "**" {
          next.insert(place)
        } else if isMatch(parts[place], name) {
          next.insert(place + 1)
        }
      }
      reached = next
    }
    return widened(reached).contains(parts.endIndex)
  }

  /// Whether a name matches one part of a pattern.
  private static func isMatch(_ part: Substring, _ name: Substring) -> Bool {
    let pieces = part.split(separator: "*", omittingEmptySubsequences: false)
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return part == name }
    guard name.hasPrefix(first) else { return false }
    var rest = name.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.count >= last.count && rest.hasSuffix(last)
  }
}
