/// The data of a kind of plot.
package protocol PlotData: Codable, DisplaySize, Hashable, Sendable, Showable {
  /// The name of the kind in events and records: `heatMap`.
  static var kind: String { get }

  /// Translates the words of the plot: title, axes, names.
  mutating func relabel(_ relabel: (String) -> String)

  /// Removes and returns the measured numbers, grouped by kind.
  ///
  /// The rest must be equal if two plots agree.
  mutating func takeNumbers() -> [PlotNumbers]
}

/// Measured numbers of a plot, and their kind, which decides whether two of them agree.
package struct PlotNumbers: Hashable, Sendable {
  /// The meaning of numbers.
  package enum Kind: Hashable, Sendable {
    /// Positions on a linear axis, or numbers shown as text.
    case linear
    /// Positions on a logarithmic axis.
    case logarithmic
    /// The brightness of pixels, 0 to 255.
    case brightness
    /// The class at each point of a grid.
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
  /// Removes and returns the numbers.
  mutating func take() -> [Double] {
    defer { self = [] }
    return self
  }
}
