import Foundation
import LessonCore
import LessonDocument
import LessonMarkup
import LessonWords

/// A paragraph of a glossary that begins with `Also:`: other names and inflected forms of a term, which links reach as they reach
/// the term.
struct TermForms {
  private static let mark = "Also:"

  /// The forms in the order of the text.
  let forms: [String]

  /// - Returns: `nil` if a node is no such paragraph.
  init?(_ node: MarkdownNode, _ prose: PlainProse) {
    guard node.kind == .paragraph else { return nil }
    let text = prose.text(of: node)
    guard text.hasPrefix(Self.mark) else { return nil }
    forms = text.dropFirst(Self.mark.count).split { ",،、".contains($0) }
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// The anchors by which links reach the term.
  var anchors: [String] { forms.map(Self.anchor) }

  private static func anchor(_ form: String) -> String {
    var anchors = HeadingAnchors()
    return anchors.anchor(for: form)
  }

  /// The line as pages have it: in the language of the page, each form with its anchor.
  ///
  /// - Parameter taken: The anchors of the page so far; those of the forms are added.
  func inlines(_ words: PageWords, taken: inout Set<String>) -> [MarkdownNode] {
    let parts = forms.map { form -> [MarkdownNode] in
      let anchor = Self.anchor(form)
      let text = MarkdownNode(.text(form))
      guard taken.insert(anchor).inserted else { return [text] }
      return [MarkdownNode(.inlineHTML(Element.tag("a", ["id": anchor]).markup)), text]
    }
    let around = words.otherForms("\n").split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    return [MarkdownNode(.text(around.first ?? ""))]
      + Array(parts.joined(separator: [MarkdownNode(.text(", "))]))
      + (around.dropFirst().first.map { $0.isEmpty ? [] : [MarkdownNode(.text($0))] } ?? [])
  }
}

extension Lesson {
  /// The paragraphs with other forms of terms, in the words of the page; empty if the lesson is no glossary.
  func termForms(_ words: PageWords) -> [(paragraph: MarkdownNode, inlines: [MarkdownNode])] {
    guard outline.name == GlossaryText.page else { return [] }
    let prose = PlainProse()
    var taken = Set(prose.anchors(of: document))
    return document.children.compactMap { node in
      TermForms(node, prose).map { (node, $0.inlines(words, taken: &taken)) }
    }
  }

  /// The lesson with other forms of terms in the words of its page, each with an anchor.
  var explaining: Lesson {
    let forms = termForms(PageWords(Language(outline.language)))
    guard !forms.isEmpty else { return self }
    let children = document.children.map { node in
      forms.first { $0.paragraph === node }.map {
        MarkdownNode(.paragraph, children: $0.inlines, range: node.range)
      } ?? node
    }
    return with(MarkdownNode(document.kind, children: children, range: document.range))
  }
}
