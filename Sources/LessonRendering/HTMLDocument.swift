import LessonCore
import LessonMarkup

/// A whole HTML document in the theme.
struct HTMLDocument {
  let language: Language
  let title: String
  let description: String?
  /// Further elements of the head: how the page relates to others.
  var links: [Element] = []
  let body: [Element]

  /// The document as self-contained text.
  var text: String {
    let head: [Element] =
      [
        .tag("meta", ["charset": "utf-8"]),
        .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .tag("meta", ["name": "color-scheme", "content": "light dark"]),
        .tag("title")[.text(title)],
      ] + (description.map { [.tag("meta", ["name": "description", "content": $0])] } ?? []) + links + [
        .tag("script")[.text(Theme.earlyScript)], .tag("style")[.text(Theme.css)],
      ]
    let body = body.filter { $0 != .empty } + [.tag("script")[.text(Theme.script)]]
    let page = Element.tag("html", ["lang": language.tag, "dir": language.direction.rawValue])[
      "\n", .tag("head")["\n"][head.flatMap { [$0, "\n"] }], "\n",
      .tag("body")["\n"][body.flatMap { [$0, "\n"] }], "\n"
    ]
    return "<!doctype html>\n" + page.markup + "\n"
  }
}
