import LessonCore

/// Finds columns in the lines of a text. It is fast for repeated requests in one line from left to right.
final class LineRuler {
  private let source: SourceText
  /// The line of the last request, and the part of it that has not been counted yet.
  private var line = 0
  private var rest = ""[...].utf8
  private var byte = 0
  private var column = 1
  private var end: (line: Int, position: SourcePosition)?

  init(_ source: SourceText) { self.source = source }

  /// The column of a byte as cmark counts it, from 0: cmark counts NUL as the three bytes of U+FFFD.
  func column(ofByte target: Int, inLine number: Int) -> Int {
    if number != line || target < byte {
      (line, rest, byte, column) = (number, source.lines.part(number - 1).utf8, 0, 1)
    }
    while byte < target, let next = rest.popFirst() {
      byte += next == 0 ? 3 : 1
      if !next.isContinuation { column += 1 }
    }
    return column
  }

  /// The position after a line's last character.
  func end(ofLine number: Int) -> SourcePosition {
    if let end, end.line == number { return end.position }
    var line = source.lines.part(number - 1)
    let characters = line.withUTF8 { $0.reduce(0) { $1.isContinuation ? $0 : $0 + 1 } }
    let position = SourcePosition(line: number, column: characters + 1)
    end = (number, position)
    return position
  }
}

extension UInt8 {
  /// Whether this is a continuation byte of UTF-8, which begins with the bits 10.
  fileprivate var isContinuation: Bool { self & 0xC0 == 0x80 }
}
