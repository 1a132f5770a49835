/// What every kind of plot can do with its data.
package protocol PlotData: Codable, Hashable, Sendable {
  /// Changes what the plot says in words: title, axes, names.
  mutating func relabel(_ relabel: (String) -> String)

  /// Takes the measured numbers out, in groups that are compared relative to their own range.
  ///
  /// What is left must be equal where two plots agree.
  mutating func takeNumbers() -> [[Double]]
}

extension [Double] {
  /// The numbers, leaving none.
  mutating func take() -> [Double] {
    defer { self = [] }
    return self
  }
}

/// Numbers at points from `lower` to `upper`, both included, equally far apart.
func evenly(_ range: ClosedRange<Double>, count: Int) -> [Double] {
  let last = Double(max(1, count - 1))
  return (0..<count).map { index in
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / last
  }
}

/// What traps say of a range that cannot be an axis.
func rangeMessage(_ range: ClosedRange<Double>, _ name: String) -> String? {
  let size = range.upperBound - range.lowerBound
  return size.isFinite && size > 0
    ? nil
    : "the range \(range) of \(name) is no part of an axis; expected a finite one whose ends differ"
}
