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
  ///   - values: The first stands at 1, as epochs and steps are counted.
  public init(_ name: String, _ values: [Double]) {
    self.name = name
    x = values.indices.map { Double($0 + 1) }
    y = values
  }

  /// A line through points.
  ///
  /// - Parameters:
  ///   - name: What the legend calls the line.
  ///   - x: In the order in which the line goes through the points.
  ///   - y: As many numbers; another count traps and says both.
  public init(_ name: String, x: [Double], y: [Double], file: StaticString = #file, line: UInt = #line) {
    if x.count != y.count { fatalError(Series.mismatch(name, x, y), file: file, line: line) }
    self.name = name
    self.x = x
    self.y = y
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

// MARK: - Other numbers than Double

// Formulas in arguments are checked against [Double] first: with the number type open they take the compiler too long.
extension Series {
  /// A line through numbers of any kind that were measured one after the other, the first at 1.
  @_disfavoredOverload
  public init(_ name: String, _ values: some Sequence<some Plottable>) {
    self.init(name, values.map(\.plotted))
  }

  /// A line through points whose coordinates are numbers of any kind; unequal counts trap.
  @_disfavoredOverload
  public init(
    _ name: String, x: some Sequence<some Plottable>, y: some Sequence<some Plottable>,
    file: StaticString = #file, line: UInt = #line
  ) {
    self.init(name, x: x.map(\.plotted), y: y.map(\.plotted), file: file, line: line)
  }
}

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
