import LessonCore
import LessonDocument
import LessonStorage
import SwiftSyntax

extension ProgramDigest {
  /// The digest of a lesson's program.
  package init(of lesson: LessonOutline, blocks: [ExpectingCode], inlines: [CodeSyntax]) {
    var hash = SHA256()
    func add(_ part: String) { hash.update(Array((part + "\u{0}").utf8)) }

    add("program 2")
    add("seed \(lesson.frontMatter.seed.map(String.init) ?? "none")")
    add("optimize \(lesson.frontMatter.optimize)")
    add("swift \(lesson.frontMatter.languageMode.rawValue)")
    lesson.frontMatter.requires.sorted().forEach { add("requires \($0)") }
    let namesItsPlace =
      lesson.document != nil || (blocks.map(\.syntax) + inlines).contains(where: \.namesItsPlace)
    if namesItsPlace { lesson.placedCode.forEach(add) }
    if let document = lesson.document {
      add(
        "document \(document.usesEngine) \(document.valueComments)"
      )
    }
    for (block, code) in zip(lesson.blocks, blocks) {
      add("block \(block.options.programText)")
      if block.options.execution == .fails { add(block.code) }
      code.syntax.digestTokens.forEach(add)
      let starts = code.expectations.isEmpty ? [] : code.syntax.tokenStarts
      for expectation in code.expectations {
        add(
          expectation.digestText(in: code.syntax, starts) + " " + expectation.stated.joined(separator: "\n"))
      }
    }
    // In their order, since one expression may change the value of the next.
    for (expression, source) in zip(lesson.inlineExpressions, inlines) {
      add("inline \(expression.blocksBefore) " + source.digestTokens.joined(separator: "\u{1}"))
    }
    self.init(digits: hash.finish().hexadecimal)
  }
}

extension Expectation {
  /// The stated result and how the program reports it. Both are part of the digest, since the page shows the comment.
  fileprivate func digestText(in syntax: CodeSyntax, _ starts: [Int]) -> String {
    /// Spacing and comments do not count, so places are counted in tokens.
    func tokens(before byte: Int) -> Int { starts.partitioningIndex { $0 >= byte } }
    return switch probe {
    case .argument(let bytes): "value \(tokens(before: bytes.lowerBound))"
    case .names(let names, let line): "names \(names) \(tokens(before: syntax.code.end(ofLine: line)))"
    case .printed(let line, let since):
      "printed \(tokens(before: syntax.code.end(ofLine: line))) "
        + (since.map { "\(tokens(before: syntax.code.end(ofLine: $0)))" } ?? "")
    case .refused(let bytes): "refused \(tokens(before: bytes.lowerBound)) \(syntax.code.text(of: bytes))"
    }
  }
}

extension CodeSyntax {
  /// Whether the code can read its own file, line or column: layers have it as their `location`, a `SourceLocation`.
  ///
  /// Declaring a `location` or making a `SourceLocation` from numbers does not read it.
  fileprivate var namesItsPlace: Bool {
    let names = tokens { $0.identifierText }
    return names.indices.contains { index in
      let before = index > 0 ? names[index - 1] : ""
      return switch names[index] {
      case "file", "fileID", "filePath", "column": before == "#"
      case "location": before != "let"
      case "SourceLocation": index + 1 == names.count || names[index + 1] != "("
      default: false
      }
    }
  }

  /// The byte at which each token begins.
  fileprivate var tokenStarts: [Int] {
    tree.tokens(viewMode: .sourceAccurate).map(\.positionAfterSkippingLeadingTrivia.utf8Offset)
  }

  /// The texts of the tokens, with a newline where a line breaks between two.
  package var digestTokens: [String] { tokens { $0.text } }

  /// The texts of the tokens as in `digestTokens`, with empty text for the contents of string literals.
  package var tokensWithoutStrings: [String] {
    tokens { token in
      if case .stringSegment = token.tokenKind { "" } else { token.text }
    }
  }

  private func tokens(_ text: (TokenSyntax) -> String) -> [String] {
    var parts: [String] = []
    var isAfterBreak = false
    for token in tree.tokens(viewMode: .sourceAccurate) where token.tokenKind != .endOfFile {
      if !parts.isEmpty, isAfterBreak || token.leadingTrivia.containsNewline { parts.append("\n") }
      parts.append(text(token))
      switch token.tokenKind {
      // Spacing decides whether an operator is prefix or postfix.
      case .prefixOperator, .prefixAmpersand: parts.append("prefix")
      case .postfixOperator, .postfixQuestionMark, .exclamationMark: parts.append("postfix")
      default: break
      }
      isAfterBreak = token.trailingTrivia.containsNewline
    }
    return parts
  }
}

extension Trivia {
  fileprivate var containsNewline: Bool { pieces.contains { $0.isNewline || $0.isCommentOfLines } }
}

extension TriviaPiece {
  /// Whether this is a comment that contains a line break, which also counts as a line break between tokens.
  fileprivate var isCommentOfLines: Bool {
    switch self {
    case .blockComment(let text), .docBlockComment(let text): text.contains(where: \.isNewline)
    default: false
    }
  }
}
