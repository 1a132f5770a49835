/// A pattern of paths, in which `*` means any characters but `/`, and `**` any folders.
package struct PathPattern: Sendable, Hashable {
  private let parts: [Substring]

  package init(_ pattern: String) {
    parts = pattern.split(separator: "/").filter { $0 != "." }
  }

  /// Whether a path without `..` is one of the pattern's.
  package func matches(_ path: String) -> Bool {
    Self.matches(parts[...], path.split(separator: "/").filter { $0 != "." }[...])
  }

  /// Matches from left to right; a mismatch goes back to the last `**` only, since an earlier one could match no more.
  private static func matches(_ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
    wildcard(
      Array(pattern), Array(path), isWildcard: { $0 == "**" },
      agree: { part, name in
        wildcard(Array(part), Array(name), isWildcard: { $0 == "*" }, agree: ==)
      })
  }

  private static func wildcard<Pattern, Element>(
    _ pattern: [Pattern], _ text: [Element], isWildcard: (Pattern) -> Bool,
    agree: (Pattern, Element) -> Bool
  ) -> Bool {
    var (p, t) = (0, 0)
    var last: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, isWildcard(pattern[p]) {
        last = (p, t)
        p += 1
      } else if p < pattern.count, agree(pattern[p], text[t]) {
        (p, t) = (p + 1, t + 1)
      } else if let again = last {
        last = (again.pattern, again.text + 1)
        (p, t) = (again.pattern + 1, again.text + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy(isWildcard)
  }
}
