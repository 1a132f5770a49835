import DeepTraining

/// Named points of one line.
///
/// A value that is not finite (or is `nil`) leaves a gap in the line.
public struct Series: Hashable, Sendable {
  /// The name in the legend.
  public var name: String
  /// The horizontal coordinates of the points, in the order of the line.
  @Numbers public private(set) var x: [Double]
  /// The vertical coordinates, as many as in `x`.
  @Numbers public private(set) var y: [Double]
  /// How the points are drawn.
  public var style: Style
  /// The spread of measurements around the line, if it is known.
  public private(set) var band: Band?

  /// How a chart draws the points of a series.
  public enum Style: String, Codable, Hashable, Sendable {
    /// A line, with a marker at each point if there are few.
    case line
    /// A line alone.
    case plainLine
    /// A marker at each point, and no line.
    case points
  }

  /// An interval around each point of a line.
  public struct Band: Codable, Hashable, Sendable {
    /// The lower ends.
    @Numbers public fileprivate(set) var lower: [Double]
    /// The upper ends.
    @Numbers public fileprivate(set) var upper: [Double]
  }

  /// A line through values measured one after another.
  ///
  /// - Parameters:
  ///   - name: The name in the legend.
  ///   - values: The values. The first one is at x = 1, as epochs and steps are counted.
  public init(_ name: String, _ values: [Double]) {
    self.name = name
    x = values.indices.map { Double($0 + 1) }
    y = values
    style = .line
  }

  /// The mean of several runs, with a band from the lowest to the highest run at each x.
  ///
  /// - Parameters:
  ///   - name: The name in the legend.
  ///   - runs: The values of each run, such as its accuracy by epoch, the first at x = 1. A shorter run contributes
  ///     only where it has values.
  public init(_ name: String, runs: [[Double]]) {
    let places = (0..<(runs.map(\.count).max() ?? 0)).map { place in
      runs.compactMap { $0.indices.contains(place) && $0[place].isFinite ? $0[place] : nil }
    }
    self.init(name, places.map { $0.isEmpty ? .nan : $0.reduce(0, +) / Double($0.count) })
    band = Band(lower: places.map { $0.min() ?? .nan }, upper: places.map { $0.max() ?? .nan })
  }

  /// A line through points.
  ///
  /// - Parameters:
  ///   - name: The name in the legend.
  ///   - x: Horizontal coordinates, in the order in which the line connects the points.
  ///   - y: As many vertical coordinates; a different count traps with a message that gives both.
  public init(_ name: String, x: [Double], y: [Double], file: StaticString = #file, line: UInt = #line) {
    if x.count != y.count { fatalError(Series.mismatch(name, x, y), file: file, line: line) }
    self.name = name
    self.x = x
    self.y = y
    style = .line
  }

  /// The means of several measurements at each x, with a band from the lowest to the highest.
  ///
  /// - Parameters:
  ///   - name: The name in the legend.
  ///   - x: The horizontal coordinates, such as learning rates.
  ///   - samples: The measurements at each x, such as the losses of several seeds; a count that differs from that of
  ///     `x` traps with a message that gives both. An x without measurements, or with one that is not finite, is a gap.
  public init(
    _ name: String, x: [Double], samples: [[Double]], file: StaticString = #file, line: UInt = #line
  ) {
    let known = samples.map { $0.allSatisfy(\.isFinite) ? $0 : [] }
    self.init(name, x: x, y: known.map(mean), file: file, line: line)
    band = Band(lower: known.map { $0.min() ?? .nan }, upper: known.map { $0.max() ?? .nan })
  }

  /// The mean losses of a sweep by learning rate, with a band from the lowest to the highest seed; a gap if a training
  /// diverged.
  public init(_ name: String, _ sweep: Sweep<some Any>) {
    self.init(name, x: sweep.rates, samples: sweep.losses)
  }

  /// The same series in another style.
  public func style(_ style: Style) -> Self {
    var series = self
    series.style = style
    return series
  }

  /// The same points without a line through them.
  public func points() -> Self { style(.points) }

  /// The same line with a band, such as a mean with its deviation.
  ///
  /// - Parameters:
  ///   - lower: The lower ends, one for each point; a different count traps with a message that gives both.
  ///   - upper: The upper ends, in the same way.
  public func band(
    lower: [Double], upper: [Double], file: StaticString = #file, line: UInt = #line
  ) -> Self {
    var series = self
    series.band = Band(lower: lower, upper: upper)
    if let problem = series.bandProblem { fatalError(problem, file: file, line: line) }
    return series
  }

  private var bandProblem: String? {
    guard let band, band.lower.count != y.count || band.upper.count != y.count else { return nil }
    return "series '\(name)' has \(y.count) points and a band of \(band.lower.count) lower and "
      + "\(band.upper.count) upper ends; each point needs one of both"
  }

  fileprivate static func mismatch(_ name: String, _ x: [Double], _ y: [Double]) -> String {
    "series '\(name)' has \(x.count) x values and \(y.count) y values; each point needs one of both"
  }

  /// The x coordinates, the y coordinates, and the ends of the band if there is one.
  mutating func takeNumbers() -> [[Double]] {
    var numbers = [x.take(), y.take()]
    guard band != nil else { return numbers }
    numbers += [band!.lower.take(), band!.upper.take()]
    return numbers
  }
}

extension Series: Codable {
  private enum Key: CodingKey { case name, x, y, style, band }

  /// Reads a series; throws if the counts of coordinates or band ends differ.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    name = try container.decode(String.self, forKey: .name)
    _x = try container.decode(Numbers.self, forKey: .x)
    _y = try container.decode(Numbers.self, forKey: .y)
    style = try container.decodeIfPresent(Style.self, forKey: .style) ?? .line
    band = try container.decodeIfPresent(Band.self, forKey: .band)
    guard x.count == y.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .y, in: container, debugDescription: Series.mismatch(name, x, y))
    }
    if let problem = bandProblem {
      throw DecodingError.dataCorruptedError(forKey: .band, in: container, debugDescription: problem)
    }
  }

  /// Writes style and band only if they differ from the defaults.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(_x, forKey: .x)
    try container.encode(_y, forKey: .y)
    if style != .line { try container.encode(style, forKey: .style) }
    try container.encodeIfPresent(band, forKey: .band)
  }
}

// MARK: - Number types other than Double

// In arguments, expressions are type-checked against [Double] first: with a generic number type, that takes too long.
extension Series {
  /// A line through numbers of any type measured one after another, the first at x = 1.
  @_disfavoredOverload
  public init(_ name: String, _ values: some Sequence<some Plottable>) {
    self.init(name, values.map(\.plotted))
  }

  /// A line through points whose coordinates are numbers of any type; unequal counts trap.
  @_disfavoredOverload
  public init(
    _ name: String, x: some Sequence<some Plottable>, y: some Sequence<some Plottable>,
    file: StaticString = #file, line: UInt = #line
  ) {
    self.init(name, x: x.map(\.plotted), y: y.map(\.plotted), file: file, line: line)
  }

  /// The means of several measurements at each x, with a band; x has numbers of any type.
  @_disfavoredOverload
  public init(
    _ name: String, x: some Sequence<some Plottable>, samples: [[Double]],
    file: StaticString = #file, line: UInt = #line
  ) {
    self.init(name, x: x.map(\.plotted), samples: samples, file: file, line: line)
  }
}

/// A number that a plot can show.
public protocol Plottable {
  /// The number; `nan` for a gap.
  var plotted: Double { get }
}

extension Plottable where Self: BinaryFloatingPoint {
  /// The number.
  public var plotted: Double { Double(self) }
}

extension Plottable where Self: BinaryInteger {
  /// The number, rounded to 53 bits.
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

extension Series: Showable {
  /// A chart with only this line.
  public var shown: Shown { .chart(Chart(x: "", y: .linear(name), self)) }
}

extension Series {
  static func checkLimits(_ series: [Series], _ what: String) throws(DisplayExcess) {
    try DisplayExcess.check(series.count, what, atMost: DisplayLimits.series)
    try DisplayExcess.check(labels: series.map(\.name))
    let points = series.reduce(0) { $0 + $1.x.count }
    try DisplayExcess.check(points, "points of \(what)", atMost: DisplayLimits.linePoints)
  }
}
