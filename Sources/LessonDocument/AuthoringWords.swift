import LessonCore

/// A word that authors can write in a lesson, with what editors say of it.
package struct AuthoringWord: Hashable, Sendable {
  package let name: String
  /// What it does, in a sentence.
  package let explanation: String
  /// What has to be written after it, such as `=`; empty for words that stand alone.
  package let ending: String
  /// The words with which it cannot be combined.
  package let contradictions: Set<String>
  /// Whether what follows must stand in quotes.
  package var isQuoted = false
}

extension AuthoringWord {
  /// The options of blocks in lessons, or in documents.
  package static func options(inDocuments: Bool) -> [AuthoringWord] {
    BlockOption.all(in: inDocuments ? .document(fences: []) : .lesson).map { option in
      let hasValue = if case .value = option.effect { true } else { false }
      let contradicted = BlockOption.all.filter { BlockOption.contradiction(option, $0) != nil }
      return AuthoringWord(
        name: option.name, explanation: option.explanation, ending: hasValue ? "=" : "",
        contradictions: Set(contradicted.map(\.name)), isQuoted: option.needsQuotes)
    }
  }

  /// The keys of front matter.
  package static let frontMatterKeys: [AuthoringWord] = FrontMatterReader.fields.map { field in
    AuthoringWord(
      name: field.name, explanation: FrontMatterReader.explanations[field.name] ?? "", ending: ": ",
      contradictions: [])
  }
}

extension BlockOption {
  /// Whether a value is read only in quotes.
  fileprivate var needsQuotes: Bool {
    guard case .value(let read) = effect else { return false }
    func isRead(_ value: String) -> Bool {
      var options = BlockOptions()
      return (try? read(value, &options)) != nil
    }
    return isRead("\"x\"") && !isRead("x")
  }
}

extension FrontMatterReader {
  /// What the keys mean, for authors.
  static let explanations = [
    "title": "The title in lists and browser tabs; without it, the first heading.",
    "description": "One sentence for lists and search engines.",
    "seed": "The seed of the engine's random numbers: an integer.",
    "timeout": "The time limit of the whole lesson, in seconds.",
    "tol": "How far numbers may be off on another class of machines, relative to their size.",
    "optimize": "`true` compiles with optimisation.",
    "swift": "The language mode: `5`, or `6` with checks for data races.",
    "order": "An integer: the place among lessons that are in no part, or match the same pattern of a part.",
    "needs": "Lessons to read before, by their names: `[Sums, part/Products]`.",
    "requires": "Files and folders in the data folder that the lesson reads.",
    "bibliography": "Files whose works the lesson cites.",
    "labels": "Words of tables and plots, translated: `{loss: strata}`.",
  ]
}
