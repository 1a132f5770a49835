import LessonCore
import LessonDocument

/// Asides, questions and their answers, which GitHub does not know, in what it knows.
extension MarkdownWriter {
  /// Puts the title of each aside and question in the place of its opening.
  mutating func writeTitles() {
    for node in lesson.document.children {
      guard case .alert(let alert) = node.kind, !alert.isOfGitHub, let start = node.range?.lowerBound else {
        continue
      }
      let line = source.bytes(ofLine: start.line)
      let written = Array(source.slice(line).utf8)
      guard let opening = written.firstIndex(of: UInt8(ascii: "[")),
        let end = written[opening...].firstIndex(of: UInt8(ascii: "]"))
      else { continue }
      edits.replace(
        line.lowerBound + opening..<line.lowerBound + end + 1, with: "**\(words.title(of: alert))**<br>")
    }
  }

  /// Begins a fold before each answer; what the answer's blocks give comes after it.
  mutating func openAnswers() {
    for node in seenAnswers {
      guard let first = node.first?.range else { continue }
      let opening = ["<details>", "<summary>\(words.answer)</summary>", "", ""]
      edits.insert(
        opening.joined(separator: source.lineEnding),
        at: source.bytes(ofLine: first.lowerBound.line).lowerBound)
    }
  }

  /// Ends the fold after the last visible part of each answer, and its results.
  mutating func closeAnswers() {
    for node in seenAnswers {
      guard let last = node.last else { continue }
      let line = lastLine(of: last)
      let end = source.bytes(ofLine: line).lowerBound + source.lines[line - 1].utf8.count
      edits.insert(source.lineEnding + source.lineEnding + "</details>" + source.lineEnding, at: end)
    }
  }

  /// The visible parts of each answer.
  private var seenAnswers: [[MarkdownNode]] {
    lesson.document.children.filter { $0.kind == .answer }.map { $0.children.filter(isSeen) }
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
