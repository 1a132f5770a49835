import Formulas
import LessonCore

/// Code whose lines all have a place in a lesson.
package struct MappedCode: Sendable, Hashable {
  package let lines: [Block.Line]
  /// All lines, each ended by a newline.
  package let text: String
  /// The lines as the program contains them: omitted parts are replaced by blanks, so that positions stay the same.
  package private(set) var written: [String]
  /// The UTF-8 offset in `text` at which each line begins.
  private let offsets: [Int]

  package init(lines: [Block.Line]) {
    self.lines = lines.map { line in
      // A carriage return would count as a line end.
      Block.Line(text: line.text.filter { !$0.isNewline }, start: line.start, escapes: line.escapes)
    }
    written = self.lines.map(\.text)
    text = written.map { $0 + "\n" }.joined()
    var offsets: [Int] = []
    var offset = 0
    for line in self.lines {
      offsets.append(offset)
      offset += line.text.utf8.count + 1
    }
    self.offsets = offsets
  }

  package init(_ block: Block) { self.init(lines: block.lines) }

  package init(_ expression: InlineExpression) {
    self.init(lines: [Block.Line(text: expression.code, start: expression.start, escapes: expression.escapes)]
    )
  }

  /// All lines as the program contains them; bytes have the same places as in `text`.
  var kept: String { written.map { $0 + "\n" }.joined() }

  /// The code with only these parts, given as bytes of `text`.
  package func keeping(_ ranges: [Range<Int>]) -> MappedCode {
    let all = Array(kept.utf8)
    var bytes = [UInt8](repeating: UInt8(ascii: " "), count: all.count)
    for range in ranges.map({ $0.clamped(to: 0..<all.count) }) { bytes[range] = all[range] }
    return with(bytes)
  }

  /// The code without these parts, given as bytes of `text`.
  func leavingOut(_ ranges: [Range<Int>]) -> MappedCode {
    guard !ranges.isEmpty else { return self }
    var bytes = Array(kept.utf8)
    for range in ranges {
      for index in range.clamped(to: 0..<bytes.count) { bytes[index] = UInt8(ascii: " ") }
    }
    return with(bytes)
  }

  /// The code with these bytes in place of all lines and their ends.
  private func with(_ bytes: [UInt8]) -> MappedCode {
    var copy = self
    copy.written = lines.indices.map { index in
      String(decoding: bytes[offsets[index]..<end(ofLine: index)], as: UTF8.self)
    }
    return copy
  }

  /// The line that holds a byte of `text`, and the byte's place in that line.
  package func line(at offset: Int) -> (index: Int, byte: Int) {
    guard !lines.isEmpty else { return (0, 0) }
    // The end of the text belongs to its last line.
    let index = max(0, offsets.partitioningIndex { $0 > offset } - 1)
    return (index, min(offset - offsets[index], lines[index].text.utf8.count))
  }

  /// Some bytes of `text`.
  func text(of bytes: Range<Int>) -> Substring {
    let start = text.utf8.index(text.startIndex, offsetBy: bytes.lowerBound)
    return text[start..<text.utf8.index(start, offsetBy: bytes.count)]
  }

  /// The byte of `text` at which a line ends.
  func end(ofLine index: Int) -> Int { offsets[index] + lines[index].text.utf8.count }

  /// The position of a byte of `text` in the lesson.
  package func position(at offset: Int) -> SourcePosition {
    guard !lines.isEmpty else { return SourcePosition(line: 1, column: 1) }
    let (index, byte) = line(at: offset)
    return lines[index].position(ofByte: byte)
  }

  /// The range in the lesson of some bytes of `text`.
  func range(of bytes: Range<Int>) -> Range<SourcePosition> {
    position(at: bytes.lowerBound)..<position(at: bytes.upperBound)
  }

  /// A byte's place as a range of one character.
  package func range(at offset: Int) -> Range<SourcePosition> {
    let start = position(at: offset)
    return start..<SourcePosition(line: start.line, column: start.column + 1)
  }
}
