import SwiftSyntax

/// Whether a comment reads as a value, as guides write it below an expression, and not as prose.
enum ReadsAsValue {
  /// The longest comment that is parsed, in bytes.
  private static let mostBytes = 64 << 10
  /// The deepest nesting of brackets that is parsed.
  private static let mostDepth = 64

  /// Whether a text is a literal, a range of literals, or the description of a value such as `Point(x: 1, y: 2)`.
  static func isValue(_ text: String) -> Bool {
    guard let expression = expression(text) else { return false }
    return isValue(expression)
  }

  /// How many of some lines the brackets that are opened in the first line reach; 1 if they are not closed in time.
  static func lineCount(ofValueIn lines: some Sequence<String>) -> Int {
    var brackets = Brackets()
    var (count, bytes) = (0, 0)
    for line in lines {
      count += 1
      bytes += line.utf8.count
      guard bytes <= mostBytes else { return 1 }
      brackets.add(line)
      if brackets.open <= 0 { return count }
    }
    return 1
  }

  /// The expression that a text is, if it is one and nothing else.
  static func expression(_ text: String) -> ExprSyntax? {
    guard text.utf8.count <= mostBytes, isShallow(text), mayBeClosed(text) else { return nil }
    let tree = ParsedCode.of(text).tree
    guard !tree.hasError, tree.statements.count == 1, let item = tree.statements.first,
      item.semicolon == nil, case .expr(let expression) = item.item
    else { return nil }
    return expression
  }

  /// Whether its brackets are closed, as far as is known without parsing: raw strings and patterns can have others.
  private static func mayBeClosed(_ text: String) -> Bool {
    var brackets = Brackets()
    brackets.add(text)
    return brackets.open == 0 || text.utf8.contains { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "/") }
  }

  /// Whether its brackets are not too deeply nested to be parsed.
  static func isShallow(_ text: String) -> Bool {
    var brackets = Brackets()
    brackets.add(text)
    return brackets.most <= mostDepth
  }

  /// Counts brackets outside of strings.
  private struct Brackets {
    private(set) var open = 0
    private(set) var most = 0
    private var isInString = false
    private var isEscaped = false

    mutating func add(_ text: String) {
      for byte in text.utf8 {
        switch byte {
        case _ where isEscaped: isEscaped = false
        case UInt8(ascii: "\\") where isInString: isEscaped = true
        case UInt8(ascii: "\""): isInString.toggle()
        case _ where isInString: break
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
          open += 1
          most = max(most, open)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
        default: break
        }
      }
    }
  }

  static func isValue(_ expression: ExprSyntax) -> Bool {
    switch expression.kind {
    case .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr, .nilLiteralExpr: return true
    case .stringLiteralExpr: return isPlain(expression.cast(StringLiteralExprSyntax.self))
    case .prefixOperatorExpr:
      let signed = expression.cast(PrefixOperatorExprSyntax.self)
      return signed.operator.text == "-" && isValue(signed.expression)
    case .arrayExpr:
      return expression.cast(ArrayExprSyntax.self).elements.map(\.expression).allSatisfy(isPart)
    case .dictionaryExpr: return areParts(expression.cast(DictionaryExprSyntax.self))
    case .tupleExpr:
      let elements = expression.cast(TupleExprSyntax.self).elements
      return elements.count > 1 && elements.map(\.expression).allSatisfy(isPart)
    case .sequenceExpr: return isRange(expression.cast(SequenceExprSyntax.self))
    case .functionCallExpr: return isDescription(expression.cast(FunctionCallExprSyntax.self))
    case .memberAccessExpr: return expression.cast(MemberAccessExprSyntax.self).base == nil
    default: return false
    }
  }

  /// Inside of other values, a name can be a value's description.
  private static func isPart(_ expression: ExprSyntax) -> Bool {
    expression.is(DeclReferenceExprSyntax.self) || expression.is(MemberAccessExprSyntax.self)
      || isValue(expression)
  }

  private static func areParts(_ dictionary: DictionaryExprSyntax) -> Bool {
    guard case .elements(let entries) = dictionary.content else { return true }
    return entries.allSatisfy { isPart($0.key) && isPart($0.value) }
  }

  private static func isPlain(_ string: StringLiteralExprSyntax) -> Bool {
    string.segments.allSatisfy { $0.is(StringSegmentSyntax.self) }
  }

  private static func isRange(_ sequence: SequenceExprSyntax) -> Bool {
    let parts = Array(sequence.elements)
    guard parts.count == 3, let sign = parts[1].as(BinaryOperatorExprSyntax.self)?.operator.text else {
      return false
    }
    return ["...", "..<"].contains(sign) && isValue(parts[0]) && isValue(parts[2])
  }

  private static func isDescription(_ call: FunctionCallExprSyntax) -> Bool {
    let name =
      call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName
      ?? call.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName
      ?? call.calledExpression.as(GenericSpecializationExprSyntax.self)?.firstToken(viewMode: .sourceAccurate)
    guard let name, call.trailingClosure == nil, call.additionalTrailingClosures.isEmpty else { return false }
    let isImplicit = call.calledExpression.as(MemberAccessExprSyntax.self).map { $0.base == nil } ?? false
    return (isImplicit || name.text.first?.isUppercase == true)
      && call.arguments.map(\.expression).allSatisfy(isPart)
  }
}
