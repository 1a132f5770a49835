import Foundation
import LessonCore
import LessonDocument

/// Reads a formula by itself, for editors.
package struct ReadFormula: ReaderTask {
  package let path: String
  /// The formula with its dollar signs.
  package let written: String

  package init(path: String, written: String) {
    self.path = path
    self.written = written
  }

  package struct Result: Codable, Hashable, Sendable {
    /// The formula as a line of text; `nil` if it is none, or cannot be shown.
    package var text: String?
  }

  package func perform() -> Result {
    guard let source = try? LessonParser.read(path: path, bytes: Array(written.utf8)),
      let document = try? LessonParser.document(of: source, path: path, skippedLines: 0)
    else { return Result() }
    var result = Result()
    document.forEach { node in
      if case .formula(let formula) = node.kind, formula.problem == nil { result.text = formula.plainText }
    }
    return result
  }
}
