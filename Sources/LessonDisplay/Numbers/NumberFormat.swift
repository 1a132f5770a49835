/// Formats a number as in tables, ticks and shown values: `0.1235`, `1.235e-05`, `12346`, `nan`, `-inf`.
///
/// Four significant digits are written: more are seldom reproducible between machines, and fewer hide progress late in
/// training. But digits before the point are not rounded: 12345.6 is 12346. Numbers below 0.0001 and from a million on
/// have an exponent, as in Python and C. A whole number that this would change is written in full, 1234567 for example,
/// if its type could tell it from fractions: a `Double` up to 3.5e13, a `Float` up to 131,072.
///
/// Trailing zeros are left out. Rounding applies to the shortest decimal that identifies the number, halves away from
/// zero, so 0.12345 is 0.1235 as a reader expects. The text does not depend on the locale.
///
/// - Parameter value: Any number. Zero has no sign.
public func format<Value: BinaryFloatingPoint>(_ value: Value) -> String {
  guard value.isFinite else { return nonFiniteText(value) }
  let number = DecimalNumber(Double(value))
  let usual = number.rounded(toDigits: 4)
  if usual.digits.count < number.digits.count, value.isSurelyWhole { return number.positional() }
  return (4..<6).contains(number.exponent)
    ? number.rounded(toDigits: number.exponent + 1).usual : usual.usual
}

/// Formats a number with a given count of significant digits: `0.12`, `1.2e-05`, `12000`.
///
/// As `format(_:)`, except that digits before the point are rounded too.
///
/// - Parameters:
///   - value: Any number. Zero has no sign.
///   - significantDigits: The number of significant digits, 1 or more.
public func format<Value: BinaryFloatingPoint>(_ value: Value, significantDigits: Int) -> String {
  guard value.isFinite else { return nonFiniteText(value) }
  return DecimalNumber(Double(value)).rounded(toDigits: max(1, significantDigits)).usual
}

/// Formats a number with exactly `decimals` digits after the point: `0.50`; for columns of comparable numbers.
///
/// - Parameter decimals: Digits after the point, clamped to 0 through 1,000. Every `Double` has a shorter decimal
///   that identifies it.
public func format<Value: BinaryFloatingPoint>(_ value: Value, decimals: Int) -> String {
  guard value.isFinite else { return nonFiniteText(value) }
  let number = DecimalNumber(Double(value))
  let decimals = min(max(0, decimals), 1_000)
  return number.rounded(toDigits: number.exponent + 1 + decimals).positional(decimals: decimals)
}

/// Formats like `format`, but always with an exponent: `2e-05`, `1.5e+06`.
package func scientificText(_ value: Double, significantDigits: Int) -> String {
  value.isFinite
    ? DecimalNumber(value).rounded(toDigits: max(1, significantDigits)).scientific : nonFiniteText(value)
}

private func nonFiniteText(_ value: some BinaryFloatingPoint) -> String {
  value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
}

extension BinaryFloatingPoint {
  /// Whether it is whole, and numbers near it need not be.
  fileprivate var isSurelyWhole: Bool { self == rounded() && ulp <= 1 / 128 }
}

/// A finite number as the shortest decimal that identifies it: ± d.ddd × 10^exponent, without trailing zeros.
private struct DecimalNumber {
  var isNegative: Bool
  var digits: [Character]
  var exponent: Int

  init(_ value: Double) {
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let all = Array(mantissa.joined())
    let leadingZeros = all.prefix { $0 == "0" }.count
    isNegative = value < 0
    digits = Array(all.dropFirst(leadingZeros))
    exponent = mantissa[0].count - 1 - leadingZeros + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    trim()
  }

  private mutating func trim() {
    while digits.last == "0" { digits.removeLast() }
    if digits.isEmpty { (isNegative, exponent) = (false, 0) }
  }

  /// Rounds halves away from zero; with a negative count of digits, the result is zero.
  func rounded(toDigits count: Int) -> DecimalNumber {
    guard count < digits.count else { return self }
    var result = self
    let roundsUp = count >= 0 && digits[count] >= "5"
    result.digits = Array(digits.prefix(max(0, count)))
    if roundsUp {
      while result.digits.last == "9" { result.digits.removeLast() }
      if let last = result.digits.popLast() {
        result.digits.append(Character(String(last.wholeNumberValue! + 1)))
      } else {
        result.digits = ["1"]
        result.exponent += 1
      }
    }
    result.trim()
    return result
  }

  private var sign: String { isNegative ? "-" : "" }

  func positional(decimals: Int = 0) -> String {
    let zeros = { (count: Int) in String(repeating: "0", count: max(0, count)) }
    let whole =
      exponent < 0 || digits.isEmpty
      ? "0" : String(digits.prefix(exponent + 1)) + zeros(exponent + 1 - digits.count)
    let fraction =
      zeros(-exponent - 1) + String(digits.dropFirst(max(0, exponent + 1)))
    let padded = fraction + zeros(decimals - fraction.count)
    return sign + whole + (padded.isEmpty ? "" : "." + padded)
  }

  /// With an exponent where the text would be long without.
  var usual: String { (-4..<6).contains(exponent) ? positional() : scientific }

  var scientific: String {
    guard let first = digits.first else { return "0" }
    let fraction = digits.count > 1 ? "." + String(digits.dropFirst()) : ""
    let size = String(exponent.magnitude)
    return "\(sign)\(first)\(fraction)e\(exponent < 0 ? "-" : "+")\(size.count < 2 ? "0" : "")\(size)"
  }
}
