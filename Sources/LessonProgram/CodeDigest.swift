import LessonCore
import LessonDocument
import LessonStorage
import SwiftSyntax

extension ProgramDigest {
  /// The digest of a lesson's program.
  package init(of lesson: Lesson, blocks: [CodeSyntax], inlines: [CodeSyntax]) {
    var hash = SHA256()
    func add(_ part: String) { hash.update(Array((part + "\u{0}").utf8)) }

    add("program 2")
    add("seed \(lesson.frontMatter.seed.map(String.init) ?? "none")")
    add("optimize \(lesson.frontMatter.optimize)")
    add("swift \(lesson.frontMatter.languageMode.rawValue)")
    lesson.frontMatter.requires.sorted().forEach { add("requires \($0)") }
    let namesItsPlace = (blocks + inlines).contains(where: \.namesItsPlace)
    if namesItsPlace { lesson.outline.placedCode.forEach(add) }
    for (block, source) in zip(lesson.blocks, blocks) {
      add("block \(block.options.programText)")
      if block.options.execution == .fails { add(block.code) }
      source.digestTokens.forEach(add)
    }
    // In their order, since one may change what the next gives.
    for (expression, source) in zip(lesson.inlineExpressions, inlines) {
      add("inline \(expression.blocksBefore) " + source.digestTokens.joined(separator: "\u{1}"))
    }
    self.init(digits: hash.finish().hexadecimal)
  }
}

extension CodeSyntax {
  /// Whether the code can show in which file, line or column it stands: layers know it as their `location`, a `SourceLocation`.
  ///
  /// To declare a location of one's own and to make one from numbers shows nothing.
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

  /// The texts of the tokens, with a newline where a line breaks between two.
  package var digestTokens: [String] { tokens { $0.text } }

  /// The same with nothing in the place of what string literals say.
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
      // Spacing decides which of these an operator is.
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
  /// Whether this is a comment with a line break inside, which breaks the line for the code around it, too.
  fileprivate var isCommentOfLines: Bool {
    switch self {
    case .blockComment(let text), .docBlockComment(let text): text.contains(where: \.isNewline)
    default: false
    }
  }
}
