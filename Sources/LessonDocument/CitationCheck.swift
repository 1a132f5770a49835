import LessonCore

/// Compares what a lesson cites with its bibliography.
enum CitationCheck {
  /// The maximum number of wrong keys for which the nearest is looked for.
  private static let mostSuggestions = 20

  /// An error for each key that the bibliography does not have.
  static func problems(of citations: [Citation], in bibliography: Bibliography, path: String) -> [Diagnostic]
  {
    if let first = citations.first(where: \.isTooMuch) {
      let message =
        citations.count > Citation.most
        ? "a lesson holds at most \(Citation.most) citations; this is one more"
        : "this paragraph is too long for its citations; divide it by empty lines"
      return [Diagnostic(path: path, at: first.range, message)]
    }
    let unknown = citations.flatMap(\.works).filter { bibliography.entries[$0.key] == nil }
    return unknown.enumerated().map { index, work in
      let nearest = index < mostSuggestions ? nearestWord(to: work.key, in: bibliography.keys) : nil
      let advice =
        nearest.map { "did you mean '@\($0)'?" } ?? "write '\\@' for an at sign that cites nothing"
      return Diagnostic(
        path: path, at: work.range, "the bibliography has no '@\(work.key)'; \(advice)",
        fix: nearest.map { "@" + $0 })
    }
  }
}
