/// Where keys and values stand in a project's settings.
package struct SettingsPlaces: Codable, Hashable, Sendable {
  private struct Place: Codable, Hashable, Sendable {
    /// The keys that lead to it, joined by dots.
    let key: String
    /// The value; `nil` for the key itself.
    let value: String?
    let range: Range<SourcePosition>
  }

  private var places: [Place] = []

  package init() {}

  /// Adds the place of a key, or of one of its values.
  package mutating func note(_ keys: [String], value: String?, at range: Range<SourcePosition>) {
    places.append(Place(key: keys.joined(separator: "."), value: value, range: range))
  }

  /// The place of a value; `nil` if it is not there.
  ///
  /// - Parameter line: If the value is there more than once, the nearest to this line is meant, and the lower of two that
  ///   are equally near; or else the first.
  package func place(of value: String, at key: String, near line: Int? = nil) -> Range<SourcePosition>? {
    let found = places.filter { $0.key == key && $0.value == value }.map(\.range)
    guard let line else { return found.first }
    func rank(_ place: Range<SourcePosition>) -> (Int, Int) {
      (abs(place.lowerBound.line - line), -place.lowerBound.line)
    }
    return found.min { rank($0) < rank($1) }
  }

  /// A problem at the first value below a key that its message quotes, or else at the key.
  ///
  /// Problems that have a place keep it, and those of other files.
  package func placed(_ problem: Diagnostic, at key: String) -> Diagnostic {
    guard problem.path == ProjectSettings.fileName, problem.range == nil else { return problem }
    let candidates = places.filter { $0.key == key || $0.key.hasPrefix(key + ".") }
    let quoted = candidates.first { $0.value.map { problem.message.contains("'\($0)'") } ?? false }
    var placed = problem
    placed.range = (quoted ?? candidates.first)?.range
    return placed
  }
}
