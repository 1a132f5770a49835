import LessonCore

/// Folds what follows a question: everything below a `[!PREDICT]` up to the next heading, question or exercise.
enum FoldedAnswers {
  /// The document with answers as nodes of their own.
  ///
  /// - Parameter starters: The starters of exercises.
  static func folded(_ document: MarkdownNode, endingAt starters: [Block] = []) -> MarkdownNode {
    guard document.children.contains(where: \.isQuestion) else { return document }
    var children: [MarkdownNode] = []
    var answer: [MarkdownNode]?
    func end() {
      if let nodes = answer, let node = Self.answer(nodes) { children.append(node) }
      answer = nil
    }
    for node in document.children {
      if node.endsAnswer || starters.contains(where: { node.kind == .lessonBlock($0.index) }) { end() }
      if answer == nil { children.append(node) } else { answer?.append(node) }
      if node.isQuestion { answer = [] }
    }
    end()
    return MarkdownNode(document.kind, children: children, range: document.range)
  }

  private static func answer(_ nodes: [MarkdownNode]) -> MarkdownNode? {
    guard let first = nodes.first?.range, let last = nodes.last?.range else { return nil }
    return MarkdownNode(.folded(.answer), children: nodes, range: first.lowerBound..<last.upperBound)
  }
}

extension MarkdownNode {
  fileprivate var isQuestion: Bool { kind == .alert(.predict) }

  fileprivate var endsAnswer: Bool {
    switch kind {
    case .heading, .footnote, .alert(.predict): true
    // The record of a translation is no part of the text.
    case .html(let text): text.contains(TranslationRecord.commentLabel)
    default: false
    }
  }
}
