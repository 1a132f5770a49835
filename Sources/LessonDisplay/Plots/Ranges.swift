/// Positions in a range, even if the difference of its ends overflows.
extension ClosedRange<Double> {
  /// Whether the difference of its ends overflows.
  var isWide: Bool { (upperBound - lowerBound).isInfinite }

  /// The position of a value, from 0 at the lower end to 1 at the upper end.
  package func fraction(of value: Double) -> Double {
    guard isWide else { return (value - lowerBound) / (upperBound - lowerBound) }
    return (value / 2 - lowerBound / 2) / (upperBound / 2 - lowerBound / 2)
  }

  /// The value at a position, from 0 at the lower end to 1 at the upper end.
  package func value(at part: Double) -> Double {
    isWide
      ? lowerBound * (1 - part) + upperBound * part : lowerBound + (upperBound - lowerBound) * part
  }

  /// The distance between the ends, divided by a count.
  package func distance(dividedBy count: Double) -> Double {
    isWide ? upperBound / count - lowerBound / count : (upperBound - lowerBound) / count
  }

  /// The range extended on both sides, within the finite numbers.
  package func widened(by room: Double) -> Self {
    Swift.max(
      lowerBound - room, -Double.greatestFiniteMagnitude)...Swift.min(
        upperBound + room, .greatestFiniteMagnitude)
  }
}

/// Evenly spaced numbers over a range, both ends included.
func evenly(_ range: ClosedRange<Double>, count: Int) -> [Double] {
  let last = Double(max(1, count - 1))
  return (0..<count).map { index in
    range.isWide
      ? range.value(at: Double(index) / last)
      : range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / last
  }
}

/// The message of a trap for a range that cannot be an axis.
func rangeMessage(_ range: ClosedRange<Double>, _ name: String) -> String? {
  let size = range.upperBound - range.lowerBound
  return size.isFinite && size > 0
    ? nil
    : "the range \(range) of \(name) is no part of an axis; expected a finite one whose ends differ"
}
