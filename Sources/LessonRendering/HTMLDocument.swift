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
  /// Styles of this document alone.
  var css: String?
  let body: [Element]

  /// The document as self-contained text.
  var text: String {
    let content = body.filter { $0 != .empty }
    let parts = ThemePart.needed(by: Element.group(content).markup)
    let head = about + styles(parts)
    let scripts = ([Theme.script] + parts.compactMap(\.script)).map { Element.tag("script")[.text($0)] }
    let body = content + scripts
    let page = Element.tag("html", ["lang": language.tag, "dir": language.direction.rawValue])[
      "\n", .tag("head")["\n"][head.flatMap { [$0, "\n"] }], "\n",
      .tag("body")["\n"][body.flatMap { [$0, "\n"] }], "\n"
    ]
    return "<!doctype html>\n" + page.markup + "\n"
  }

  private var about: [Element] {
    let general: [Element] = [
      .tag("meta", ["charset": "utf-8"]),
      .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .tag("meta", ["name": "color-scheme", "content": "light dark"]),
      Self.themeColour(Theme.lightPaper, "light"), Self.themeColour(Theme.darkPaper, "dark"),
      .tag("title")[.text(fullTitle)],
    ]
    let described = description.map { Element.tag("meta", ["name": "description", "content": $0]) }
    return general + [described].compactMap(\.self) + canonical + links + preview.elements + identityElements
  }

  /// The styles, and the script that runs before anything is drawn; it loads the font of formulas.
  private func styles(_ parts: [ThemePart]) -> [Element] {
    func style(_ text: String) -> Element { .tag("style")[.text(text)] }
    let font = FormulaFont.css(for: drawnInFormulas).map(style)
    let site = identity.css.map(style)
    return [
      font, .tag("script")[.text(Theme.earlyScript)],
      style(([Theme.css] + parts.compactMap(\.css) + [css].compactMap(\.self)).joined(separator: "\n")), site,
    ]
    .compactMap(\.self)
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
