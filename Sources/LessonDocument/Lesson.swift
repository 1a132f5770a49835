import LessonCore

/// A lesson: a Markdown file whose `swift-dt` blocks are run in order as one program.
///
/// It consists of its outline and its text.
@dynamicMemberLookup
package struct Lesson: Sendable {
  /// The lesson without its text.
  package let outline: LessonOutline
  /// The file's text.
  package let source: SourceText
  /// The Markdown as a tree, which contains blocks and expressions of the lesson by their indices.
  package let document: MarkdownNode
  /// The addresses in the text that are others on its page.
  package var addressEdits = SourceEdits()
  /// The works that the lesson may cite; `nil` if the course names no bibliography, so that `@key` is text.
  package let bibliography: Bibliography?

  /// The citations in the order of the tree, in which footnotes come last.
  package let citations: [Citation]

  package init(
    outline: LessonOutline, source: SourceText, document: MarkdownNode, bibliography: Bibliography? = nil
  ) {
    self.outline = outline
    self.source = source
    self.document = document
    self.bibliography = bibliography
    citations = bibliography == nil ? [] : document.citations
  }

  private init(_ lesson: Lesson, _ document: MarkdownNode) {
    (outline, source, addressEdits, bibliography, citations) =
      (lesson.outline, lesson.source, lesson.addressEdits, lesson.bibliography, lesson.citations)
    self.document = document
  }

  /// The same lesson with another tree.
  package func with(_ document: MarkdownNode) -> Lesson { Lesson(self, document) }

  /// A property of the outline.
  package subscript<Value>(dynamicMember part: KeyPath<LessonOutline, Value>) -> Value {
    outline[keyPath: part]
  }
}

extension MarkdownNode {
  /// The citations below this node, in the order of the tree.
  var citations: [Citation] {
    var found: [Citation] = []
    forEach { node in if case .citation(let citation) = node.kind { found.append(citation) } }
    return found
  }
}
