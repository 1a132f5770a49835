import Foundation
import LessonCore
import LessonRendering
import LessonSite
import LessonStorage

/// Makes a part of a language's search index from the search texts of its pages.
package struct MakeSearchPart: ReaderTask {
  /// The search texts of the part's lessons, as the pages' files have them.
  package let texts: [Text]
  /// The place of the part among all parts, from 0.
  package let index: Int
  /// The number of all parts.
  package let parts: Int

  /// The search text of a page.
  package struct Text: Codable, Sendable {
    /// The page's path below the language's folder, without an extension.
    package let page: String
    /// The bytes of its file.
    package let bytes: Data

    package init(page: String, bytes: Data) {
      self.page = page
      self.bytes = bytes
    }
  }

  package init(_ texts: [Text], index: Int, of parts: Int) {
    self.texts = texts
    self.index = index
    self.parts = parts
  }

  /// The bytes of the part's file.
  package typealias Result = Data

  package func perform() throws -> Result {
    // A file of another version is left out until the page is made again.
    let lessons = texts.compactMap { text in
      (try? StableJSON.decode(text.bytes)).map { SearchIndexPart.Lesson(page: text.page, text: $0) }
    }
    return try SearchIndexPart(index: index, of: parts, lessons: lessons).script
  }
}
