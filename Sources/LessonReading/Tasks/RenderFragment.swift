import Foundation
import LessonCore
import LessonDocument
import LessonRendering

/// Renders plain Markdown as an HTML fragment: nothing is run, `swift-dt` blocks are code like any other.
///
/// YAML front matter is left out. Raw HTML is cleaned as on pages.
package struct RenderFragment: ReaderTask {
  /// The file's path, as diagnostics name it.
  package let path: String
  package let bytes: Data

  /// The fragment, or its errors.
  package struct Result: Codable, Sendable {
    /// It ends in a newline unless it is empty; `nil` exactly when there is an error.
    package var html: String?
    package var diagnostics: [Diagnostic] = []
  }

  package func perform() -> Result {
    do {
      let source = try LessonParser.read(path: path, bytes: [UInt8](bytes))
      let matter = FrontMatterReader.read(source, path: path)
      let document = try LessonParser.document(of: source, path: path, skippedLines: matter.lineCount)
      let problems = document.formulaProblems(path: path)
      guard problems.isEmpty else { return Result(diagnostics: problems) }
      var renderer = ProseRenderer()
      let html = renderer.document(document)
      return Result(html: html.isEmpty ? "" : html + "\n")
    } catch {
      return Result(diagnostics: [error])
    }
  }
}
