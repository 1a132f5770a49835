/// Named points of one line.
///
/// A value that is not finite (or is `nil`) leaves a gap in the line.
public struct Series: Hashable, Sendable {
  /// What the legend calls the line.
  public var name: String
  /// Where the points stand from left to right, in the order of the line.
  public let x: [Double]
  /// The values, as many as there are in `x`.
  public let y: [Double]

  /// A line through values that were measured one after the other.
  ///
  /// - Parameters:
  ///   - name: What the legend calls the line.
  ///   - values: Numbers of any kind; the first stands at 1, as epochs and steps are counted.
  public init<Values: Sequence>(_ name: String, _ values: Values) where Values.Element: Plottable {
    self.name = name
    y = values.map(\.plotted)
    x = y.indices.map { Double($0 + 1) }
  }

  /// A line through points.
  ///
  /// - Parameters:
  ///   - name: What the legend calls the line.
  ///   - x: Numbers of any kind, in the order in which the line goes through them.
  ///   - y: As many numbers; another count traps and says both.
  public init<X: Sequence, Y: Sequence>(
    _ name: String, x: X, y: Y, file: StaticString = #file, line: UInt = #line
  ) where X.Element: Plottable, Y.Element: Plottable {
    self.name = name
    self.x = x.map(\.plotted)
    self.y = y.map(\.plotted)
    if self.x.count != self.y.count {
      fatalError("\(Series.mismatch(name, self.x, self.y))", file: file, line: line)
    }
  }

  fileprivate static func mismatch(_ name: String, _ x: [Double], _ y: [Double]) -> String {
    "series '\(name)' has \(x.count) x values and \(y.count) y values; each point needs one of both"
  }

  /// Equal names and points; a gap equals a gap.
  public static func == (a: Self, b: Self) -> Bool {
    a.name == b.name && a.x.lazy.map(\.identity).elementsEqual(b.x.lazy.map(\.identity))
      && a.y.lazy.map(\.identity).elementsEqual(b.y.lazy.map(\.identity))
  }

  /// Agrees with `==`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    for value in x { hasher.combine(value.identity) }
    for value in y { hasher.combine(value.identity) }
  }
}

extension Series: Codable {
  private enum Key: CodingKey { case name, x, y }

  /// Reads a series; refuses one whose coordinates are not equally many.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    name = try container.decode(String.self, forKey: .name)
    x = try container.decode([AnyDouble].self, forKey: .x).map(\.value)
    y = try container.decode([AnyDouble].self, forKey: .y).map(\.value)
    guard x.count == y.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .y, in: container, debugDescription: Series.mismatch(name, x, y))
    }
  }

  /// Writes gaps too, which JSON has no numbers for.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(x.map(AnyDouble.init), forKey: .x)
    try container.encode(y.map(AnyDouble.init), forKey: .y)
  }
}

extension Series: Showable {
  /// A chart of this line alone.
  public var shown: Shown { .chart(Chart(x: "", y: .linear(name), self)) }
}

// MARK: - What can be plotted

/// A number that has a place on an axis.
public protocol Plottable {
  /// The number; not a number where there is none.
  var plotted: Double { get }
}

extension Plottable where Self: BinaryFloatingPoint {
  /// The number.
  public var plotted: Double { Double(self) }
}

extension Plottable where Self: BinaryInteger {
  /// The number, rounded to what 53 bits hold.
  public var plotted: Double { Double(self) }
}

extension Double: Plottable {}
extension Float: Plottable {}
extension Int: Plottable {}
extension Int8: Plottable {}
extension Int16: Plottable {}
extension Int32: Plottable {}
extension Int64: Plottable {}
extension UInt: Plottable {}
extension UInt8: Plottable {}
extension UInt16: Plottable {}
extension UInt32: Plottable {}
extension UInt64: Plottable {}

extension Optional: Plottable where Wrapped: Plottable {
  /// The number, or a gap.
  public var plotted: Double { self?.plotted ?? .nan }
}
