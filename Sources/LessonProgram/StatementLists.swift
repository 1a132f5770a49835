import SwiftSyntax

/// A list of statements that runs at most once, with its bytes: that of a block, or one in a `do`, `if` or `switch` in it.
struct StatementList {
  let bytes: Range<Int>
  let items: [CodeBlockItemSyntax]

  /// The last item before a byte.
  func item(before byte: Int) -> CodeBlockItemSyntax? { items.last { $0.bytes.upperBound <= byte } }
}

extension CodeSyntax {
  /// The list between whose statements a byte is; `nil` if it is inside of a statement.
  func statementList(at byte: Int) -> StatementList? {
    var list = StatementList(bytes: 0..<code.text.utf8.count, items: Array(tree.statements))
    while let item = list.items.first(where: { $0.bytes.contains(byte) }) {
      guard let inner = item.innerLists.first(where: { $0.bytes.contains(byte) }) else { return nil }
      list = inner
    }
    return list
  }
}

extension CodeBlockItemSyntax {
  /// The lists of statements directly inside of a `do`, `if` or `switch`.
  fileprivate var innerLists: [StatementList] {
    guard case .stmt(let statement) = item else { return [] }
    if let attempt = statement.as(DoStmtSyntax.self) {
      return [attempt.body.list] + attempt.catchClauses.map(\.body.list)
    }
    guard let expression = statement.as(ExpressionStmtSyntax.self)?.expression else { return [] }
    if let condition = expression.as(IfExprSyntax.self) { return condition.lists }
    return expression.as(SwitchExprSyntax.self)?.lists ?? []
  }
}

extension CodeBlockSyntax {
  fileprivate var list: StatementList {
    StatementList(
      bytes: leftBrace.endPosition.utf8Offset..<rightBrace.positionAfterSkippingLeadingTrivia.utf8Offset,
      items: Array(statements))
  }
}

extension IfExprSyntax {
  fileprivate var lists: [StatementList] {
    switch elseBody {
    case .codeBlock(let other): [body.list, other.list]
    case .ifExpr(let other): [body.list] + other.lists
    case nil: [body.list]
    }
  }
}

extension SwitchExprSyntax {
  fileprivate var lists: [StatementList] {
    let cases = cases.compactMap { $0.as(SwitchCaseSyntax.self) }
    let ends =
      cases.dropFirst().map(\.positionAfterSkippingLeadingTrivia.utf8Offset)
      + [rightBrace.positionAfterSkippingLeadingTrivia.utf8Offset]
    return zip(cases, ends).map { part, end in
      StatementList(bytes: part.label.endPosition.utf8Offset..<end, items: Array(part.statements))
    }
  }
}
