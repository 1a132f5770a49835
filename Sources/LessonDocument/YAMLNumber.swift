import Formulas
import Yams

/// Parses numbers in front matter by the rules of YAML 1.2.
///
/// Yams uses YAML 1.1, in which `010` is eight and `1:30` is ninety.
extension Node.Scalar {
  /// A whole number: `7`, `-7`, `+7`, `007`, `0x1F`, `0o17`.
  var integer: Int? {
    guard isPlain else { return nil }
    if string.hasPrefix("0x") { return Self.digits(string.dropFirst(2), radix: 16) }
    if string.hasPrefix("0o") { return Self.digits(string.dropFirst(2), radix: 8) }
    let digits = string.first == "+" || string.first == "-" ? string.dropFirst() : string[...]
    guard Self.areDigits(digits) else { return nil }
    return Int(string)
  }

  /// A finite number: a whole one, `0.5`, `.5`, `5.`, `1e-3`.
  package var number: Double? {
    guard isPlain else { return nil }
    if let integer { return Double(integer) }
    guard string.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil else {
      return nil
    }
    return Double(string).flatMap { $0.isFinite ? $0 : nil }
  }

  /// A quoted number is text.
  private var isPlain: Bool { style == .plain || style == .any }

  private static func digits(_ digits: Substring, radix: Int) -> Int? {
    digits.allSatisfy { $0.isASCII && $0.isHexDigit } ? Int(digits, radix: radix) : nil
  }

  private static func areDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { ("0"..."9").contains($0) }
  }
}

extension Node {
  /// The whole number, if it is one.
  var integer: Int? { scalar?.integer }

  /// The finite number, if it is one.
  package var number: Double? { scalar?.number }
}
