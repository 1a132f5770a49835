import DeepTraining

/// A function of two variables as contour lines, and paths over it.
///
/// ```swift
/// Contours(x: -2...2, y: -1...3, paths: [Path("momentum", points: visited)]) { x, y in f(x, y) }
/// ```
public struct Contours: Hashable, Sendable {
  /// The values of the contour lines.
  public enum Levels: Codable, Hashable, Sendable {
    /// Evenly spaced; or in equal ratios if most values are small compared with the largest and none is negative.
    case automatic
    /// Evenly spaced at round values.
    case linear
    /// In about equal ratios; values that are zero or negative lie below the lowest line.
    case logarithmic
    /// At these values.
    case values([Double])

    /// The levels without values that are not finite.
    fileprivate var finite: Levels {
      if case .values(let values) = self { .values(values.filter(\.isFinite)) } else { self }
    }
  }

  /// The title above the plot.
  public var title: String?
  /// The label of the horizontal axis.
  public var xLabel: String
  /// The label of the vertical axis.
  public var yLabel: String
  /// The horizontal range, from left to right.
  public let x: ClosedRange<Double>
  /// The vertical range, from bottom to top.
  public let y: ClosedRange<Double>
  /// The values of the contour lines.
  public var levels: Levels
  /// The values on a grid over both ranges: the first row is the lowest, the first column the leftmost.
  public private(set) var grid: Grid
  /// The paths over the lines, in the order of the legend.
  public var paths: [Path]

  /// The contours of a function of two numbers.
  ///
  /// - Parameters:
  ///   - title: The title above the plot; none by default.
  ///   - x: The horizontal range. A range whose width is zero or infinite traps.
  ///   - y: The vertical range, in the same way.
  ///   - labels: The labels of the axes, the horizontal one first.
  ///   - levels: The values of the contour lines.
  ///   - resolution: The number of values along each axis, at least 2. With 61 values, lines look smooth if the
  ///     function bends over a tenth of the range.
  ///   - paths: Paths over the lines, such as the steps of optimizers.
  ///   - function: Called `resolution` × `resolution` times. Errors that it throws are rethrown.
  public init(
    title: String? = nil, x: ClosedRange<Double>, y: ClosedRange<Double>,
    labels: (x: String, y: String) = ("x", "y"), levels: Levels = .automatic, resolution: Int = 61,
    paths: [Path] = [], file: StaticString = #file, line: UInt = #line,
    _ function: (Double, Double) throws -> Double
  ) rethrows {
    if let problem = rangeMessage(x, "x") ?? rangeMessage(y, "y") {
      fatalError(problem, file: file, line: line)
    }
    if resolution < 2 {
      fatalError("a resolution of \(resolution) makes no grid; expected 2 or more", file: file, line: line)
    }
    self.title = title
    (xLabel, yLabel) = labels
    (self.x, self.y) = (x, y)
    self.levels = levels.finite
    self.paths = paths
    let columns = evenly(x, count: resolution)
    grid = Grid(
      try evenly(y, count: resolution).map { y in try columns.map { x in Self.rounded(try function(x, y)) } })
  }

  /// The contours of a function of a tensor of two elements, whose first is horizontal.
  public init(
    title: String? = nil, x: ClosedRange<Double>, y: ClosedRange<Double>,
    labels: (x: String, y: String) = ("x", "y"), levels: Levels = .automatic, resolution: Int = 61,
    paths: [Path] = [], file: StaticString = #file, line: UInt = #line,
    _ function: (Tensor) throws -> Double
  ) rethrows {
    try self.init(
      title: title, x: x, y: y, labels: labels, levels: levels, resolution: resolution, paths: paths,
      file: file, line: line
    ) { try function(Tensor([$0, $1])) }
  }

  /// The contours of a function from a tensor of two elements to a tensor of one, such as a loss.
  public init(
    title: String? = nil, x: ClosedRange<Double>, y: ClosedRange<Double>,
    labels: (x: String, y: String) = ("x", "y"), levels: Levels = .automatic, resolution: Int = 61,
    paths: [Path] = [], file: StaticString = #file, line: UInt = #line,
    _ function: (Tensor) throws -> Tensor
  ) rethrows {
    try self.init(
      title: title, x: x, y: y, labels: labels, levels: levels, resolution: resolution, paths: paths,
      file: file, line: line
    ) { try function(Tensor([$0, $1])).scalar }
  }

  /// Six digits are finer than any drawn line, and reduce the size of a record to a third.
  private static func rounded(_ value: Double) -> Double {
    Double(format(value, significantDigits: 6)) ?? .nan
  }
}

/// Points visited one after another, drawn over contours.
public struct Path: Codable, Hashable, Sendable {
  /// The name and the points.
  public private(set) var line: Series

  /// The name in the legend.
  public var name: String {
    get { line.name }
    set { line.name = newValue }
  }

  /// A path through points.
  ///
  /// - Parameters:
  ///   - name: The name in the legend.
  ///   - points: From the start to the end. Parts outside of the plot are cut off.
  public init(_ name: String, points: [(Double, Double)]) {
    line = Series(name, x: points.map(\.0), y: points.map(\.1))
  }

  /// A path through points with named coordinates.
  @_disfavoredOverload
  public init(_ name: String, points: [(x: Double, y: Double)]) {
    line = Series(name, x: points.map(\.x), y: points.map(\.y))
  }

  /// A path through tensors of two elements each, such as the weights after each step; other counts traps.
  public init(_ name: String, points: [Tensor], file: StaticString = #file, line: UInt = #line) {
    self.init(name, points: points.map(\.scalars), file: file, line: line)
  }

  /// A path through pairs of numbers; arrays of another length trap.
  public init(_ name: String, points: [[Double]], file: StaticString = #file, line: UInt = #line) {
    for (index, point) in points.enumerated() where point.count != 2 {
      fatalError(
        "point \(index + 1) of path '\(name)' has \(point.count) numbers; expected 2", file: file, line: line)
    }
    self.line = Series(name, x: points.map { $0[0] }, y: points.map { $0[1] })
  }
}

extension Contours: Codable {
  private enum Key: CodingKey { case title, xLabel, yLabel, x, y, levels, grid, paths }

  /// Reads contours; throws if a range cannot be an axis.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    title = try container.decodeIfPresent(String.self, forKey: .title)
    xLabel = try container.decode(String.self, forKey: .xLabel)
    yLabel = try container.decode(String.self, forKey: .yLabel)
    x = try container.decode(ClosedRange<Double>.self, forKey: .x)
    y = try container.decode(ClosedRange<Double>.self, forKey: .y)
    levels = try container.decode(Levels.self, forKey: .levels).finite
    grid = try container.decode(Grid.self, forKey: .grid)
    paths = try container.decode([Path].self, forKey: .paths)
    if let problem = rangeMessage(x, "x") ?? rangeMessage(y, "y") {
      throw DecodingError.dataCorruptedError(forKey: .x, in: container, debugDescription: problem)
    }
  }
}

extension Contours: PlotData {
  package static let kind = "contours"

  /// The contours.
  public var shown: Shown { .contours(self) }

  package mutating func relabel(_ relabel: (String) -> String) {
    title = title.map(relabel)
    xLabel = relabel(xLabel)
    yLabel = relabel(yLabel)
    for index in paths.indices { paths[index].name = relabel(paths[index].name) }
  }

  package mutating func takeNumbers() -> [PlotNumbers] {
    [PlotNumbers(.linear, grid.takeNumbers())]
      + paths.indices.flatMap { paths[$0].takeNumbers().map { PlotNumbers(.linear, $0) } }
  }

  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, xLabel, yLabel])
    try grid.checkLimits()
    try Series.checkLimits(paths.map(\.line), "paths over contours")
    try DisplayExcess.check(levelCount, "levels of contours", atMost: DisplayLimits.levels)
  }

  /// The number of levels; an estimate if they are chosen when the plot is drawn.
  private var levelCount: Int { if case .values(let values) = levels { values.count } else { 12 } }

  package var weight: Int {
    paths.reduce(bytesOfDrawing + grid.values.count * levelCount * 12) { $0 + 2_000 + $1.line.x.count * 110 }
  }
}

extension Path {
  mutating func takeNumbers() -> [[Double]] { line.takeNumbers() }
}

extension Shown {
  /// A function of two variables, and paths over it.
  public static func contours(_ plot: Contours) -> Shown { .plot(ShownPlot(plot)) }
}
