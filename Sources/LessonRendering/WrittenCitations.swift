import LessonCore
import LessonDocument
import LessonMarkup
import LessonWords

/// Citations as pages write them: links with authors and year, and the list of works to which they lead.
struct WrittenCitations {
  private let cited: CitedWorks
  private let words: PageWords

  init(_ lesson: Lesson, _ words: PageWords) {
    cited = CitedWorks(lesson, words)
    self.words = words
  }

  // MARK: Citations

  /// The inlines of a citation.
  ///
  /// - Parameter place: The number of its first work among all that the lesson cites.
  func inlines(_ citation: Citation, from place: Int) -> [MarkdownNode] {
    let works = citation.works.enumerated().map { index, work in
      inlines(work, place: place + index, inText: citation.isInText)
    }
    let joined = Array(works.joined(separator: [Self.text("; ")]))
    return citation.isInText ? joined : [Self.text("(")] + joined + [Self.text(")")]
  }

  private func inlines(_ work: Citation.Work, place: Int, inText: Bool) -> [MarkdownNode] {
    guard let entry = cited.work(work.key) else { return [Self.text("@" + work.key)] }
    let (names, year) = (cited.names(entry, inText: inText), cited.year(entry))
    let label = work.isYearOnly ? year : inText ? "\(names) (\(year))" : "\(names) \(year)"
    let title = ReferenceText(entry, year: year, words).plain
    let link = MarkdownNode(
      .link(url: "#" + Self.anchor(of: work.key), title: title), children: [Self.text(label)])
    return [work.prefix.isEmpty ? nil : Self.text(work.prefix + " ")].compactMap(\.self)
      + Self.target(Self.anchor(ofPlace: place)) + [link]
      + [work.locator.isEmpty ? nil : Self.text(", " + work.locator)].compactMap(\.self)
  }

  // MARK: The list

  /// The heading and the list of all works that are cited; empty if there are none.
  var list: [MarkdownNode] {
    guard !cited.works.isEmpty else { return [] }
    let items = cited.works.map { work in
      MarkdownNode(.item(isDone: nil), children: [MarkdownNode(.paragraph, children: line(work))])
    }
    return [
      MarkdownNode(.heading(level: 2), children: [Self.text(words.references)]),
      MarkdownNode(.list(.init(start: nil, isTight: true)), children: items),
    ]
  }

  /// The lines of the list in Markdown.
  var lines: [String] {
    cited.works.isEmpty
      ? [] : ["## \(words.references)", ""] + cited.works.map { "- " + InlineMarkdown.text(of: line($0)) }
  }

  private func line(_ work: BibliographyEntry) -> [MarkdownNode] {
    let places = cited.places[work.key] ?? []
    let ways = places.enumerated().flatMap { index, place in
      let text = places.count == 1 ? "↩" : "↩\(index + 1)"
      return [
        Self.text(" "),
        MarkdownNode(
          .link(url: "#" + Self.anchor(ofPlace: place), title: words.backToText), children: [Self.text(text)]),
      ]
    }
    return Self.target(Self.anchor(of: work.key))
      + ReferenceText(work, year: cited.year(work), words).inlines + ways
  }

  // MARK: Anchors

  // They contain a point, so that they differ from those of headings and blocks.

  private static func anchor(of key: String) -> String { "ref." + key }

  private static func anchor(ofPlace place: Int) -> String { "cite.\(place)" }

  private static func target(_ anchor: String) -> [MarkdownNode] {
    [MarkdownNode(.inlineHTML(Element.tag("a", ["id": anchor]).markup))]
  }

  private static func text(_ text: String) -> MarkdownNode { MarkdownNode(.text(text)) }
}

extension Lesson {
  /// The lesson with citations as links and the list of works at its end.
  package var citing: Lesson {
    guard !citations.isEmpty else { return self }
    let written = WrittenCitations(self, PageWords(Language(outline.language)))
    var place = 1
    let document = document.writing(written, from: &place)
    return with(
      MarkdownNode(document.kind, children: document.children + written.list, range: document.range))
  }
}

extension MarkdownNode {
  fileprivate func writing(_ citations: WrittenCitations, from place: inout Int) -> MarkdownNode {
    var written: [MarkdownNode] = []
    for child in children {
      if case .citation(let citation) = child.kind {
        written += citations.inlines(citation, from: place)
        place += citation.works.count
      } else {
        written.append(child.writing(citations, from: &place))
      }
    }
    return MarkdownNode(kind, children: written, range: range)
  }
}
