import Foundation
import LessonCore
import LessonDocument

/// Reads a file with works that lessons cite.
package struct ReadBibliography: ReaderTask {
  /// The file's path, as diagnostics name it.
  package let path: String
  package let bytes: Data

  package init(path: String, bytes: Data) {
    self.path = path
    self.bytes = bytes
  }

  /// The works, and what is wrong with the file.
  package struct Result: Codable, Hashable, Sendable {
    package var entries: [BibliographyEntry]
    package var diagnostics: [Diagnostic]
  }

  package func perform() -> Result {
    ReaderStage.bibliography.begin()
    let reader = BibliographyReader([UInt8](bytes), path: path)
    return Result(entries: reader.entries, diagnostics: reader.diagnostics)
  }

  /// Whether the runner can safely work with the result.
  package func accepts(_ result: Result) -> Bool { result.entries.count <= Bibliography.mostEntries }
}
