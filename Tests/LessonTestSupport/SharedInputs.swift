import Foundation
import LessonDocument
import Testing

/// Documents that others wrote, which lie beside the project where it is worked on.
package enum SharedInputs {
  package static let folder: URL = {
    let given = ProcessInfo.processInfo.environment["LESSONS_SHARED"].map { URL(filePath: $0) }
    let package = URL(filePath: #filePath).appending(path: "../../..").standardized
    return (given ?? package.appending(path: "../shared").standardized).appending(path: "inputs")
  }()

  package static let isThere = FileManager.default.fileExists(atPath: folder.path)

  private static let tricks = ["en", "pl", "ar", "ja", "de"]
  private static let stress = [
    "03-burn-benchmarks-532-table-rows", "07-onednn-deep-indent-math", "10-observable-html-heavy",
    "16-coop-ur-index-html-grid", "20-DERIVED-pl-bom-crlf-nul",
  ]
  /// Paths and languages.
  package static let documents =
    tricks.map { ("training-tricks/\($0).md", $0) }
    + stress.map { ("stress/\($0).md", $0.contains("ur-index") ? "ur" : $0.contains("-pl-") ? "pl" : "en") }

  package static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }

  package static func lesson(_ path: String, language: String) throws -> Lesson {
    let parsed = Lesson.parse(path: path, bytes: try bytes(path), language: language, name: "x")
    #expect(parsed.diagnostics.map(\.shortForm) == [])
    return try #require(parsed.lesson)
  }
}
