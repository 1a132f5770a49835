import Foundation
import LessonCore
import LessonDocument
import LessonSite
import LessonStorage

/// The files of one lesson's page by their path below the language's folder.
package struct Pages: Codable, Sendable {
  package let files: [String: Data]

  package init(
    of lesson: Lesson, _ transcript: Transcript, at place: PagePlace, formats: Set<PageFormat>,
    highlight: @escaping (String) -> SyntaxHighlighting
  ) {
    let renderer = PageRenderer(highlight: highlight)
    var files: [String: Data] = [:]
    if formats.contains(.html) {
      files[lesson.name + PageFormat.html.suffix] = Data(renderer.html(lesson, transcript, at: place).utf8)
    }
    if formats.contains(.markdown) {
      let page = renderer.markdown(lesson, transcript)
      files[lesson.name + PageFormat.markdown.suffix] = Data(page.text.utf8)
      let folder = lesson.name.split(separator: "/").dropLast().map { $0 + "/" }.joined()
      for figure in page.figures { files[folder + figure.path] = Data(figure.svg.utf8) }
    }
    if formats.contains(.notebook) {
      files[lesson.name + PageFormat.notebook.suffix] = Notebook(lesson, transcript).bytes
    }
    self.files = files
  }

  package var hashes: [String: String] { files.mapValues(contentHash) }
}
