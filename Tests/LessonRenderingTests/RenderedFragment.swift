import Foundation
import LessonCore

@testable import LessonReading

/// Renders plain Markdown in this process.
func renderFragment(path: String, bytes: [UInt8]) -> (html: String?, diagnostics: [Diagnostic]) {
  let result = RenderFragment(path: path, bytes: Data(bytes)).perform()
  return (result.html, result.diagnostics)
}
