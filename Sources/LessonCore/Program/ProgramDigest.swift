/// Identifies a program by the tokens of its code and the line breaks between them, without comments and spacing.
///
/// If results can depend on more, the digest includes it: the positions of code that can read its own position, and the
/// spacing of code that must not compile, since the compiler's message may depend on it.
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
