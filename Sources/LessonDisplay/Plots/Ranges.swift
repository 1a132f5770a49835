/// Places in a range, also in one whose ends differ by more than the largest number.
extension ClosedRange<Double> {
  /// Whether its ends differ by more than the largest number.
  var isWide: Bool { (upperBound - lowerBound).isInfinite }

  /// How far a value lies from the lower end, which is 0, to the upper one, which is 1.
  package func fraction(of value: Double) -> Double {
    guard isWide else { return (value - lowerBound) / (upperBound - lowerBound) }
    return (value / 2 - lowerBound / 2) / (upperBound / 2 - lowerBound / 2)
  }

  /// The value at a part of the way from the lower end to the upper one.
  package func value(at part: Double) -> Double {
    isWide
      ? lowerBound * (1 - part) + upperBound * part : lowerBound + (upperBound - lowerBound) * part
  }

  /// A part of the distance between the ends.
  package func distance(dividedBy count: Double) -> Double {
    isWide ? upperBound / count - lowerBound / count : (upperBound - lowerBound) / count
  }

  /// The range with room on both sides, as far as there are numbers.
  package func widened(by room: Double) -> Self {
    Swift.max(
      lowerBound - room, -Double.greatestFiniteMagnitude)...Swift.min(
        upperBound + room, .greatestFiniteMagnitude)
  }
}

/// Numbers at points from `lower` to `upper`, both included, equally far apart.
func evenly(_ range: ClosedRange<Double>, count: Int) -> [Double] {
  let last = Double(max(1, count - 1))
  return (0..<count).map { index in
    range.isWide
      ? range.value(at: Double(index) / last)
      : range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / last
  }
}

/// What traps say of a range that cannot be an axis.
func rangeMessage(_ range: ClosedRange<Double>, _ name: String) -> String? {
  let size = range.upperBound - range.lowerBound
  return size.isFinite && size > 0
    ? nil
    : "the range \(range) of \(name) is no part of an axis; expected a finite one whose ends differ"
}
