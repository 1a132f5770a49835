import Foundation
import LessonCore
import LessonSite
import LessonStorage

/// A self-contained page for browsers, the words by which it is found, and its picture in lists.
struct HTMLFormat: OutputFormat {
  let format = PageFormat.html

  func files(of page: PageContent) -> [String: Data] {
    let html = PageRenderer(highlight: page.highlight)
      .html(page.lesson, page.transcript, on: page.machine, at: page.place)
    let (search, passages) = SearchSections.read(page.lesson, page.transcript)
    var files = [
      page.lesson.name + format.suffix: Data(CompactMarkup.html(html).utf8),
      "\(page.lesson.name)/\(OutputNames.searchText)": ((try? StableJSON.encode(search)) ?? Data())
        + Data("\n".utf8),
      "\(page.lesson.name)/\(OutputNames.passages)": (try? passages.script) ?? Data(),
    ]
    if let picture = LessonThumbnail(page.lesson, page.transcript).svg {
      files["\(page.lesson.name)/\(OutputNames.thumbnail)"] = Data(picture.utf8)
    }
    return files
  }

  func list(of language: String, on site: Site) -> Data? {
    Data(CompactMarkup.html(LessonIndex(site, language: language).html).utf8)
  }

  func firstPage(of site: Site) -> Data? {
    Data(CompactMarkup.html(LanguageIndex(site).html).utf8)
  }
}

extension PageFormat {
  /// Pages for browsers.
  package static let html = PageFormat(
    "html", suffix: ".html", mediaType: "text/html; charset=utf-8", list: "index.html", showsOthers: true,
    marksCode: true)
}
