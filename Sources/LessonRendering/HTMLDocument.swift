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
  let kind: LinkPreview.Kind
  /// The address at which the page is published; `nil` if that is unknown.
  let address: String?
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
        Self.themeColour(Theme.lightPaper, "light"), Self.themeColour(Theme.darkPaper, "dark"),
        .tag("title")[.text(fullTitle)],
      ] + (description.map { [.tag("meta", ["name": "description", "content": $0])] } ?? []) + canonical
      + links + preview.elements + identityElements
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

  /// The colour of the browser's own bars around the page.
  private static func themeColour(_ colour: String, _ scheme: String) -> Element {
    .tag(
      "meta", ["name": "theme-color", "content": colour, "media": "(prefers-color-scheme: \(scheme))"])
  }

  private var canonical: [Element] {
    address.map { [.tag("link", ["rel": "canonical", "href": $0])] } ?? []
  }

  private var preview: LinkPreview {
    LinkPreview(kind: kind, title: title, description: description, address: address, identity: identity)
  }

  private var identityElements: [Element] {
    let authors = identity.authors.isEmpty ? nil : identity.authors.joined(separator: ", ")
    return [
      authors.map { .tag("meta", ["name": "author", "content": $0]) },
      .tag("link", ["rel": "icon", "href": identity.favicon ?? Theme.favicon]),
    ].compactMap(\.self)
  }
}
