import SwiftSyntax

extension CodeSyntax {
  /// Lines that end what the code leaves open, so that the code after it keeps its meaning; none for whole code.
  var ends: [String] {
    guard tree.hasError || isInComment else { return [] }
    let missing = tree.tokens(viewMode: .fixedUp).filter { $0.presence == .missing && isAtEnd($0) }
    // An operator or a period would take the next line as its operand.
    return (isInComment ? ["*/"] : []) + missing.compactMap(\.closing) + [";"]
  }

  private func isAtEnd(_ token: TokenSyntax) -> Bool {
    token.position.utf8Offset >= lastByte
  }

  /// The byte after the last token that the author wrote.
  private var lastByte: Int {
    let written = tree.tokens(viewMode: .sourceAccurate).reversed().first {
      $0.presence == .present && $0.tokenKind != .endOfFile
    }
    return written?.endPositionBeforeTrailingTrivia.utf8Offset ?? 0
  }

  /// Whether the code ends inside of a comment.
  private var isInComment: Bool {
    for token in tree.tokens(viewMode: .sourceAccurate).reversed().prefix(2) {
      for piece in token.leadingTrivia + token.trailingTrivia {
        switch piece {
        case .blockComment(let text), .docBlockComment(let text):
          if !text.hasSuffix("*/") || text.count < 4 { return true }
        default: break
        }
      }
    }
    return false
  }
}

extension TokenSyntax {
  /// What closes a scope, a list or a literal; `nil` for other tokens.
  fileprivate var closing: String? {
    switch tokenKind {
    case .rightBrace, .rightParen, .rightSquare, .multilineStringQuote, .poundEndif:
      text
    default: nil
    }
  }
}
