/// How a language writes numbers for people.
package struct NumberStyle: Sendable, Hashable {
  private let decimalMark: String
  private let groupMark: String

  private init(decimalMark: String, groupMark: String) {
    self.decimalMark = decimalMark
    self.groupMark = groupMark
  }

  /// `12,345.5`
  static let pointAndCommas = NumberStyle(decimalMark: ".", groupMark: ",")
  /// `12.345,5`
  static let commaAndPoints = NumberStyle(decimalMark: ",", groupMark: ".")
  /// `12 345,5`
  static let commaAndSpaces = NumberStyle(decimalMark: ",", groupMark: "\u{202F}")

  /// A number that a program wrote, such as `-12345.5`, `9.3e-10` or `12.5 %`: in this language, for example,
  /// `−12,345.5`, `9.3 × 10⁻¹⁰`. `nil` if the text is anything else.
  package func text(of written: some StringProtocol) -> String? {
    let isPercentage = written.hasSuffix(" %")
    let parts = written.dropLast(isPercentage ? 2 : 0).split(
      separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    guard let mantissa = plain(parts[0]) else { return nil }
    let unit = isPercentage ? "\u{202F}%" : ""
    guard parts.count == 2 else { return mantissa + unit }
    guard "+-".contains(parts[1].prefix(1)), parts[1].count > 2, let exponent = Int(parts[1]) else {
      return nil
    }
    let power = "10" + Self.superscript(exponent)
    return switch mantissa {
    case "1": power + unit
    case "−1": "−" + power + unit
    default: "\(mantissa)\u{202F}×\u{202F}\(power)\(unit)"
    }
  }

  /// A number without an exponent.
  private func plain(_ written: some StringProtocol) -> String? {
    let isNegative = written.hasPrefix("-")
    let parts = written.dropFirst(isNegative ? 1 : 0).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      parts[0] == "0" || !parts[0].hasPrefix("0")
    else { return nil }
    let fraction = parts.count == 2 ? decimalMark + parts[1] : ""
    return (isNegative ? "−" : "") + grouped(parts[0]) + fraction
  }

  /// Digits in groups of three. Four digits stay together, which are often a year or a power of two.
  private func grouped(_ digits: some StringProtocol) -> String {
    guard digits.count > 4 else { return String(digits) }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += groupMark }
      result.append(digit)
    }
    return result
  }

  /// The digits of a number raised, as in an exponent.
  package static func superscript(_ number: Int) -> String {
    String(String(number).map { superscripts[$0] ?? $0 })
  }

  private static let superscripts: [Character: Character] = [
    "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
    "9": "⁹",
  ]

  /// The position of the decimal mark in a number of this style.
  package func decimalMark(in text: String) -> String.Index? { text.firstRange(of: decimalMark)?.lowerBound }
}
