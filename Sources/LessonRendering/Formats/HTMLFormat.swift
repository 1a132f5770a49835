import Foundation
import LessonCore
import LessonSite

/// A self-contained page for browsers.
struct HTMLFormat: OutputFormat {
  let format = PageFormat.html

  func files(of page: PageContent) -> [String: Data] {
    let html = PageRenderer(highlight: page.highlight).html(page.lesson, page.transcript, at: page.place)
    return [page.lesson.name + format.suffix: Data(html.utf8)]
  }

  func list(of language: String, on site: Site) -> Data? {
    Data(LessonIndex(site, language: language).html.utf8)
  }

  func firstPage(of site: Site) -> Data? { Data(LanguageIndex(site).html.utf8) }
}

extension PageFormat {
  /// Pages for browsers.
  package static let html = PageFormat(
    "html", suffix: ".html", mediaType: "text/html; charset=utf-8", list: "index.html", showsOthers: true,
    marksCode: true)
}
