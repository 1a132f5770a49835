/// Names a program by the tokens of its code and the line breaks between them, so comments and spacing do not count.
///
/// Where results can depend on more, more counts: the place of code that can say where it stands, and the spacing of code
/// that must not compile, of which the compiler's message may speak.
package struct ProgramDigest: Hashable, Sendable, Codable, CustomStringConvertible {
  /// 64 hexadecimal digits.
  package let description: String

  /// Reads the digits.
  package init(from decoder: any Decoder) throws { description = try String(from: decoder) }

  /// Writes the digits.
  package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }

  /// A digest of these digits.
  package init(digits: String) { description = digits }
}
