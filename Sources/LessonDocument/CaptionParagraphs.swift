import LessonCore

/// Long captions: a paragraph below a block that begins with `: `.
enum CaptionParagraphs {
  private static let mark = ": "

  /// The tree with each caption as the child of its block, without the mark.
  static func attached(in node: MarkdownNode) -> MarkdownNode {
    guard !node.children.isEmpty else { return node }
    var children: [MarkdownNode] = []
    for child in node.children.map(attached) {
      if let block = children.last, case .lessonBlock = block.kind, block.children.isEmpty,
        let text = caption(child)
      {
        children[children.count - 1] = MarkdownNode(block.kind, children: [text], range: block.range)
      } else {
        children.append(child)
      }
    }
    return MarkdownNode(node.kind, children: children, range: node.range)
  }

  private static func caption(_ node: MarkdownNode) -> MarkdownNode? {
    guard node.kind == .paragraph, let inlines = withoutMark(node.children[...], mark[...]) else {
      return nil
    }
    return MarkdownNode(.paragraph, children: inlines, range: node.range)
  }

  /// The inlines without the mark, whose characters the parser may have given to several texts.
  private static func withoutMark(_ nodes: ArraySlice<MarkdownNode>, _ mark: Substring) -> [MarkdownNode]? {
    if mark.isEmpty { return Array(nodes) }
    guard case .text(let text)? = nodes.first?.kind else { return nil }
    if text.hasPrefix(mark) {
      return [MarkdownNode(.text(String(text.dropFirst(mark.count))))] + nodes.dropFirst()
    }
    guard !text.isEmpty, mark.hasPrefix(text) else { return nil }
    return withoutMark(nodes.dropFirst(), mark.dropFirst(text.count))
  }
}
