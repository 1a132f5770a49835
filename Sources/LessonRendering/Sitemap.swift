import LessonCore
import LessonMarkup
import LessonSite

/// The list of all pages for search engines, if the site says where it is published.
package struct Sitemap {
  private let site: Site

  package init(_ site: Site) { self.site = site }

  /// The file; `nil` if the address of the site is unknown.
  package var xml: String? {
    guard let first = site.languages.first, let home = site.identity(in: first).address else { return nil }
    let pages = site.languages.flatMap { language -> [String] in
      let lessons = site.lessons(in: language).map(\.name).filter { $0 != OutputNames.listLesson }
      return ([OutputNames.listLesson] + lessons)
        .compactMap { site.identity(in: language).address(of: $0, in: language) }
    }
    let urls = ([home] + pages).flatMap { address -> [Element] in
      [Element.tag("url")[.tag("loc")[.text(address)]], "\n"]
    }
    let set = Element.tag("urlset", ["xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"])["\n"][urls]
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + set.markup + "\n"
  }
}
