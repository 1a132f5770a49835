import Foundation
import LessonCore
import LessonDocument
import LessonMarkup
import LessonSite

/// What a text says of terms: those that a glossary explains, and those that a lesson links to.
struct GlossaryText {
  private let lesson: Lesson
  private let prose: PlainProse

  init(_ lesson: Lesson, _ prose: PlainProse) {
    self.lesson = lesson
    self.prose = prose
  }

  /// The maximum length of a sentence in characters.
  private static let longest = 300

  /// The name of the page with the terms.
  static let page = GlossaryTerm.page

  /// A heading below the title, and what stands below it.
  private struct Entry {
    let title: String
    var anchors: [String]
    var meaning: String?
  }

  /// The terms, each a heading below the title with a paragraph; `nil` if the lesson is no glossary.
  var terms: [GlossaryTerm]? {
    guard lesson.name == Self.page else { return nil }
    return entries.compactMap { entry in
      entry.meaning.map { GlossaryTerm(title: entry.title, anchors: entry.anchors, meaning: $0) }
    }
  }

  private var entries: [Entry] {
    var entries: [Entry] = []
    var anchors = HeadingAnchors()
    var isBelowTerm = false
    for node in lesson.document.children {
      if case .heading(let level) = node.kind {
        let anchor = anchors.anchor(for: prose.anchorText(of: node))
        isBelowTerm = level > 1
        if isBelowTerm {
          let title = prose.text(of: node).trimmingCharacters(in: .whitespaces)
          entries.append(Entry(title: title, anchors: [anchor] + Self.anchors(in: node)))
        }
      } else if isBelowTerm {
        add(node, to: &entries[entries.count - 1])
      }
    }
    return entries
  }

  private func add(_ node: MarkdownNode, to entry: inout Entry) {
    if let forms = TermForms(node, prose) {
      entry.anchors += forms.anchors.filter { !entry.anchors.contains($0) }
    } else if node.kind == .paragraph, entry.meaning == nil {
      entry.meaning = Self.firstSentence(of: prose.text(of: node))
    }
  }

  /// The anchors of the glossary that a lesson links to.
  var links: Set<String> {
    let opening = Self.opening(from: lesson.name)
    var anchors: Set<String> = []
    lesson.document.forEach { node in
      if case .link(let url, _) = node.kind, let anchor = Self.anchor(of: url, opening) {
        anchors.insert(anchor)
      }
    }
    return anchors
  }

  /// The anchor of the glossary to which an address leads; `nil` if it leads elsewhere.
  ///
  /// - Parameter opening: How addresses of the glossary begin on the page.
  static func anchor(of address: String, _ opening: String) -> String? {
    guard address.hasPrefix(opening) else { return nil }
    let anchor = String(address.dropFirst(opening.count))
    return anchor.removingPercentEncoding ?? anchor
  }

  /// How addresses of the glossary begin on the page of a lesson.
  static func opening(from name: String) -> String {
    String(repeating: "../", count: name.count { $0 == "/" }) + GlossaryTerm.page + ".md#"
  }

  private static func anchors(in heading: MarkdownNode) -> [String] {
    heading.children.flatMap { node -> [String] in
      guard case .inlineHTML(let html) = node.kind else { return [] }
      return RawHTML.startTags(in: html).compactMap(\.anchor)
    }
  }

  /// The text up to the first mark that ends a sentence.
  private static func firstSentence(of text: String) -> String {
    let end = text.firstMatch(of: #/[.!?](?=\s+[^\p{Ll}\s])|[。！？]/#)?.range.upperBound ?? text.endIndex
    let sentence = text[..<end]
    return sentence.count > longest ? sentence.prefix(longest) + "…" : String(sentence)
  }
}
