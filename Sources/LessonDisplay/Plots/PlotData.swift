/// What every kind of plot can do with its data.
package protocol PlotData: Codable, Hashable, Sendable {
  /// Changes what the plot says in words: title, axes, names.
  mutating func relabel(_ relabel: (String) -> String)

  /// Takes the measured numbers out, in groups of one kind each.
  ///
  /// What is left must be equal where two plots agree.
  mutating func takeNumbers() -> [PlotNumbers]
}

/// Measured numbers of a plot, and what they mean, which decides when two of them agree.
package struct PlotNumbers: Hashable, Sendable {
  /// What the numbers mean.
  package enum Kind: Hashable, Sendable {
    /// Places on an axis, or numbers that are written as they are.
    case linear
    /// Places on a logarithmic axis.
    case logarithmic
    /// The brightness of pixels, 0 to 255.
    case brightness
    /// The class that each point of a grid belongs to.
    case classes
  }

  package let kind: Kind
  @Numbers package private(set) var values: [Double]

  init(_ kind: Kind, _ values: [Double]) {
    self.kind = kind
    self.values = values
  }

  /// Places on an axis.
  init(on axis: Chart.Axis, _ values: [Double]) {
    self.init(axis.scale == .log ? .logarithmic : .linear, values)
  }
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
