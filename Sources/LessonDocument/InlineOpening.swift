/// The `{swift-dt}` that opens an expression in prose; `{swift-dt tol=0.05}` gives the expression its own tolerance.
struct InlineOpening {
  /// Its number of characters, all ASCII.
  let length: Int
  let tolerance: Double?
  /// The error in the opening, if any.
  let problem: String?

  /// The beginning of every opening.
  static let beginning = "{swift-dt"
  nonisolated(unsafe) private static let opening = #/\{swift-dt(?<options>| [^{}`]*)\}/#

  /// The opening of a code span; `nil` when the span is not an expression of the lesson.
  init?(_ code: Substring) {
    guard code.utf8.starts(with: Self.beginning.utf8),
      let match = code.prefixMatch(of: Self.opening)
    else { return nil }
    length = match.output.0.count
    let words = match.options.split(separator: " ")
    guard let word = words.first else {
      (tolerance, problem) = (nil, nil)
      return
    }
    tolerance = word.hasPrefix("tol=") ? BlockOption.tolerance(String(word.dropFirst(4))) : nil
    problem =
      words.count == 1 && tolerance != nil
      ? nil
      : "'{swift-dt}' may hold one option, a relative tolerance between 0 and 1 as in '{swift-dt tol=0.02}'; "
        + "found '\(words.joined(separator: " "))'"
  }
}
