import LessonCore

/// A node of a Markdown document, free of the parser that made it.
package final class MarkdownNode: Sendable {
  /// What a node is, with what belongs to that alone.
  package enum Kind: Sendable, Hashable {
    // Blocks
    case document
    case paragraph
    case heading(level: Int)
    case quote
    /// A quote that GitHub shows as a remark of a kind.
    case alert(Alert)
    case list(List)
    /// An item of a list; a task list's items are done or not.
    case item(isDone: Bool?)
    case code(CodeBlock)
    /// A `swift-dt` block of the lesson, by its index.
    case lessonBlock(Int)
    case html(String)
    case rule
    case table([Alignment])
    case tableRow(isHeader: Bool)
    case tableCell
    /// A footnote's text; footnotes come last, in the order of their numbers.
    case footnote(number: Int)

    // Inlines
    case text(String)
    case softBreak
    case lineBreak
    case codeSpan(String)
    /// A `swift-dt` expression of the lesson, by its index.
    case lessonExpression(Int)
    /// A formula; one that stands in a fence is a block.
    case formula(Formula)
    case inlineHTML(String)
    case emphasis
    case strong
    case strikethrough
    case link(url: String, title: String)
    case image(url: String, title: String)
    case footnoteReference(number: Int)
  }

  /// The kinds of remarks, by the word that a quote begins with: `[!NOTE]`.
  package enum Alert: String, Sendable, Hashable, CaseIterable {
    case note, tip, important, warning, caution
  }

  /// How a list counts.
  package struct List: Sendable, Hashable {
    /// The first number of a numbered list; `nil` for bullets.
    package let start: Int?
    /// Whether items are not set apart like paragraphs.
    package let isTight: Bool

    package init(start: Int?, isTight: Bool) {
      self.start = start
      self.isTight = isTight
    }
  }

  /// How the cells of a column are set.
  package enum Alignment: Sendable, Hashable {
    case none, left, center, right
  }

  /// Code that is not run.
  package struct CodeBlock: Sendable, Hashable {
    /// All after the opening fence, with escapes resolved; empty for indented code.
    package let info: String
    /// The code, each line ended by a newline.
    package let text: String
    /// Whether it stands between fences; indented code does not.
    package let isFenced: Bool

    /// The word that the info begins with; empty when there is none.
    package var language: String { String(Substring(info.utf8.prefix { !" \t,{".utf8.contains($0) })) }
  }

  /// What the node is.
  package let kind: Kind
  /// What stands in it.
  package let children: [MarkdownNode]
  /// Where a block stands in the file, or a code span of a text that has expressions; `nil` for other inlines.
  package let range: Range<SourcePosition>?

  package init(_ kind: Kind, children: [MarkdownNode] = [], range: Range<SourcePosition>? = nil) {
    self.kind = kind
    self.children = children
    self.range = range
  }

  /// Whether it is a block or span of code.
  package var isCode: Bool {
    switch kind {
    case .code, .codeSpan: true
    default: false
    }
  }

  /// This node and all below it, in the order of the tree.
  package func forEach(_ visit: (MarkdownNode) -> Void) {
    visit(self)
    for child in children { child.forEach(visit) }
  }

  /// The same tree with some kinds replaced.
  func mapKinds(_ replacement: (MarkdownNode) -> Kind?) -> MarkdownNode {
    let mapped = children.map { $0.mapKinds(replacement) }
    let kind = replacement(self)
    guard kind != nil || !zip(mapped, children).allSatisfy(===) else { return self }
    return MarkdownNode(kind ?? self.kind, children: mapped, range: range)
  }
}

extension MarkdownNode: Equatable {
  /// Whether two nodes and all below them are the same, and in the same places.
  package static func == (one: MarkdownNode, other: MarkdownNode) -> Bool {
    one === other || (one.kind == other.kind && one.range == other.range && one.children == other.children)
  }
}
