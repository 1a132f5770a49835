import LessonCore

/// Folds the solutions of exercises, each with the text below it, and their checks.
enum FoldedSolutions {
  /// The document with solutions and checks as nodes of their own.
  static func folded(_ document: MarkdownNode, _ blocks: [Block]) -> MarkdownNode {
    var rest = document.children[...]
    var children: [MarkdownNode] = []
    for solution in blocks where solution.options.isSolution {
      guard let first = rest.firstIndex(where: { $0.kind == .lessonBlock(solution.index) }),
        let check = rest[first...].firstIndex(where: { $0.kind == .lessonBlock(solution.index + 1) })
      else { continue }
      children += rest[..<first]
      children += [fold(rest[first..<check], as: .solution), fold(rest[check...check], as: .check)]
      rest = rest[(check + 1)...]
    }
    return children.isEmpty
      ? document : MarkdownNode(document.kind, children: children + rest, range: document.range)
  }

  private static func fold(_ nodes: ArraySlice<MarkdownNode>, as fold: MarkdownNode.Fold) -> MarkdownNode {
    let ranges = nodes.compactMap(\.range)
    let start = ranges.first?.lowerBound ?? .start
    return MarkdownNode(
      .folded(fold), children: Array(nodes), range: start..<max(start, ranges.last?.upperBound ?? start))
  }
}
