import Foundation
import LessonCore

extension LessonReader {
  /// Renders plain Markdown as an HTML fragment; no code is run.
  ///
  /// - Returns: The fragment, which ends in a newline unless it is empty; `nil` exactly when there is an error.
  package nonisolated func fragment(
    path: String, bytes: [UInt8]
  ) async throws -> (html: String?, diagnostics: [Diagnostic]) {
    do {
      let result = try await perform(RenderFragment(path: path, bytes: Data(bytes)), about: path)
      return (result.html, result.diagnostics)
    } catch let problem as Diagnostic {
      return (nil, [problem])
    }
  }
}
