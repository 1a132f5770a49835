import SwiftSyntax

/// A line comment in code.
struct CodeComment: Hashable {
  /// The bytes of the comment, from its `//` to the end of its line without trailing blanks.
  let bytes: Range<Int>
  /// The text after `//`.
  let text: String
  /// The text without blanks around it.
  let content: String
  /// The index of its line.
  let line: Int
  /// Whether nothing stands before it on its line.
  let isAlone: Bool

  /// The first byte of the text after `//` that is not blank.
  var textStart: Int { bytes.upperBound - content.utf8.count }
}

extension CodeSyntax {
  /// The line comments of the code that begin with `//` alone, in order.
  var comments: [CodeComment] {
    parsed.lineComments.map { start, text in
      let blanks: Set<UInt8> = [0x20, 0x09]
      let bytes = Array(text.utf8)
      let end = bytes.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? 0
      let written = bytes[2..<end]
      let (line, byte) = code.line(at: start)
      return CodeComment(
        bytes: start..<(start + end), text: String(decoding: written, as: UTF8.self),
        content: String(decoding: written.drop(while: blanks.contains), as: UTF8.self), line: line,
        isAlone: code.lines[line].text.utf8.prefix(byte).allSatisfy(blanks.contains))
    }
  }
}
