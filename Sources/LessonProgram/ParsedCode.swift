import SwiftParser
import SwiftSyntax
import Synchronization

/// A text of Swift as it was parsed: its tree and its line comments.
///
/// Several passes read the same blocks; each text is parsed once for all of them.
struct ParsedCode: Sendable {
  let tree: SourceFileSyntax
  /// The comments that begin with `//` alone, each with its first byte, in order.
  let lineComments: [(start: Int, text: String)]

  private init(parsing text: String) {
    tree = Parser.parse(source: text)
    lineComments = text.utf8.contains(UInt8(ascii: "/")) ? Self.lineComments(in: tree) : []
  }

  private static func lineComments(in tree: SourceFileSyntax) -> [(start: Int, text: String)] {
    var found: [(Int, String)] = []
    func add(_ trivia: Trivia, from start: Int) {
      var offset = start
      for piece in trivia {
        if case .lineComment(let text) = piece { found.append((offset, text)) }
        offset += piece.sourceLength.utf8Length
      }
    }
    for token in tree.tokens(viewMode: .sourceAccurate) {
      add(token.leadingTrivia, from: token.position.utf8Offset)
      add(token.trailingTrivia, from: token.endPositionBeforeTrailingTrivia.utf8Offset)
    }
    return found
  }

  // MARK: What was parsed before

  private struct Known {
    var texts: [String: ParsedCode] = [:]
    var bytes = 0
  }

  private static let known = Mutex(Known())

  /// The most code that is kept, in bytes.
  private static let mostBytes = 2 << 20
  /// What the tree of a short text takes besides, as bytes of code.
  private static let bytesPerText = 500

  /// The parsed text, from before if it is known.
  static func of(_ text: String) -> ParsedCode {
    if let parsed = known.withLock({ $0.texts[text] }) { return parsed }
    let parsed = ParsedCode(parsing: text)
    known.withLock { known in
      let bytes = text.utf8.count + bytesPerText
      if known.bytes + bytes > mostBytes { known = Known() }
      known.bytes += bytes
      known.texts[text] = parsed
    }
    return parsed
  }
}
