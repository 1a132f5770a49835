import LessonCore
import LessonMarkup
import LessonSite
import LessonWords

/// The frame around the text of a page: the bar at the top, the lists of lessons, sections and languages, the links to
/// the previous and next lesson.
///
/// The lists are popovers, which the bar's buttons open without a script. If there is room, style sheets put them
/// beside the text.
struct PageFrame {
  private let place: PagePlace
  private let words: PageWords
  private let contents: [PageHeading]

  /// - Parameter headings: The headings of the page; the list of sections contains those of levels 2 and 3.
  init(_ place: PagePlace, headings: [PageHeading] = []) {
    self.place = place
    words = PageWords(Language(place.language))
    let sections = headings.filter { (2...3).contains($0.level) }
    contents = sections.count > 1 ? sections : []
  }

  // These ids contain a point, so that they differ from those of headings and blocks.
  /// The id of the page's main part.
  static let mainID = "page.main"
  private static let lessonsID = "page.lessons"
  private static let contentsID = "page.contents"
  private static let languagesID = "page.languages"
  /// The id of the strip of buttons that the script copies to each block of code.
  private static let stripID = "page.strip"
  private static let resumeID = "page.resume"
  private static let keysID = "page.keys"

  /// The elements above the text.
  var head: [Element] { [Self.skip(words), bar, languages, search.dialog] }

  /// The link past the bar.
  static func skip(_ words: PageWords) -> Element {
    .tag("a", ["class": "skip", "href": "#" + mainID])[.text(words.skip)]
  }

  /// The buttons above code, which the script needs below the text.
  var codeStrip: Element {
    let wrap = Element.tag(
      "button", ["class": "wrap-lines", "type": "button", "aria-label": words.wrap, "title": words.wrap])
    let copy = Element.tag(
      "button",
      [
        "class": "copy", "type": "button", "aria-label": words.copy, "title": words.copy,
        "data-done": words.copied,
      ])
    return .tag("template", ["id": Self.stripID])[
      .tag("div", ["class": "strip"])[wrap[Icon.wrap.element], copy[Icon.copy.element]]]
  }

  // MARK: The bar

  private var search: SearchBox { SearchBox(words: words, base: place.folder) }

  private var bar: Element {
    let lessons =
      place.lessons.isEmpty
      ? Element.empty : button(words.lessons, .menu, opens: Self.lessonsID, "for-lessons")
    let others: [Element] = [
      search.button,
      contents.isEmpty ? .empty : button(words.contents, .list, opens: Self.contentsID, "for-contents"),
      place.languages.count < 2
        ? .empty
        : button(language.name, .globe, opens: Self.languagesID, "for-languages", lead: words.language),
    ]
    return PageBar(identity: place.identity, words: words, home: place.index)
      .element(before: [lessons], after: others)
  }

  private var language: Language { Language(place.language) }

  private func button(_ label: String, _ icon: Icon, opens id: String, _ name: String, lead: String? = nil)
    -> Element
  {
    let lead = lead.map { Element.tag("span", ["class": "hidden"])[.text($0 + ": ")] } ?? .empty
    return .tag("button", ["class": name, "type": "button", "popovertarget": id])[
      icon.element, lead, .tag("span", ["class": "label"])[.text(label)]]
  }

  // MARK: Lists

  /// The lessons of the language, or those near this one.
  var lessons: Element {
    guard !place.lessons.isEmpty else { return .empty }
    var part: String?
    let items = place.lessons.flatMap { lesson -> [Element] in
      defer { part = lesson.part }
      let title = lesson.part == part ? nil : lesson.part
      return [title.map { .tag("li", ["class": "part"])[.text($0)] }, item(lesson)].compactMap(\.self)
    }
    let all =
      place.listsAll
      ? .empty : Element.tag("a", ["class": "all", "href": place.index])[.text(words.allLessons)]
    return list("lessons", Self.lessonsID, words.lessons, items, after: all)
  }

  private func item(_ lesson: PagePlace.Neighbour) -> Element {
    .tag("li")[
      .tag(
        "a",
        [
          "href": place.address(of: lesson.name), "aria-current": lesson.name == place.name ? "page" : nil,
        ])[.text(lesson.title)]]
  }

  /// The sections of the page.
  var sections: Element {
    guard !contents.isEmpty else { return .empty }
    let items = contents.map { heading in
      Element.tag("li")[
        .tag(
          "a", ["href": "#" + SafeURL.encoded(heading.anchor), "class": heading.level == 2 ? nil : "inner"])[
            .text(heading.text)]]
    }
    return list("contents", Self.contentsID, words.contents, items)
  }

  private var languages: Element {
    guard place.languages.count > 1 else { return .empty }
    let items = place.languages.map { translation in
      let language = Language(translation.folder)
      let isThis = translation.folder == place.language
      return Element.tag("li")[
        .tag(
          "a",
          [
            "href": isThis ? place.address(of: place.name) : place.address(in: translation),
            "lang": language.tag, "hreflang": language.tag, "dir": language.direction.rawValue,
            "aria-current": isThis ? "true" : nil,
          ])[.text(language.name)]]
    }
    return list("languages", Self.languagesID, words.language, items)
  }

  private func list(
    _ name: String, _ id: String, _ title: String, _ items: [Element], after: Element = .empty
  ) -> Element {
    .tag("nav", ["class": "side \(name)", "id": id, "popover": "", "aria-label": title])[
      .tag("p", ["class": "title", "aria-hidden": "true"])[.text(title)], "\n",
      .tag("ol")["\n"][items.flatMap { [$0, "\n"] }], after]
  }

  // MARK: Before and after

  /// The links to the previous and next lesson.
  var pager: Element {
    let links = [
      place.previous.map { link(to: $0, "prev", words.previous) },
      place.next.map { link(to: $0, "next", words.next) },
    ].compactMap(\.self)
    guard !links.isEmpty else { return .empty }
    return .tag("nav", ["class": "pager", "aria-label": "\(words.previous), \(words.next)"])[
      "\n"][links.flatMap { [$0, "\n"] }]
  }

  private func link(to lesson: PagePlace.Neighbour, _ relation: String, _ label: String) -> Element {
    .tag("a", ["class": relation, "rel": relation, "href": place.address(of: lesson.name)])[
      .tag("small")[.text(label)], .text(lesson.title)]
  }

  /// Elements of the head that relate the page to others.
  var links: [Element] {
    let neighbours = [("prev", place.previous), ("next", place.next)].compactMap { relation, lesson in
      lesson.map { Element.tag("link", ["rel": relation, "href": place.address(of: $0.name)]) }
    }
    let translations = place.languages.filter { $0.hasLesson && $0.folder != place.language }.map {
      Element.tag(
        "link", ["rel": "alternate", "hreflang": Language($0.folder).tag, "href": place.address(in: $0)])
    }
    return neighbours + translations
  }

  /// The address at which the page is published; `nil` if that is unknown.
  var address: String? { place.identity.address(of: place.name, in: place.language) }

  /// The offer to go on where the reader stopped, which the script makes.
  var resume: Element {
    guard !contents.isEmpty else { return .empty }
    return .tag("p", ["class": "resume", "id": Self.resumeID, "hidden": ""])[
      .tag("a")[.text(words.resume)],
      .tag("button", ["type": "button", "aria-label": words.dismiss, "title": words.dismiss])[
        Icon.cross.element]]
  }

  /// The keys that the script knows.
  var keys: Element {
    let rows = [
      place.previous.map { _ in ("←", words.previous) }, place.next.map { _ in ("→", words.next) },
      ("/", words.search), ("?", words.showKeys),
    ].compactMap(\.self).map { key, meaning in
      Element.tag("div")[.tag("dt")[.tag("kbd")[.text(key)]], .tag("dd")[.text(meaning)]]
    }
    return .tag(
      "div",
      ["class": "shortcuts", "id": Self.keysID, "popover": "", "role": "dialog", "aria-label": words.keys])[
        .tag("p", ["class": "title", "aria-hidden": "true"])[.text(words.keys)],
        .tag("dl")[rows]]
  }

  // MARK: Translations

  /// Says that a translation is out of date, and in which sections if that is known.
  var lag: Element {
    guard let lag = place.lag else { return .empty }
    let sections = lag.sections.map { section in
      Element.tag("a", ["href": place.address(of: section)])[.text(section.title)]
    }
    let names = Array(sections.map { [$0] }.joined(separator: [", "]))
    let changed = sections.isEmpty ? [] : [.text(" \(words.changed) ")] + names + ["."]
    return .tag("div", ["class": "alert behind", "role": "note"])[
      .tag("p")[.tag("strong")[.text(words.behind)]][changed]]
  }
}

/// A heading of a page.
struct PageHeading: Hashable, Sendable {
  let level: Int
  let text: String
  let anchor: String
}
