import LessonCore

/// The parts of a lesson's text with their lines, for editors that change one part of the file.
package struct LessonElements: Codable, Hashable, Sendable {
  /// A part of the text that no other part contains: a heading, a paragraph, a list, a block …
  package struct Element: Codable, Hashable, Sendable {
    /// The name of its element on the page; `nil` if pages show it in a way that is not known, or not at all.
    package var tag: String?
    /// The first and the last of its lines.
    package var lines: ClosedRange<Int>
    /// Its words on the page.
    package var words: [String]
    /// Whether it is a block of the lesson.
    package var isBlock = false
  }

  /// What belongs to a block in the file.
  package struct BlockPlace: Codable, Hashable, Sendable {
    /// The lines from the comment with options above the fence to the caption below the block.
    package var lines: ClosedRange<Int>
    /// The quotes and items around it, from the outermost.
    package var containers: [Container] = []
  }

  package enum Container: String, Codable, Hashable, Sendable {
    case quote, item
  }

  /// In the order of the text.
  package private(set) var elements: [Element] = []
  /// By the blocks' indices.
  package private(set) var blocks: [BlockPlace] = []

  /// No parts.
  package init() {}

  /// - Parameter lesson: A lesson whose blocks are closed.
  package init(of lesson: Lesson) {
    blocks = lesson.blocks.map { block in
      BlockPlace(lines: Self.fenced(block, in: lesson.source))
    }
    visit(lesson.document, inside: [])
    addElements(of: lesson)
    leaveOutUnsure(in: lesson.source)
  }

  // MARK: Blocks

  private static func fenced(_ block: Block, in source: SourceText) -> ClosedRange<Int> {
    let fence = block.fence.lowerBound.line
    let hasOptionsAbove =
      fence > 1 && OptionComment.words(of: source.lines[fence - 2], number: fence - 1) != nil
    return (hasOptionsAbove ? fence - 1 : fence)...max(fence, block.lastLine)
  }

  private mutating func visit(_ node: MarkdownNode, inside containers: [Container]) {
    if case .lessonBlock(let index) = node.kind {
      blocks[index].containers = containers
      let caption = node.children.first?.range?.upperBound.line ?? 0
      blocks[index].lines = blocks[index].lines.lowerBound...max(blocks[index].lines.upperBound, caption)
      return
    }
    let container = Container(node.kind).map { [$0] } ?? []
    for child in node.children { visit(child, inside: containers + container) }
  }

  // MARK: Elements

  private mutating func addElements(of lesson: Lesson) {
    let shown = lesson.blocks.map(\.options.showsCode)
    let found = lesson.document.children.flatMap(\.unfolded).compactMap { node -> Element? in
      if case .lessonBlock(let index) = node.kind {
        return Element(
          tag: shown[index] ? node.pageTag : nil, lines: blocks[index].lines,
          words: [PageLetters.letters(of: lesson.blocks[index].code)], isBlock: true)
      }
      guard let range = node.range else { return nil }
      let lines = lesson.source.withoutBlankEnd(range.lowerBound.line...range.upperBound.line)
      let isOfBlock = blocks.contains {
        $0.lines.lowerBound <= lines.lowerBound && lines.upperBound <= $0.lines.upperBound
      }
      return isOfBlock ? nil : Element(tag: node.pageTag, lines: lines, words: PageLetters(of: node).runs)
    }
    elements = found.sorted { $0.lines.lowerBound < $1.lines.lowerBound }
  }

  /// Where lines between two elements are neither blank nor definitions, the parser may have cut one of these.
  private mutating func leaveOutUnsure(in source: SourceText) {
    for (index, next) in elements.enumerated().dropFirst() {
      let between =
        elements[index - 1].lines.upperBound
        + 1..<max(
          elements[index - 1].lines.upperBound + 1, next.lines.lowerBound)
      let isOverlapping = next.lines.lowerBound <= elements[index - 1].lines.upperBound
      guard isOverlapping || !between.allSatisfy({ source.isBlankOrDefinition($0) }) else { continue }
      elements[index - 1].tag = nil
      elements[index].tag = nil
    }
  }
}

extension LessonElements.Container {
  fileprivate init?(_ kind: MarkdownNode.Kind) {
    switch kind {
    case .quote, .alert: self = .quote
    case .item: self = .item
    default: return nil
    }
  }
}

extension SourceText {
  fileprivate func isBlank(_ line: Int) -> Bool { lines[line - 1].allSatisfy(\.isWhitespace) }

  fileprivate func isBlankOrDefinition(_ line: Int) -> Bool {
    let content = lines[line - 1].drop(while: \.isWhitespace)
    return content.isEmpty || content.hasPrefix("[")
  }

  /// The parser counts blank lines to some lists.
  fileprivate func withoutBlankEnd(_ lines: ClosedRange<Int>) -> ClosedRange<Int> {
    let last = lines.reversed().first { !isBlank($0) }
    return lines.lowerBound...(last ?? lines.lowerBound)
  }
}

extension MarkdownNode {
  /// The node, or what pages fold.
  fileprivate var unfolded: [MarkdownNode] {
    if case .folded = kind { children.flatMap(\.unfolded) } else { [self] }
  }

  /// The name of the element that pages have for the node; `nil` for HTML, which can be any number of elements, and for
  /// footnotes, which pages gather at their end.
  fileprivate var pageTag: String? {
    switch kind {
    case .paragraph: "p"
    case .figure: "figure"
    case .heading(let level): "h\(level)"
    case .quote: "blockquote"
    case .alert(let alert): alert == .hint ? "details" : "div"
    case .list(let list): list.start == nil ? "ul" : "ol"
    case .code: "pre"
    case .formula: "p"
    case .rule: "hr"
    case .table: "div"
    case .lessonBlock: "section"
    default: nil
    }
  }
}
