import LessonCore
import SwiftDiagnostics
import SwiftParserDiagnostics
import SwiftSyntax

/// The parsed Swift code of one block or expression of a lesson.
package struct CodeSyntax {
  package let code: MappedCode
  let parsed: ParsedCode

  package var tree: SourceFileSyntax { parsed.tree }

  package init(_ code: MappedCode) {
    self.code = code
    parsed = ParsedCode.of(code.kept)
  }

  /// The errors that keep the code from being joined with other blocks: syntax errors, and directives that change line
  /// numbers.
  package func problems(in path: String) -> [LessonCore.Diagnostic] {
    let errors = syntaxErrors(in: path)
    let finder = LineDirectiveFinder(viewMode: .sourceAccurate)
    finder.walk(tree)
    return errors
      + finder.found.map { node in
        Diagnostic(
          path: path, at: code.range(of: node),
          "'\(node.firstToken(viewMode: .sourceAccurate)?.text ?? "")"
            + "\(node.is(MacroExpansionExprSyntax.self) ? "line" : "")' cannot stand in a block: "
            + "its lines are those of the Markdown file")
      }
  }

  private func syntaxErrors(in path: String) -> [LessonCore.Diagnostic] {
    guard tree.hasError else { return [] }
    let equals = UnevenEquals(viewMode: .sourceAccurate)
    let errors = ParseDiagnosticsGenerator.diagnostics(for: equals.rewrite(tree)).filter {
      $0.diagMessage.severity == .error
    }
    let found = errors.map { error in
      Diagnostic(
        path: path, at: code.range(at: error.position.utf8Offset), error.message,
        notes: error.notes.map {
          .init($0.message, path: path, at: code.position(at: $0.position.utf8Offset))
        })
    }
    let uneven = equals.found.map {
      Diagnostic(path: path, at: code.range(at: $0), "'=' must have consistent whitespace on both sides")
    }
    return (found + uneven).sorted()
  }

  /// The offset of the expression whose value the block shows: its last one, if no `;` follows and it is no assignment.
  var shownExpression: Int? {
    guard let item = tree.statements.last, item.semicolon == nil, case .expr(let expression) = item.item,
      !assigns(expression)
    else { return nil }
    return expression.positionAfterSkippingLeadingTrivia.utf8Offset
  }

  /// Whether the code waits somewhere, so that the top level can.
  var waits: Bool {
    tree.tokens(viewMode: .sourceAccurate).contains { $0.tokenKind == .keyword(.await) }
  }

  /// Whether the code is a single expression.
  var isSingleExpression: Bool {
    guard tree.statements.count == 1, let item = tree.statements.first, item.semicolon == nil,
      case .expr(let expression) = item.item
    else { return false }
    return !assigns(expression)
  }

  private func assigns(_ expression: ExprSyntax) -> Bool {
    var inner = expression
    while true {
      if let attempt = inner.as(TryExprSyntax.self) {
        inner = attempt.expression
      } else if let waiting = inner.as(AwaitExprSyntax.self) {
        inner = waiting.expression
      } else {
        break
      }
    }
    return inner.as(SequenceExprSyntax.self)?.elements.contains { $0.is(AssignmentExprSyntax.self) } ?? false
  }
}

/// Removes the errors of unevenly spaced `=` from their tokens: swift-syntax 603 traps when it makes a fix-it for a `=`
/// that has spaces on both sides and an invisible character beside it.
private final class UnevenEquals: SyntaxRewriter {
  private(set) var found: [Int] = []

  override func visit(_ token: TokenSyntax) -> TokenSyntax {
    guard token.tokenDiagnostic?.kind == .equalMustHaveConsistentWhitespaceOnBothSides else { return token }
    found.append(token.positionAfterSkippingLeadingTrivia.utf8Offset)
    return TokenSyntax(
      token.tokenKind, leadingTrivia: token.leadingTrivia, trailingTrivia: token.trailingTrivia,
      presence: token.presence)
  }
}

private final class LineDirectiveFinder: SyntaxVisitor {
  var found: [Syntax] = []

  override func visit(_ node: PoundSourceLocationSyntax) -> SyntaxVisitorContinueKind {
    found.append(Syntax(node))
    return .skipChildren
  }

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    if node.macroName.identifierText == "line" { found.append(Syntax(node)) }
    return .visitChildren
  }
}

extension MappedCode {
  /// The place of the first token of `node`.
  package func range(of node: some SyntaxProtocol) -> Range<SourcePosition> {
    let token = node.firstToken(viewMode: .sourceAccurate)
    let begin = token?.positionAfterSkippingLeadingTrivia.utf8Offset ?? node.position.utf8Offset
    let end = token?.endPositionBeforeTrailingTrivia.utf8Offset ?? begin
    return position(at: begin)..<max(position(at: begin), position(at: end))
  }
}
