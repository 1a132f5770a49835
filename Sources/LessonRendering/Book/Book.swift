import Foundation
import LessonCore
import LessonMarkup
import LessonSite
import LessonWords

/// All lessons of a language on one page, for print: a title page, lists of what is in it, and the lessons as chapters.
package struct Book {
  /// A chapter in its place.
  package struct Entry {
    /// The path of the lesson below the language's folder, without an extension.
    let name: String
    /// The title of its part of the course; `nil` if it is in none.
    let part: String?
    let chapter: BookChapter

    package init(name: String, part: String?, chapter: BookChapter) {
      self.name = name
      self.part = part
      self.chapter = chapter
    }
  }

  private let language: Language
  private let words: PageWords
  private let identity: SiteIdentity
  private let entries: [Entry]
  /// The figures and tables in earlier chapters, by chapter.
  private let counts: [(figures: Int, tables: Int)]

  /// - Parameters:
  ///   - folder: The folder of the language.
  ///   - entries: The chapters, in order.
  package init(_ entries: [Entry], in folder: String, identity: SiteIdentity) {
    self.entries = entries
    self.identity = identity
    language = Language(folder)
    words = PageWords(language)
    counts = entries.reduce(into: [(0, 0)]) { counts, entry in
      let tables = entry.chapter.figures.count(where: \.isTable)
      counts.append(
        (
          counts[counts.count - 1].0 + entry.chapter.figures.count - tables,
          counts[counts.count - 1].1 + tables
        ))
    }
  }

  private var title: String { identity.title ?? words.lessons }

  /// The book as a self-contained page.
  package var html: String {
    let main = Element.tag("main", ["id": PageFrame.mainID, "class": "book"])["\n"][
      ([titlePage, contents, list(words.figures, tables: false), list(words.tables, tables: true)]
        + entries.indices.map(chapter)).filter { $0 != .empty }.flatMap { [$0, "\n"] }]
    return HTMLDocument(
      language: language, title: title, description: identity.description, identity: identity, kind: .website,
      address: nil, drawnInFormulas: Set(entries.flatMap(\.chapter.drawnInFormulas.unicodeScalars)),
      css: runningTitles, body: [main]
    ).text
  }

  /// The book as a file.
  package var file: Data { Data(CompactMarkup.html(html).utf8) }

  private var titlePage: Element {
    let authors = identity.authors.isEmpty ? nil : identity.authors.joined(separator: ", ")
    let lines = [
      ("lead", identity.description), ("authors", authors), ("about", identity.license),
      ("about", identity.address),
    ]
    return .tag("header", ["class": "cover"])[.tag("h1")[.text(title)]][
      lines.compactMap { name, text in text.map { .tag("p", ["class": name])[.text($0)] } }]
  }

  // MARK: Lists

  private var contents: Element {
    let items = entries.indices.flatMap { index -> [Element] in
      let part = entries[index].part
      let isNew = part != nil && (index == 0 || entries[index - 1].part != part)
      return (isNew ? [.tag("li", ["class": "part"])[.text(part ?? "")]] : []) + [item(index)]
    }
    return section(words.bookContents, items)
  }

  private func item(_ index: Int) -> Element {
    let chapter = entries[index].chapter
    let sections = chapter.headings.filter { $0.level == 2 }.map { heading in
      Element.tag("li")[link(links(index).address("#" + SafeURL.encoded(heading.anchor)), heading.text)]
    }
    return .tag("li")[link("#" + ChapterLinks.id(index + 1), chapter.title)][
      sections.isEmpty ? [] : [.tag("ol")[sections]]]
  }

  /// The figures or the tables of all chapters.
  private func list(_ title: String, tables: Bool) -> Element {
    let items = entries.indices.flatMap { index in
      entries[index].chapter.figures.filter { $0.isTable == tables }.map { figure in
        Element.tag("li")[
          link(
            links(index).address("#" + figure.anchor), FigureMark.numbered(figure.text, after: counts[index]))
        ]
      }
    }
    return items.isEmpty ? .empty : section(title, items)
  }

  private func section(_ title: String, _ items: [Element]) -> Element {
    .tag("nav", ["class": "list", "aria-label": title])[
      .tag("h2")[.text(title)], .tag("ol")[items.flatMap { ["\n", $0] }]]
  }

  private func link(_ address: String, _ text: String) -> Element {
    .tag("a", ["href": address])[.text(text)]
  }

  // MARK: Chapters

  private func links(_ index: Int) -> ChapterLinks {
    ChapterLinks(
      number: index + 1, name: entries[index].name,
      chapters: Dictionary(
        entries.enumerated().map { ($1.name, $0 + 1) }, uniquingKeysWith: { first, _ in first }))
  }

  private func chapter(_ index: Int) -> Element {
    let html = links(index).rewritten(FigureMark.numbered(entries[index].chapter.html, after: counts[index]))
    return .tag("section", ["class": "chapter", "id": ChapterLinks.id(index + 1)])[
      "\n", .tag("article")["\n"][.raw(html)]["\n"], "\n"]
  }

  /// Each chapter has its title above its pages, in browsers that know margins of paper.
  private var runningTitles: String {
    entries.indices.map { index in
      let id = ChapterLinks.id(index + 1)
      return
        "#\(id){page:\(id)}@page \(id){@top-center{content:\(Self.quoted(entries[index].chapter.title))}}"
    }.joined(separator: "\n")
  }

  /// A text as a string of CSS.
  private static func quoted(_ text: String) -> String {
    let safe = text.map {
      $0.isLetter || $0.isNumber || $0 == " " ? String($0) : $0.unicodeScalars.map(escaped).joined()
    }
    return "\"\(safe.joined())\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String { "\\\(String(scalar.value, radix: 16)) " }
}
