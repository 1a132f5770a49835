/// A kind of plot, as data.
package protocol PlotData: Codable, DisplaySize, Hashable, Sendable, Showable {
  /// What the kind is called in events and records: `heatMap`.
  static var kind: String { get }

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
}

extension [Double] {
  /// The numbers, leaving none.
  mutating func take() -> [Double] {
    defer { self = [] }
    return self
  }
}
