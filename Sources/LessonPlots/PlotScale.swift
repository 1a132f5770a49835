import Foundation
import LessonDisplay
import LessonWords

/// Maps the values of an axis to positions from 0 to 1, and places its ticks.
struct PlotScale {
  /// A value with a line and a label of its own.
  struct Tick: Equatable {
    var value: Double
    var name: PlotLabel

    init(value: Double, name: PlotLabel) {
      self.value = value
      self.name = name
    }

    init(value: Double, label: String) { self.init(value: value, name: PlotLabel(line: label)) }

    /// The label in one line.
    var label: String { name.lines.joined(separator: " ") }
  }

  /// How powers of ten are written if a number would be too long.
  enum Powers {
    /// `2·10⁻⁵`
    case superscript
    /// `2e-05`
    case letter
  }

  let kind: Chart.Scale
  /// The values at positions 0 and 1; both are finite, and positive on a logarithmic axis.
  let domain: ClosedRange<Double>
  /// In ascending order.
  let ticks: [Tick]
  /// Values with a faint line between the ticks.
  let minorTicks: [Double]

  /// Whether the scale has no values to show.
  var isEmpty: Bool { ticks.isEmpty }

  /// The position of a value; `nil` for gaps, and on a logarithmic axis for values that are not positive.
  func fraction(_ value: Double) -> Double? {
    guard !isEmpty, Self.hasPlace(value, kind) else { return nil }
    switch kind {
    case .linear:
      return domain.fraction(of: value)
    case .log:
      let low = log10(domain.lowerBound)
      return (log10(value) - low) / (log10(domain.upperBound) - low)
    }
  }

  /// A smaller step underflows; for a reader it is zero.
  private static let smallest = 1e-290

  private static func hasPlace(_ value: Double, _ kind: Chart.Scale) -> Bool {
    value.isFinite && (kind == .linear || value >= smallest)
  }
}

// MARK: - Making one

extension PlotScale {
  /// A scale with room for all values that can be placed on it.
  ///
  /// - Parameters:
  ///   - roundsOutward: Whether the axis begins and ends at a tick, and at zero where the data come near it.
  ///   - countsWhole: Whether whole values count something, so that there are none between them; `nil` if this is so
  ///     unless the axis rounds outward.
  ///   - tickLimit: The approximate limit of ticks; rounding outward can add two.
  init(
    _ values: some Sequence<Double>, kind: Chart.Scale, roundsOutward: Bool, countsWhole: Bool? = nil,
    tickLimit: Int, powers: Powers
  ) {
    var low = Double.infinity
    var high = -Double.infinity
    var areIntegers = true
    for value in values where Self.hasPlace(value, kind) {
      low = min(low, value)
      high = max(high, value)
      areIntegers = areIntegers && value == value.rounded()
    }
    guard low <= high else {
      self.init(kind: kind, domain: 0...1, ticks: [], minorTicks: [])
      return
    }
    switch kind {
    case .linear:
      self.init(
        linearFrom: low, to: high, wholeSteps: areIntegers && (countsWhole ?? !roundsOutward),
        roundsOutward: roundsOutward,
        tickLimit: tickLimit, powers: powers)
    case .log:
      self.init(logFrom: low, to: high, roundsOutward: roundsOutward, tickLimit: tickLimit, powers: powers)
    }
  }

  private init(
    linearFrom low: Double, to high: Double, wholeSteps: Bool, roundsOutward: Bool, tickLimit: Int,
    powers: Powers
  ) {
    let data = Self.widened(low...high, by: wholeSteps ? 1 : nil)
    var (low, high) = (data.lowerBound, data.upperBound)
    if roundsOutward && low > 0 && low < 0.25 * (high - low) { low = 0 }
    if roundsOutward && high < 0 && high > -0.25 * (high - low) { high = 0 }
    var step = RoundStep(atLeast: (low...high).distance(dividedBy: Double(tickLimit)))
    if wholeSteps && step.value < 1 { step = RoundStep(mantissa: 1, exponent: 0) }
    // Beyond the largest numbers there is no round one.
    if roundsOutward, step.value.isFinite {
      low = max(step.multiple((low / step.value + 1e-9).rounded(.down)), -.greatestFiniteMagnitude)
      high = min(step.multiple((high / step.value - 1e-9).rounded(.up)), .greatestFiniteMagnitude)
    }
    let values = step.multiples(in: low...high)
    self.init(
      kind: .linear, domain: low...high, ticks: Self.labelled(values, step: step, powers: powers),
      minorTicks: [])
  }

  /// A constant gets room around it, as do ranges too small for distinct numbers.
  private static func widened(_ data: ClosedRange<Double>, by amount: Double?) -> ClosedRange<Double> {
    let size = max(data.lowerBound.magnitude, data.upperBound.magnitude)
    guard data.upperBound - data.lowerBound <= size * 1e-11 || size < smallest else { return data }
    // From 2⁵³ on, adding one does not change a number.
    let amount = size < 0x1p53 ? amount : nil
    return data.widened(by: amount ?? (size < smallest ? 1 : size * 0.1))
  }

  private init(logFrom low: Double, to high: Double, roundsOutward: Bool, tickLimit: Int, powers: Powers) {
    var (low, high) = (low, high)
    if high <= low * (1 + 1e-11) { (low, high) = (low / 2, min(high * 2, .greatestFiniteMagnitude)) }
    if roundsOutward {
      let span = log10(high) - log10(low)
      let mantissas: [Double] = span > 3 ? [1] : span > 1 ? [1, 2, 3, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9]
      low = Self.decades(low, high, mantissas).last { $0 <= low * (1 + 1e-9) } ?? low
      high = Self.decades(low, high, mantissas).first { $0 >= high * (1 - 1e-9) } ?? high
    }
    let domain = low...max(high, low.nextUp)
    func inside(_ mantissas: [Double]) -> [Double] {
      Self.decades(low, high, mantissas).filter { $0 >= low * (1 - 1e-9) && $0 <= high * (1 + 1e-9) }
    }
    let powersOfTen = inside([1])
    let fine = [[1, 2, 5], [1, 2, 3, 5]].map(inside).first { $0.count >= 3 } ?? []
    let everyMinor = inside([1, 2, 3, 4, 5, 6, 7, 8, 9])
    if powersOfTen.count > tickLimit {
      let stride = [2, 3, 5, 10, 20, 50, 100].first { $0 * tickLimit >= powersOfTen.count } ?? 200
      let values = powersOfTen.filter { Int(log10($0).rounded()).isMultiple(of: stride) }
      self.init(kind: .log, domain: domain, ticks: Self.labelled(values, powers: powers), minorTicks: [])
    } else if !fine.isEmpty {
      let values = fine.count <= tickLimit + 1 || powersOfTen.count < 2 ? fine : powersOfTen
      self.init(
        kind: .log, domain: domain, ticks: Self.labelled(values, powers: powers),
        minorTicks: everyMinor.count <= 60 ? everyMinor : [])
    } else {
      let step = RoundStep(atLeast: (high - low) / Double(tickLimit))
      let ticks = Self.labelled(step.multiples(in: low...high), step: step, powers: powers)
      self.init(kind: .log, domain: domain, ticks: ticks, minorTicks: [])
    }
  }

  /// The mantissas times the powers of ten from one below the range to one above it.
  private static func decades(_ low: Double, _ high: Double, _ mantissas: [Double]) -> [Double] {
    let exponents = Int(log10(low).rounded(.down)) - 1...Int(log10(high).rounded(.up)) + 1
    return exponents.flatMap { exponent in mantissas.map { $0 * power(exponent) } }
      .filter { $0 > 0 && $0.isFinite }
  }
}

// MARK: - Labels

extension PlotScale {
  /// Distinct labels, all in the same form.
  private static func labelled(_ values: [Double], step: RoundStep, powers: Powers) -> [Tick] {
    let plain = values.map { LessonDisplay.format($0, decimals: max(0, -step.exponent)) }
    let size = values.map(\.magnitude).max() ?? 0
    let digits = size > 0 ? Int(log10(size).rounded(.down)) - step.exponent + 1 : 1
    let short = values.map { powerText($0, significantDigits: max(1, digits), powers) }
    let length = { (labels: [String]) in labels.map(\.count).max() ?? 0 }
    let isLong = length(plain) > 7 && length(short) < length(plain)
    let labels = isLong ? short : plain.map(PlotNumbers.text)
    return zip(values, labels).map { Tick(value: $0, label: $1) }
  }

  /// Labels of a logarithmic axis: plain numbers unless one of them is very long.
  private static func labelled(_ values: [Double], powers: Powers) -> [Tick] {
    let areShort = values.allSatisfy { $0 >= 0.99e-4 && $0 < 1.01e5 }
    return values.map { value in
      Tick(value: value, label: areShort ? format(value) : powerText(value, significantDigits: 1, powers))
    }
  }

  private static func powerText(_ value: Double, significantDigits: Int, _ powers: Powers) -> String {
    let text = scientificText(value, significantDigits: significantDigits)
    let parts = text.split(separator: "e")
    guard powers == .superscript, parts.count == 2, let exponent = Int(parts[1]) else { return text }
    let power = "10" + NumberStyle.superscript(exponent)
    let mantissa = PlotNumbers.text(of: String(parts[0]))
    return parts[0] == "1" || parts[0] == "-1" ? mantissa.dropLast() + power : "\(mantissa)·\(power)"
  }
}

/// A step of 1, 2 or 5 times a power of ten.
private struct RoundStep {
  let mantissa: Int
  let exponent: Int

  var value: Double { multiple(1) }

  init(mantissa: Int, exponent: Int) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// The smallest step that is not below the given one.
  init(atLeast least: Double) {
    let exponent = Int(log10(least).rounded(.down))
    let mantissa = [1, 2, 5].first { Double($0) * power(exponent) >= least * (1 - 1e-9) }
    self.init(mantissa: mantissa ?? 1, exponent: mantissa == nil ? exponent + 1 : exponent)
  }

  /// Divides if possible, since floating point represents 10 exactly, but not 0.1.
  func multiple(_ count: Double) -> Double {
    let digits = count * Double(mantissa)
    return exponent < 0 && exponent > -300 ? digits / power(-exponent) : digits * power(exponent)
  }

  func multiples(in range: ClosedRange<Double>) -> [Double] {
    let first = (range.lowerBound / value - 1e-6).rounded(.up)
    let last = (range.upperBound / value + 1e-6).rounded(.down)
    return first <= last && last - first < 100
      ? stride(from: first, through: last, by: 1).map { multiple($0) + 0 } : []
  }
}

private func power(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
