import Foundation
import LessonCore
import LessonRendering
import LessonSite

/// Makes the lists of lessons, the first page, which leads to the languages, and the list for search engines.
package struct MakeIndexPages: ReaderTask {
  package let site: Site
  package let formats: Set<PageFormat>

  package init(site: Site, formats: Set<PageFormat>) {
    self.site = site
    self.formats = formats
  }

  /// The pages by their paths in the output.
  package typealias Result = [String: Data]

  package func accepts(_ result: Result) -> Bool {
    let lists = site.languages.flatMap { language in formats.compactMap(\.list).map { "\(language)/\($0)" } }
    return Set(lists + [OutputNames.firstPage, OutputNames.sitemap]).isSuperset(of: result.keys)
  }

  package func perform() -> Result {
    guard !site.languages.isEmpty else { return [:] }
    var pages: Result = [:]
    for format in OutputFormats.those(of: formats) {
      pages[OutputNames.firstPage] = format.firstPage(of: site) ?? pages[OutputNames.firstPage]
      // A lesson may itself be the first page of its language.
      for language in site.languages where site.lesson(OutputNames.listLesson, in: language) == nil {
        if let name = format.format.list, let list = format.list(of: language, on: site) {
          pages["\(language)/\(name)"] = list
        }
      }
    }
    if formats.contains(.html), let sitemap = Sitemap(site).xml {
      pages[OutputNames.sitemap] = Data(sitemap.utf8)
    }
    return pages
  }
}
