import LessonCore

/// Folds the solutions of exercises, each with its check and the text between the two.
enum FoldedSolutions {
  /// The document with solutions as nodes of their own.
  static func folded(_ document: MarkdownNode, _ blocks: [Block]) -> MarkdownNode {
    var rest = document.children[...]
    var children: [MarkdownNode] = []
    for solution in blocks where solution.options.isSolution {
      guard let first = rest.firstIndex(where: { $0.kind == .lessonBlock(solution.index) }),
        let last = rest[first...].firstIndex(where: { $0.kind == .lessonBlock(solution.index + 1) }),
        let start = rest[first].range?.lowerBound, let end = rest[last].range?.upperBound
      else { continue }
      children += rest[..<first]
      children.append(
        MarkdownNode(.folded(.solution), children: Array(rest[first...last]), range: start..<end))
      rest = rest[(last + 1)...]
    }
    return children.isEmpty
      ? document : MarkdownNode(document.kind, children: children + rest, range: document.range)
  }
}
