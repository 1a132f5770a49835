/// The kinds of Markdown files whose code is run.
enum FileKind: Hashable, Sendable {
  case lesson
  /// A document, with the first words of the fences whose code is run.
  case document(fences: [String])

  /// The words after the first, if these are the words of a fence whose code is run.
  func options(in words: [BlockOptionsReader.Word]) -> ArraySlice<BlockOptionsReader.Word>? {
    if Self.isOfEngine(words), runsCodeOfEngine {
      return words.dropFirst(words[0].text == "swift-dt" ? 1 : 2)
    }
    guard case .document(let fences) = self, let first = words.first, fences.contains(String(first.text))
    else { return nil }
    return words.dropFirst()
  }

  private var runsCodeOfEngine: Bool {
    switch self {
    case .lesson: true
    case .document(let fences): fences.contains("swift-dt")
    }
  }

  /// Whether the words of a fence begin with `swift-dt` or `swift dt`.
  static func isOfEngine(_ words: [BlockOptionsReader.Word]) -> Bool {
    words.first?.text == "swift-dt" || words.count >= 2 && words[0].text == "swift" && words[1].text == "dt"
  }
}
