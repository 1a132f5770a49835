import LessonCore

/// A node of a Markdown document, independent of the parser.
package final class MarkdownNode: Sendable {
  /// The type of a node, with its properties.
  package enum Kind: Sendable, Hashable {
    // Blocks
    case document
    case paragraph
    case heading(level: Int)
    case quote
    /// A quote that GitHub shows as an alert.
    case alert(Alert)
    /// What pages fold.
    case folded(Fold)
    case list(List)
    /// An item of a list; `isDone` is `nil` outside of task lists.
    case item(isDone: Bool?)
    case code(CodeBlock)
    /// A `swift-dt` block of the lesson, by its index. Its child is its long caption, if it has one.
    case lessonBlock(Int)
    /// An image or a table with a caption; its children are the paragraph of the image or the table, and the caption.
    case figure(Figure)
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
    /// A formula; a formula in a fence is a block.
    case formula(Formula)
    /// Works that the text cites; pages write them as links.
    case citation(Citation)
    case inlineHTML(String)
    case emphasis
    case strong
    case strikethrough
    case link(url: String, title: String)
    case image(url: String, title: String)
    case footnoteReference(number: Int)
  }

  /// The kinds of alerts, by the word at the beginning of the quote: `[!NOTE]`. GitHub has those before `aside`.
  package enum Alert: String, Sendable, Hashable, CaseIterable {
    case note, tip, important, warning, caution
    /// What stands in the margin, if there is room.
    case aside
    /// A question that readers answer before they see what follows.
    case predict
    /// Help with an exercise, which pages fold.
    case hint

    /// Whether GitHub knows it.
    package var isOfGitHub: Bool { self != .aside && self != .predict && self != .hint }
  }

  /// What pages fold until readers open it.
  package enum Fold: String, Sendable, Hashable {
    /// What follows a `[!PREDICT]`.
    case answer
    /// The solution of an exercise.
    case solution
    /// The check that proves a solution, which readers may want to see without that.
    case check
  }

  /// An image or a table with a caption.
  package struct Figure: Sendable, Hashable {
    /// Unique in the document.
    package let index: Int
    package let isTable: Bool
    /// The name for references: that at the end of the caption, or else that of the image's file.
    package let name: String?
    /// The place of `{#NAME}` at the end of the caption.
    package let writtenName: Range<SourcePosition>?
  }

  /// The numbering of a list.
  package struct List: Sendable, Hashable {
    /// The first number of a numbered list; `nil` for bullets.
    package let start: Int?
    /// Whether items are not separated like paragraphs.
    package let isTight: Bool

    package init(start: Int?, isTight: Bool) {
      self.start = start
      self.isTight = isTight
    }
  }

  /// The alignment of a column's cells.
  package enum Alignment: Sendable, Hashable {
    case none, left, center, right
  }

  /// Code that is not run.
  package struct CodeBlock: Sendable, Hashable {
    /// The info string: everything after the opening fence, with escapes resolved; empty for indented code.
    package let info: String
    /// The code; each line ends with a newline.
    package let text: String
    /// Whether the code is between fences; otherwise it is indented.
    package let isFenced: Bool

    /// The first word of the info string; empty if there is none.
    package var language: String { String(Substring(info.utf8.prefix { !" \t,{".utf8.contains($0) })) }
  }

  /// The type of the node.
  package let kind: Kind
  /// The nodes inside this node.
  package let children: [MarkdownNode]
  /// The position of a block in the file, or of a code span in a text with expressions; `nil` for other inlines.
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

  /// Visits this node and all descendants, in the order of the tree.
  package func forEach(_ visit: (MarkdownNode) -> Void) {
    visit(self)
    for child in children { child.forEach(visit) }
  }

  /// The same tree with some kinds replaced.
  package func mapKinds(_ replacement: (MarkdownNode) -> Kind?) -> MarkdownNode {
    let mapped = children.map { $0.mapKinds(replacement) }
    let kind = replacement(self)
    guard kind != nil || !zip(mapped, children).allSatisfy(===) else { return self }
    return MarkdownNode(kind ?? self.kind, children: mapped, range: range)
  }
}

extension MarkdownNode: Equatable {
  /// Whether two nodes and all their descendants are equal, including their positions.
  package static func == (one: MarkdownNode, other: MarkdownNode) -> Bool {
    one === other || (one.kind == other.kind && one.range == other.range && one.children == other.children)
  }
}
