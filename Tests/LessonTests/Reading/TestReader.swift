import Foundation
import Testing

@testable import LessonConfinement
@testable import LessonCore
@testable import LessonProgram
@testable import LessonReading

extension LessonReader {
  /// The program that was built with these tests.
  static let builtExecutable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "lessons").path

  /// A reader whose fork server is that program.
  static let built = LessonReader(
    executable: builtExecutable, confinement: AvailableConfinement.here().confinement)
}

/// Renders plain Markdown in this process.
func renderFragment(path: String, bytes: [UInt8]) -> (html: String?, diagnostics: [Diagnostic]) {
  let result = RenderFragment(path: path, bytes: Data(bytes)).perform()
  return (result.html, result.diagnostics)
}
