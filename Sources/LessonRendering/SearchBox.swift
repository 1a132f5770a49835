import LessonMarkup
import LessonWords

/// The button of the bar that begins a search, and the dialog that it opens. Both need the script, `search.js`.
struct SearchBox {
  let words: PageWords
  /// The address of the language's folder, relative to the page; empty for the same folder.
  let base: String

  private static let id = "page.search"

  var button: Element {
    .tag("button", ["class": "find", "type": "button", "aria-label": words.search, "title": words.search])[
      Icon.search.element]
  }

  var dialog: Element {
    .tag("dialog", ["id": Self.id, "class": "search", "aria-label": words.search, "data-base": base])[
      .tag("div")[
        .tag(
          "input",
          [
            "type": "search", "aria-label": words.search, "placeholder": words.search, "autocomplete": "off",
            "spellcheck": "false",
          ]),
        .tag("p", ["role": "status", "data-none": words.nothingFound]), .tag("ol")]]
  }
}
