import LessonMarkup
import LessonSite
import LessonWords

/// The bar at the top of each page: the way home, and the switch of colours behind what the page adds.
struct PageBar {
  let identity: SiteIdentity
  let words: PageWords
  /// The address to which the name of the site leads.
  let home: String

  /// - Parameters:
  ///   - before: What stands before the name of the site.
  ///   - after: What stands behind it.
  func element(before: [Element] = [], after: [Element] = []) -> Element {
    let parts = (before + [name] + after + [colours]).filter { $0 != .empty }
    return .tag("header", ["class": "bar"])[.tag("div")["\n"][parts.flatMap { [$0, "\n"] }]]
  }

  private var name: Element {
    let logo = identity.logo.map { Element.tag("img", ["src": $0, "alt": ""]) } ?? .empty
    return .tag("a", ["class": "home", "href": home])[logo, .text(identity.title ?? words.lessons)]
  }

  private var colours: Element {
    .tag(
      "button", ["class": "colours", "type": "button", "aria-label": words.colours, "title": words.colours])[
        Icon.contrast.element]
  }
}
