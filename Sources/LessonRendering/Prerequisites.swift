import LessonCore
import LessonMarkup
import LessonSite
import LessonWords

/// The lessons that a lesson builds on, as links.
struct Prerequisites {
  private let needs: [PagePlace.Need]
  private let words: PageWords

  init(_ needs: [PagePlace.Need], _ words: PageWords) {
    self.needs = needs
    self.words = words
  }

  /// The names behind the word for them; empty if there are none.
  ///
  /// - Parameter folder: The address of the language's folder, relative to the page.
  func inline(from folder: String = "") -> Element {
    guard !needs.isEmpty else { return .empty }
    let links = needs.map { need in
      let language = need.language.map { Language($0).tag }
      return Element.tag(
        "a", ["href": need.address(from: folder), "lang": language, "hreflang": language])[.text(need.title)]
    }
    return .tag("span", ["class": "needs"])[
      [.text(words.prerequisites + ": ")] + Array(links.map { [$0] }.joined(separator: [", "]))]
  }
}
