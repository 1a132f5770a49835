import LessonCore
import LessonMarkup
import LessonSite

/// A whole HTML document in the theme.
struct HTMLDocument {
  let language: Language
  let title: String
  let description: String?
  /// What the page says of the site.
  let identity: SiteIdentity
  /// Further elements of the head: how the page relates to others.
  var links: [Element] = []
  /// The characters of its formulas.
  var drawnInFormulas: Set<Unicode.Scalar> = []
  let body: [Element]

  /// The document as self-contained text.
  var text: String {
    let head: [Element] =
      [
        .tag("meta", ["charset": "utf-8"]),
        .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .tag("meta", ["name": "color-scheme", "content": "light dark"]),
        .tag("title")[.text(fullTitle)],
      ] + (description.map { [.tag("meta", ["name": "description", "content": $0])] } ?? []) + links
      + identityElements
      // Before the script, which loads it.
      + (FormulaFont.css(for: drawnInFormulas).map { [.tag("style")[.text($0)]] } ?? [])
      + [.tag("script")[.text(Theme.earlyScript)], .tag("style")[.text(Theme.css)]]
      + (identity.css.map { [.tag("style")[.text($0)]] } ?? [])
    let body = body.filter { $0 != .empty } + [.tag("script")[.text(Theme.script)]]
    let page = Element.tag("html", ["lang": language.tag, "dir": language.direction.rawValue])[
      "\n", .tag("head")["\n"][head.flatMap { [$0, "\n"] }], "\n",
      .tag("body")["\n"][body.flatMap { [$0, "\n"] }], "\n"
    ]
    return "<!doctype html>\n" + page.markup + "\n"
  }

  /// The title with that of the site.
  private var fullTitle: String {
    guard let site = identity.title, site != title else { return title }
    return "\(title) · \(site)"
  }

  private var identityElements: [Element] {
    let authors = identity.authors.isEmpty ? nil : identity.authors.joined(separator: ", ")
    return [
      authors.map { .tag("meta", ["name": "author", "content": $0]) },
      identity.favicon.map { .tag("link", ["rel": "icon", "href": $0]) },
    ].compactMap(\.self)
  }
}
