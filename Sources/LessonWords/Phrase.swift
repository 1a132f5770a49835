/// Words with placeholders: `from $1 to $2`.
///
/// Each language orders the parts as it needs.
package struct Phrase: Sendable, Hashable, ExpressibleByStringLiteral {
  package let text: String

  package init(stringLiteral text: String) { self.text = text }

  /// The words with the parts in place of the placeholders; the parts themselves are not searched for placeholders.
  package func callAsFunction(_ parts: String...) -> String {
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "$") {
      result += rest[..<mark]
      let digit = rest[rest.index(after: mark)...].prefix(1)
      if let number = Int(digit), parts.indices.contains(number - 1) { result += parts[number - 1] }
      rest = rest[mark...].dropFirst(2)
    }
    return result + rest
  }
}

extension Phrase: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
