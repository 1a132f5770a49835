import Foundation
import Testing

@testable import LessonKit

extension LessonReader {
  /// A reader whose fork server is the program that was built with these tests.
  static let built = LessonReader(
    executable: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "lessons").path,
    means: .available)
}

/// Renders plain Markdown in this process.
func renderFragment(path: String, bytes: [UInt8]) -> (html: String?, diagnostics: [Diagnostic]) {
  let result = RenderFragment(path: path, bytes: Data(bytes)).perform()
  return (result.html, result.diagnostics)
}
