import Foundation
import LessonCore
import LessonRendering
import LessonSite
import LessonStorage

/// Makes the book of a language from the chapters of its pages.
package struct MakeBook: ReaderTask {
  /// The folder of the language.
  package let language: String
  /// What the book says of the site.
  package let identity: SiteIdentity
  /// The chapters in order, as the pages' files have them.
  package let chapters: [Chapter]

  /// A chapter of the book.
  package struct Chapter: Codable, Sendable {
    /// The page's path below the language's folder, without an extension.
    package let page: String
    /// The title of the lesson's part of the course; `nil` if it is in none.
    package let part: String?
    /// The bytes of its file.
    package let bytes: Data

    package init(page: String, part: String?, bytes: Data) {
      self.page = page
      self.part = part
      self.bytes = bytes
    }
  }

  package init(_ chapters: [Chapter], in language: String, identity: SiteIdentity) {
    self.chapters = chapters
    self.language = language
    self.identity = identity
  }

  /// The bytes of the book's file.
  package typealias Result = Data

  package func perform() -> Result {
    // A file of another version is left out until the page is made again.
    let entries = chapters.compactMap { chapter in
      (try? StableJSON.decode(chapter.bytes)).map {
        Book.Entry(name: chapter.page, part: chapter.part, chapter: $0)
      }
    }
    return Book(entries, in: language, identity: identity).file
  }
}
