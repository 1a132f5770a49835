import LessonCore
import SwiftSyntax

/// Finds the lines that must not compile.
struct RefusedLines {
  private static let marker = "error:"

  private let syntax: CodeSyntax
  private let lists: StatementLists

  /// The expectations in a block.
  ///
  /// - Parameter readsSentences: Whether a sentence such as `this will report an error` states that the code before it
  ///   does not compile.
  static func expectations(
    at comments: [CodeComment], in syntax: CodeSyntax, readsSentences: Bool
  ) -> [Expectation] {
    let lines = RefusedLines(syntax: syntax, lists: StatementLists(syntax))
    return comments.compactMap { lines.marked($0) ?? (readsSentences ? lines.described($0) : nil) }
  }

  private func marked(_ comment: CodeComment) -> Expectation? {
    guard !comment.isAlone, comment.content.hasPrefix(Self.marker) else { return nil }
    let text = comment.content.dropFirst(Self.marker.count)
    let stated = text.drop { $0 == " " }
    guard !stated.isEmpty else { return nil }
    let begin = comment.textStart + Self.marker.utf8.count + text.utf8.count - stated.utf8.count
    return expectation(comment, bytes(before: comment), stated: String(stated), from: begin)
  }

  /// The expectation of a sentence behind a statement, or on the line below it, which names no message.
  private func described(_ comment: CodeComment) -> Expectation? {
    guard StatedFailure.isOfCompiler(comment.content) else { return nil }
    guard comment.isAlone else {
      return expectation(comment, bytes(before: comment), stated: "", from: comment.bytes.upperBound)
    }
    guard let item = lists.list(at: comment.bytes.lowerBound)?.item(before: comment.bytes.lowerBound),
      syntax.code.line(at: max(0, item.bytes.upperBound - 1)).index == comment.line - 1
    else { return nil }
    return expectation(comment, item.bytes, stated: "", from: comment.bytes.upperBound)
  }

  private func expectation(
    _ comment: CodeComment, _ refused: Range<Int>, stated: String, from begin: Int
  ) -> Expectation {
    let range = syntax.code.range(of: begin..<comment.bytes.upperBound)
    return Expectation(
      form: .error, probe: .refused(refused), stated: [stated], range: range,
      indentation: range.lowerBound.column, comment: syntax.code.range(of: comment.bytes), tolerance: nil)
  }

  /// The line before the comment; if a statement begins there, to its end.
  private func bytes(before comment: CodeComment) -> Range<Int> {
    let text = syntax.code.lines[comment.line].text
    let lineStart = comment.bytes.lowerBound - syntax.code.line(at: comment.bytes.lowerBound).byte
    let start = lineStart + text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    let end = syntax.endOfStatement(beginningAt: start) ?? comment.bytes.lowerBound
    return start..<max(end, comment.bytes.lowerBound)
  }
}

extension CodeSyntax {
  /// The end of the outermost statement or member that begins at a byte.
  fileprivate func endOfStatement(beginningAt byte: Int) -> Int? {
    guard let token = tree.token(at: AbsolutePosition(utf8Offset: byte)),
      token.positionAfterSkippingLeadingTrivia.utf8Offset == byte
    else { return nil }
    var end: Int?
    var node = token.parent
    while let current = node, current.positionAfterSkippingLeadingTrivia.utf8Offset == byte {
      if current.is(CodeBlockItemSyntax.self) || current.is(MemberBlockItemSyntax.self) {
        end = current.endPositionBeforeTrailingTrivia.utf8Offset
      }
      node = current.parent
    }
    return end
  }
}
