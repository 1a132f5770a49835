import LessonCore
import LessonStorage

/// Other code for a block of a lesson, or other options. All bytes stay but those of the lines that differ.
struct BlockEdit {
  private let source: SourceText
  private let block: Block
  private let opening: BlockOpening

  init(of block: Block, in source: SourceText) {
    self.block = block
    self.source = source
    opening = BlockOpening(of: block, in: source)
  }

  /// The lesson's text with other code in the block.
  ///
  /// - Parameters:
  ///   - code: The code; whether it ends in a newline makes no difference.
  ///   - words: The options on the fence; `nil` leaves them as they are.
  /// - Throws: `UsageFailure` if a line of the code would end the block.
  func text(with code: String, words: String? = nil) throws(UsageFailure) -> String {
    let new = LineEdit.lines(of: code)
    try check(new)
    let text = LineEdit(source, fromLine: block.fence.lowerBound.line + 1, old: block.lines.map(\.text))
      .text(with: new, written: opening.indented)
    guard let words, words != opening.words else { return text }
    guard !words.contains(where: \.isNewline) else {
      throw UsageFailure("the options of a block stand on one line")
    }
    var lines = TextLines(SourceText(text))
    lines.set(block.fence.lowerBound.line, to: opening.line(words: words))
    return lines.text
  }

  /// A line that ends the block would make text of the code after it.
  private func check(_ code: [String]) throws(UsageFailure) {
    let fence = opening.fence
    for (index, line) in code.enumerated() {
      let rest = line.drop(while: \.isWhitespace)
      guard rest.hasPrefix(fence), rest.allSatisfy({ $0 == fence.first || $0.isWhitespace }) else { continue }
      throw UsageFailure(
        "line \(index + 1) of the code, '\(line)', would end the block: give it a longer fence in the file")
    }
  }
}
