import Foundation
import LessonCore
import LessonStorage

/// A chapter for the book of a language, which is made of all of them.
struct BookFormat: OutputFormat {
  let format = PageFormat.book
  let remark: String? = "all lessons on one page, for print"

  func files(of page: PageContent) -> [String: Data] {
    let renderer = PageRenderer(highlight: page.highlight)
    let chapter = renderer.chapter(page.lesson, page.transcript, at: page.place)
    let bytes = (try? StableJSON.encode(chapter)) ?? Data()
    return [page.lesson.name + format.suffix: bytes + Data("\n".utf8)]
  }
}

extension PageFormat {
  /// One page with all lessons of a language.
  package static let book = PageFormat(
    "book", suffix: "/" + OutputNames.chapter, mediaType: "application/json", list: "book.html",
    marksCode: true)
}
