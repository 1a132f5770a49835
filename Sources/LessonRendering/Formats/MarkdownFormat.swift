import Foundation
import LessonCore
import LessonSite

/// The author's Markdown with the results inserted, and a file for each chart.
struct MarkdownFormat: OutputFormat {
  let format = PageFormat.markdown

  func files(of page: PageContent) -> [String: Data] {
    let name = page.lesson.name
    let made = MarkdownPage(page.lesson, page.transcript)
    var files = [name + format.suffix: Data(made.text.utf8)]
    let folder = name.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    for figure in made.figures { files[folder + figure.path] = Data(figure.svg.utf8) }
    return files
  }

  func list(of language: String, on site: Site) -> Data? {
    Data(LessonIndex(site, language: language).markdown.utf8)
  }
}

extension PageFormat {
  /// Pages for readers of Markdown.
  package static let markdown = PageFormat(
    "markdown", suffix: ".md", mediaType: "text/plain; charset=utf-8", list: "index.md")
}
