import LessonCore

/// Captions in the text: a paragraph that begins with `: `, below a block, a table or an image that is alone in its paragraph.
struct CaptionParagraphs {
  private let source: SourceText
  private let path: String
  /// The number of captioned images and tables so far.
  private var count = 0
  private(set) var diagnostics: [Diagnostic] = []

  private static let mark = ": "

  init(_ source: SourceText, path: String) {
    self.source = source
    self.path = path
  }

  /// The tree with captions, without their marks: the caption of a block is its child, an image or a table with its caption is a
  /// `figure`.
  mutating func attached(in node: MarkdownNode) -> MarkdownNode {
    guard !node.children.isEmpty else { return node }
    var children: [MarkdownNode] = []
    for child in node.children {
      let child = attached(in: child)
      if let content = children.last, let text = caption(child),
        let captioned = self.captioned(content, by: text)
      {
        children[children.count - 1] = captioned
      } else if let (image, text) = pictureAndCaption(child) {
        children.append(figure(image, text, isTable: false))
      } else {
        children.append(child)
      }
    }
    if case .table = node.kind { refuseRow(of: node) }
    return MarkdownNode(node.kind, children: children, range: node.range)
  }

  private mutating func captioned(_ content: MarkdownNode, by text: MarkdownNode) -> MarkdownNode? {
    switch content.kind {
    case .lessonBlock where content.children.isEmpty:
      refuseName(at: text)
      return MarkdownNode(content.kind, children: [text], range: content.range)
    case .table: return figure(content, text, isTable: true)
    case .paragraph where content.picture != nil: return figure(content, text, isTable: false)
    default: return nil
    }
  }

  // MARK: Images and tables

  private mutating func figure(_ content: MarkdownNode, _ text: MarkdownNode, isTable: Bool) -> MarkdownNode {
    let named = FigureName.split(text, in: source)
    if let written = named.written, !FigureName.isValid(written.name) { refuse(written) }
    let figure = MarkdownNode.Figure(
      index: count, isTable: isTable, name: named.written?.name ?? content.picture.flatMap(FigureName.ofFile),
      writtenName: named.written?.range)
    count += 1
    let start = content.range?.lowerBound ?? .start
    return MarkdownNode(
      .figure(figure), children: [content, named.caption], range: start..<(text.range?.upperBound ?? start))
  }

  /// The image at the beginning of a paragraph and the caption on the next line.
  private func pictureAndCaption(_ node: MarkdownNode) -> (MarkdownNode, MarkdownNode)? {
    guard node.kind == .paragraph, node.children.count > 2, let range = node.range,
      node.children[0].isPicture, node.children[1].kind == .softBreak,
      let inlines = withoutMark(node.children[2...], Self.mark[...]), let start = markedLine(in: range)
    else { return nil }
    let end = source.position(
      ofOffset: source.bytes(ofLine: start.line - 1).lowerBound
        + source.lines[start.line - 2].utf8.count)
    return (
      MarkdownNode(
        .paragraph, children: [node.children[0]], range: range.lowerBound..<max(range.lowerBound, end)),
      MarkdownNode(.paragraph, children: inlines, range: start..<range.upperBound)
    )
  }

  /// The first line of a paragraph, below its first, that begins with the mark.
  private func markedLine(in range: Range<SourcePosition>) -> SourcePosition? {
    guard range.lowerBound.line < range.upperBound.line else { return nil }
    for line in (range.lowerBound.line + 1)...range.upperBound.line {
      let text = source.lines[line - 1]
      let content = text.drop { " \t>".contains($0) }
      if content.hasPrefix(Self.mark) {
        return SourcePosition(line: line, column: text[..<content.startIndex].unicodeScalars.count + 1)
      }
    }
    return nil
  }

  // MARK: Marks

  private func caption(_ node: MarkdownNode) -> MarkdownNode? {
    guard node.kind == .paragraph, let inlines = withoutMark(node.children[...], Self.mark[...]) else {
      return nil
    }
    return MarkdownNode(.paragraph, children: inlines, range: node.range)
  }

  /// The inlines without the mark, whose characters the parser may have given to several texts.
  private func withoutMark(_ nodes: ArraySlice<MarkdownNode>, _ mark: Substring) -> [MarkdownNode]? {
    if mark.isEmpty { return Array(nodes) }
    guard case .text(let text)? = nodes.first?.kind else { return nil }
    if text.hasPrefix(mark) {
      return [MarkdownNode(.text(String(text.dropFirst(mark.count))))] + nodes.dropFirst()
    }
    guard !text.isEmpty, mark.hasPrefix(text) else { return nil }
    return withoutMark(nodes.dropFirst(), mark.dropFirst(text.count))
  }

  // MARK: Problems

  /// A caption directly below a table, which Markdown reads as one of its rows.
  private mutating func refuseRow(of table: MarkdownNode) {
    for row in table.children {
      guard let line = row.range?.lowerBound.line else { continue }
      let content = source.lines[line - 1].drop { " \t>".contains($0) }
      guard content.hasPrefix(Self.mark), !content.contains("|") else { continue }
      return report(
        "Markdown reads this caption as a row of the table; an empty line above it makes it a caption",
        at: row.range ?? .start..<(.start))
    }
  }

  private mutating func refuseName(at caption: MarkdownNode) {
    guard let written = FigureName.split(caption, in: source).written else { return }
    report("the name of a block's figure is an option of the block: 'id=\(written.name)'", at: written.range)
  }

  private mutating func refuse(_ written: FigureName.Written) {
    report(
      "'\(written.name)' is not the name of a figure: a name has ASCII letters, digits, '-' and '_' and begins with a letter, as "
        + "in '{#loss}'", at: written.range)
  }

  private mutating func report(_ message: String, at range: Range<SourcePosition>) {
    diagnostics.append(Diagnostic(path: path, at: range, message))
  }
}
