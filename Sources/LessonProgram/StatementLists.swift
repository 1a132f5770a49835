import SwiftSyntax

/// A list of statements that runs at most once, with its bytes: that of a block, or one in a `do`, `if` or `switch` in it.
final class StatementList {
  let bytes: Range<Int>
  let items: [CodeBlockItemSyntax]
  /// The bytes of each item.
  private let ranges: [Range<Int>]
  /// For each variable that an item declares, the end of the first that does.
  private lazy var declarations = Dictionary(
    items.flatMap { item in
      item.declaredNames.filter(\.isVariable).map { ($0.text, item.bytes.upperBound) }
    }, uniquingKeysWith: min)

  fileprivate init(bytes: Range<Int>, items: some Sequence<CodeBlockItemSyntax>) {
    self.bytes = bytes
    self.items = Array(items)
    ranges = self.items.map(\.bytes)
  }

  /// The last item before a byte.
  func item(before byte: Int) -> CodeBlockItemSyntax? {
    let index = ranges.partitioningIndex { $0.upperBound > byte }
    return index == 0 ? nil : items[index - 1]
  }

  /// Whether an item before a byte declares a variable.
  func declares(_ name: String, before byte: Int) -> Bool {
    declarations[name].map { $0 <= byte } ?? false
  }

  /// The item that contains a byte.
  fileprivate func item(at byte: Int) -> CodeBlockItemSyntax? {
    let index = ranges.partitioningIndex { $0.upperBound > byte }
    return index < ranges.count && ranges[index].contains(byte) ? items[index] : nil
  }
}

/// Finds the lists of statements in code.
final class StatementLists {
  private let whole: StatementList
  /// The lists directly inside of statements, by the statements' first bytes.
  private var inner: [Int: [StatementList]] = [:]

  init(_ syntax: CodeSyntax) {
    whole = StatementList(bytes: 0..<syntax.code.text.utf8.count, items: syntax.tree.statements)
  }

  /// The list between whose statements a byte is; `nil` if it is inside of a statement.
  func list(at byte: Int) -> StatementList? {
    var list = whole
    while let item = list.item(at: byte) {
      guard let next = lists(in: item).first(where: { $0.bytes.contains(byte) }) else { return nil }
      list = next
    }
    return list
  }

  private func lists(in item: CodeBlockItemSyntax) -> [StatementList] {
    let start = item.bytes.lowerBound
    let lists = inner[start] ?? item.innerLists
    inner[start] = lists
    return lists
  }
}

extension RandomAccessCollection {
  /// The first index whose element belongs to the second part of a collection that a condition divides in two.
  func partitioningIndex(where isInSecond: (Element) -> Bool) -> Index {
    var (start, count) = (startIndex, count)
    while count > 0 {
      let half = count / 2
      let middle = index(start, offsetBy: half)
      if isInSecond(self[middle]) {
        count = half
      } else {
        start = index(after: middle)
        count -= half + 1
      }
    }
    return start
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
    let start = leftBrace.endPosition.utf8Offset
    let end = rightBrace.positionAfterSkippingLeadingTrivia.utf8Offset
    return StatementList(bytes: start..<max(start, end), items: statements)
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
      let start = part.label.endPosition.utf8Offset
      return StatementList(bytes: start..<max(start, end), items: part.statements)
    }
  }
}
