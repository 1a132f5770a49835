import Foundation
import LessonCore
import LessonDocument
import LessonSite
import LessonStorage

/// The files of one lesson's page by their path below the language's folder.
package struct Pages: Codable, Sendable {
  package let files: [String: Data]

  package init(
    of lesson: Lesson, _ transcript: Transcript, on machine: String, at place: PagePlace,
    formats: Set<PageFormat>, highlight: @escaping (String) -> SyntaxHighlighting
  ) {
    let page = PageContent(
      lesson: lesson, transcript: transcript, machine: machine, place: place, highlight: highlight)
    files = OutputFormats.those(of: formats).reduce(into: [:]) { files, format in
      files.merge(format.files(of: page)) { $1 }
    }
  }

  /// A page of files that were made before.
  package init(files: [String: Data]) { self.files = files }

  package var hashes: [String: String] { files.mapValues(contentHash) }
}
