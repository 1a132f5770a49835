import SwiftSyntax

/// Finds what can be changed in a Swift file.
final class MutantFinder: SyntaxVisitor {
  private(set) var mutants: [Mutant] = []
  private let path: String
  private let bytes: [UInt8]

  init(path: String, text: String) {
    self.path = path
    bytes = Array(text.utf8)
    super.init(viewMode: .sourceAccurate)
  }

  // MARK: Code that stays as it is

  override func visit(_: AttributeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  // MARK: Operators

  private static let swaps = [
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "*": "/",
    "/": "*",
  ]
  /// At the choice of the smaller or the larger, whether equals count makes no difference.
  private static let reversals = ["<": ">", "<=": ">=", ">": "<", ">=": "<="]

  override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    guard let sign = node.operator.as(BinaryOperatorExprSyntax.self)?.operator else { return .visitChildren }
    // Texts can be joined, not subtracted.
    if sign.text == "+", text(range(of: node)).contains("\"") { return .visitChildren }
    let decides = node.parent?.as(TernaryExprSyntax.self)?.condition.id == node.id
    if let other = decides ? Self.reversals[sign.text] ?? Self.swaps[sign.text] : Self.swaps[sign.text] {
      replace(sign, by: other, in: node)
    }
    if ["+", "&&", "||"].contains(sign.text) {
      drop("\(sign.text) \(shortened(node.rightOperand))", of: node, keeping: node.leftOperand)
    }
    if ["&&", "||"].contains(sign.text) {
      drop("\(shortened(node.leftOperand)) \(sign.text)", of: node, keeping: node.rightOperand)
    }
    return .visitChildren
  }

  // MARK: Conditions

  override func visit(_ node: ConditionElementSyntax) -> SyntaxVisitorContinueKind {
    if case .expression(let condition) = node.condition { negate(condition) }
    return .visitChildren
  }

  override func visit(_ node: WhereClauseSyntax) -> SyntaxVisitorContinueKind {
    negate(node.condition)
    return .visitChildren
  }

  override func visit(_ node: TernaryExprSyntax) -> SyntaxVisitorContinueKind {
    negate(node.condition)
    return .visitChildren
  }

  // MARK: Constants

  override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    let text = node.literal.text
    replace(node.literal, by: Int(text).map { "\($0 + 1)" } ?? "(\(text) + 1)", in: node)
    return .skipChildren
  }

  override func visit(_ node: FloatLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    replace(node.literal, by: "(2 * \(node.literal.text))", in: node)
    return .skipChildren
  }

  override func visit(_ node: BooleanLiteralExprSyntax) -> SyntaxVisitorContinueKind {
    replace(node.literal, by: node.literal.tokenKind == .keyword(.true) ? "false" : "true", in: node)
    return .skipChildren
  }

  // MARK: Smallest and largest

  private static let extremes = ["min": "max", "max": "min"]

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let function =
      node.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName
      ?? node.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName
    if let function, let other = Self.extremes[function.text] { replace(function, by: other, in: node) }
    return .visitChildren
  }

  // MARK: Statements

  override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
    if case .expr(let expression) = node.item, hasEffect(expression), !isResult(node) {
      add(.statement, expression, at: expression, "without \(shortened(expression))", "")
    }
    return .visitChildren
  }

  /// Whether it is a call or an assignment, except of what must have a value.
  private func hasEffect(_ expression: ExprSyntax) -> Bool {
    if let node = expression.as(TryExprSyntax.self) { return hasEffect(node.expression) }
    if let node = expression.as(AwaitExprSyntax.self) { return hasEffect(node.expression) }
    if expression.is(FunctionCallExprSyntax.self) { return true }
    guard let infix = expression.as(InfixOperatorExprSyntax.self) else { return false }
    if infix.operator.is(AssignmentExprSyntax.self) { return !isInInitializer(Syntax(expression)) }
    return ["+=", "-=", "*=", "/="].contains(infix.operator.trimmedDescription)
  }

  private func isInInitializer(_ node: Syntax) -> Bool {
    sequence(first: node, next: \.parent).contains { $0.is(InitializerDeclSyntax.self) }
  }

  /// Whether it may be the result of a closure or a function that is this expression only.
  private func isResult(_ node: CodeBlockItemSyntax) -> Bool {
    guard let list = node.parent?.as(CodeBlockItemListSyntax.self), list.count == 1 else { return false }
    guard let owner = list.parent?.as(CodeBlockSyntax.self)?.parent else { return true }
    return owner.is(FunctionDeclSyntax.self) || owner.is(AccessorDeclSyntax.self)
  }

  // MARK: Changes

  private func replace(_ token: TokenSyntax, by other: String, in node: some SyntaxProtocol) {
    let range = range(of: token)
    let (start, end) = (self.range(of: node).lowerBound, self.range(of: node).upperBound)
    let text = self.text(start..<range.lowerBound) + other + self.text(range.upperBound..<end)
    add(.expression, node, at: token, "\(token.text) → \(other)", text)
  }

  private func drop(_ term: String, of node: some SyntaxProtocol, keeping rest: some SyntaxProtocol) {
    add(.expression, node, at: rest, "without \(term)", text(range(of: rest)))
  }

  private func negate(_ condition: ExprSyntax) {
    add(
      .expression, condition, at: condition, "\(shortened(condition)) negated",
      "!(\(text(range(of: condition))))")
  }

  private func add(
    _ form: Mutant.Form, _ node: some SyntaxProtocol, at place: some SyntaxProtocol, _ change: String,
    _ text: String
  ) {
    let range = range(of: node)
    mutants.append(
      Mutant(
        path: path, form: form, start: range.lowerBound, end: range.upperBound,
        place: self.range(of: place).lowerBound, change: change, text: text))
  }

  // MARK: Text

  private func range(of node: some SyntaxProtocol) -> Range<Int> {
    node.positionAfterSkippingLeadingTrivia.utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func shortened(_ node: some SyntaxProtocol) -> String {
    let line = text(range(of: node)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 50 ? line.prefix(49) + "…" : line
  }
}
