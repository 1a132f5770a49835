import SwiftSyntax

/// The elements of array and dictionary literals.
package enum LiteralParts {
  /// The longest literal that is parsed, in bytes.
  private static let mostBytes = 64 << 10

  /// The texts of the elements of an array literal, or of the entries of a dictionary literal; `nil` for other texts.
  package static func parts(of text: String) -> [String]? {
    guard text.utf8.count <= mostBytes, ReadsAsValue.isShallow(text) else { return nil }
    let tree = ParsedCode.of(text).tree
    guard !tree.hasError, tree.statements.count == 1,
      case .expr(let expression)? = tree.statements.first?.item
    else { return nil }
    if let array = expression.as(ArrayExprSyntax.self) {
      return array.elements.map(\.expression.trimmedDescription)
    }
    guard let dictionary = expression.as(DictionaryExprSyntax.self) else { return nil }
    guard case .elements(let entries) = dictionary.content else { return [] }
    return entries.map { "\($0.key.trimmedDescription): \($0.value.trimmedDescription)" }
  }
}
