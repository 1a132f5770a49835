import LessonCore

/// The code of a block with changes that a compiler proposes.
struct FixedCode {
  private let block: Block

  init(_ block: Block) { self.block = block }

  /// The code after some edits; `nil` unless all of them are in the block and apart.
  func code(after edits: [CodeFix.Edit]) -> String? {
    guard !edits.isEmpty else { return nil }
    var changes: [(bytes: Range<Int>, text: String)] = []
    for edit in edits {
      guard let bytes = bytes(of: edit.range) else { return nil }
      changes.append((bytes, edit.text))
    }
    let ordered = changes.sorted {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    guard zip(ordered, ordered.dropFirst()).allSatisfy({ $0.bytes.upperBound <= $1.bytes.lowerBound }) else {
      return nil
    }
    var code = Array(block.code.utf8)
    for change in ordered.reversed() { code.replaceSubrange(change.bytes, with: change.text.utf8) }
    return String(decoding: code, as: UTF8.self)
  }

  /// The bytes of the code that a part of a line is.
  private func bytes(of range: Range<SourcePosition>) -> Range<Int>? {
    guard range.lowerBound.line == range.upperBound.line,
      let index = block.lines.firstIndex(where: { $0.start.line == range.lowerBound.line }),
      let start = block.lines[index].byte(atColumn: range.lowerBound.column),
      let end = block.lines[index].byte(atColumn: range.upperBound.column)
    else { return nil }
    let before = block.lines[..<index].reduce(0) { $0 + $1.text.utf8.count + 1 }
    return before + start..<before + end
  }
}
