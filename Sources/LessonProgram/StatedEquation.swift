import SwiftSyntax

/// What a comment such as `x == 3`, `Array(x) == [3]` or `x is now equal to 3.` states.
struct StatedEquation {
  /// The expression whose value is stated, as Swift.
  let subject: String
  /// Whether the subject waits for its value.
  let waits: Bool
  /// The variables in the subject.
  let names: Set<String>
  let value: String
  /// The bytes of the comment before the value, and those after it.
  let start, stop: Int

  init?(_ text: String) {
    if Self.verbs.contains(where: text.contains), let match = text.wholeMatch(of: Self.sentence) {
      let value = String(match.output.value)
      guard ReadsAsValue.isValue(value) else { return nil }
      waits = false
      (subject, names, self.value) = (String(match.output.name), [String(match.output.name)], value)
      start = text.utf8.distance(from: text.startIndex, to: match.output.value.startIndex)
      stop = match.output.stop.utf8.count
    } else {
      guard text.contains("="), let expression = ReadsAsValue.expression(text),
        let parts = expression.as(SequenceExprSyntax.self).map({ Array($0.elements) }), parts.count == 3,
        parts[1].isEqualSign, ReadsAsValue.isValue(parts[2]),
        let names = (parts[0].as(AwaitExprSyntax.self)?.expression ?? parts[0]).namesOfSubject
      else { return nil }
      subject = parts[0].trimmedDescription
      waits = parts[0].is(AwaitExprSyntax.self)
      self.names = names
      value = parts[2].trimmedDescription
      start = parts[2].positionAfterSkippingLeadingTrivia.utf8Offset
      stop = text.utf8.count - start - value.utf8.count
    }
  }

  /// Words without which no sentence matches. Matching takes much longer.
  private static let verbs = [" is ", " equals ", " now "]

  // Made once: making the pattern takes longer than most matches.
  nonisolated(unsafe) private static let sentence =
    #/`?(?<name>[A-Za-z_]\w*)`? (?:(?:now )?equals|is(?: now)?(?: equal to)?) (?<value>.+?)(?<stop>\.?)/#
}

extension ExprSyntax {
  fileprivate var isEqualSign: Bool {
    self.is(AssignmentExprSyntax.self) || self.as(BinaryOperatorExprSyntax.self)?.operator.text == "=="
  }

  /// The variables in an expression that only reads them: names, their members and elements, and initializers such as
  /// `Array(x)`; `nil` for other expressions, and for those without a variable.
  fileprivate var namesOfSubject: Set<String>? {
    let names = namesRead
    return names?.isEmpty == true ? nil : names
  }

  private var namesRead: Set<String>? {
    if let name = self.as(DeclReferenceExprSyntax.self) {
      return name.argumentNames == nil ? [name.baseName.identifierText] : nil
    }
    if let member = self.as(MemberAccessExprSyntax.self) { return member.base?.namesRead }
    if let element = self.as(SubscriptCallExprSyntax.self) {
      return Self.union([element.calledExpression.namesRead] + element.arguments.map(\.expression.namesRead))
    }
    if let call = self.as(FunctionCallExprSyntax.self) {
      guard let type = call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text,
        type.first?.isUppercase == true, call.trailingClosure == nil
      else { return nil }
      return Self.union(call.arguments.map(\.expression.namesRead))
    }
    if let range = self.as(PostfixOperatorExprSyntax.self) { return range.expression.namesRead }
    if let range = self.as(PrefixOperatorExprSyntax.self) { return range.expression.namesRead }
    return ReadsAsValue.isValue(self) ? [] : nil
  }

  private static func union(_ parts: [Set<String>?]) -> Set<String>? {
    parts.reduce(Set<String>()) { union, part in part.flatMap { part in union.map { $0.union(part) } } }
  }
}
