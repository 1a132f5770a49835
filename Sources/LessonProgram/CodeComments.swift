import SwiftSyntax

/// A line comment in code.
struct CodeComment: Hashable {
  /// The bytes of the comment, from its `//` to the end of its line without trailing blanks.
  let bytes: Range<Int>
  /// The text after `//`.
  let text: String
  /// The index of its line.
  let line: Int
  /// Whether nothing stands before it on its line.
  let isAlone: Bool

  /// The first byte of the text after `//` that is not blank.
  var textStart: Int { bytes.lowerBound + 2 + text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count }

  /// The text without blanks around it.
  var content: String { String(text.drop { $0 == " " || $0 == "\t" }) }
}

extension CodeSyntax {
  /// The line comments of the code that begin with `//` alone, in order.
  var comments: [CodeComment] {
    guard code.text.utf8.contains(UInt8(ascii: "/")) else { return [] }
    var found: [CodeComment] = []
    for token in tree.tokens(viewMode: .sourceAccurate) {
      add(token.leadingTrivia, from: token.position.utf8Offset, to: &found)
      add(token.trailingTrivia, from: token.endPositionBeforeTrailingTrivia.utf8Offset, to: &found)
    }
    return found
  }

  private func add(_ trivia: Trivia, from start: Int, to found: inout [CodeComment]) {
    var offset = start
    for piece in trivia {
      if case .lineComment(let text) = piece {
        let trimmed = String(text.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        let (line, byte) = code.line(at: offset)
        found.append(
          CodeComment(
            bytes: offset..<(offset + trimmed.utf8.count), text: String(trimmed.dropFirst(2)), line: line,
            isAlone: code.lines[line].text.utf8.prefix(byte).allSatisfy { $0 == 0x20 || $0 == 0x09 }))
      }
      offset += piece.sourceLength.utf8Length
    }
  }
}
