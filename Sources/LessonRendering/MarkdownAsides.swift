import LessonCore
import LessonDocument

/// Asides, questions, hints and what pages fold, which GitHub does not know, in what it knows.
extension MarkdownWriter {
  /// Puts the title of each aside, question and hint in the place of its opening.
  mutating func writeTitles() {
    for node in lesson.document.children.flatMap(\.unfolded) {
      guard case .alert(let alert) = node.kind, !alert.isOfGitHub, let start = node.range?.lowerBound else {
        continue
      }
      let line = source.bytes(ofLine: start.line)
      let written = Array(source.slice(line).utf8)
      guard let opening = written.firstIndex(of: UInt8(ascii: "[")),
        let end = written[opening...].firstIndex(of: UInt8(ascii: "]"))
      else { continue }
      let title = words.title(of: alert)
      let isFolded = alert == .hint
      edits.replace(
        line.lowerBound + opening..<line.lowerBound + end + 1,
        with: isFolded ? openingOfHint(title) : "**\(title)**<br>")
      if isFolded { closeHint(node) }
    }
  }

  private func openingOfHint(_ title: String) -> String {
    ["<details>", "> <summary>\(title)</summary>", ">"].joined(separator: source.lineEnding)
  }

  private mutating func closeHint(_ node: MarkdownNode) {
    edits.insert(
      source.lineEnding + [">", "> </details>"].joined(separator: source.lineEnding), at: end(of: node))
  }

  /// Begins each fold; what its blocks give comes after that.
  mutating func openFolds() {
    for (fold, nodes) in folds {
      guard let first = nodes.first?.range else { continue }
      let opening = ["<details>", "<summary>\(words.title(of: fold))</summary>", "", ""]
      edits.insert(
        opening.joined(separator: source.lineEnding),
        at: source.bytes(ofLine: first.lowerBound.line).lowerBound)
    }
  }

  /// Ends each fold after its last visible part, and the results of that.
  mutating func closeFolds() {
    for (_, nodes) in folds {
      guard let last = nodes.last else { continue }
      edits.insert(
        source.lineEnding + source.lineEnding + "</details>" + source.lineEnding, at: end(of: last))
    }
  }

  private func end(of node: MarkdownNode) -> Int {
    let line = lastLine(of: node)
    return source.bytes(ofLine: line).lowerBound + source.lines[line - 1].utf8.count
  }

  /// What is folded, without what nobody sees.
  private var folds: [(MarkdownNode.Fold, [MarkdownNode])] {
    lesson.document.children.compactMap { node in
      guard case .folded(let fold) = node.kind else { return nil }
      return (fold, node.children.filter(isSeen))
    }
  }

  private func isSeen(_ node: MarkdownNode) -> Bool {
    guard case .lessonBlock(let index) = node.kind else { return true }
    return lesson.blocks[index].options.showsCode
  }

  private func lastLine(of node: MarkdownNode) -> Int {
    if let caption = node.children.last, case .lessonBlock = node.kind { return lastLine(of: caption) }
    if case .lessonBlock(let index) = node.kind { return lesson.blocks[index].lastLine }
    return node.range?.upperBound.line ?? 1
  }
}

extension MarkdownNode {
  /// What is folded, in the place of the fold.
  fileprivate var unfolded: [MarkdownNode] { if case .folded = kind { children } else { [self] } }
}
