import DeepTraining

/// A function of two variables as lines of equal value, and paths over it.
///
/// ```swift
/// Contours(x: -2...2, y: -1...3, paths: [Path("momentum", points: visited)]) { x, y in f(x, y) }
/// ```
public struct Contours: Hashable, Sendable {
  /// At which values lines are drawn.
  public enum Levels: Codable, Hashable, Sendable {
    /// Equally far apart, or in equal ratios where most values are small beside the largest and none is negative.
    case automatic
    /// Equally far apart at round values.
    case linear
    /// In about equal ratios; values of zero and below lie under the lowest line.
    case logarithmic
    /// At these values.
    case values([Double])

    /// Without what no line can be drawn at.
    fileprivate var finite: Levels {
      if case .values(let values) = self { .values(values.filter(\.isFinite)) } else { self }
    }
  }

  /// What stands above the plot.
  public var title: String?
  /// What the horizontal axis is called.
  public var xLabel: String
  /// What the vertical axis is called.
  public var yLabel: String
  /// From the left edge to the right one.
  public let x: ClosedRange<Double>
  /// From the lower edge to the upper one.
  public let y: ClosedRange<Double>
  /// At which values lines are drawn.
  public var levels: Levels
  /// The values on a grid from edge to edge: the first row is the lowest, the first column the leftmost.
  public private(set) var grid: Grid
  /// What is drawn over the lines, in the order of the legend.
  public var paths: [Path]

  /// The contours of a function of two numbers.
  ///
  /// - Parameters:
  ///   - title: Stands above the plot; none by default.
  ///   - x: From the left edge to the right one. A range without extent traps.
  ///   - y: From the lower edge to the upper one, in the same way.
  ///   - labels: What the axes are called, first the horizontal one.
  ///   - levels: At which values lines are drawn.
  ///   - resolution: How many values are taken along each axis, at least 2. With 61 lines look smooth where the function
  ///     bends over a tenth of the range.
  ///   - paths: What is drawn over the lines, such as where optimizers went.
  ///   - function: Is called `resolution` × `resolution` times; what it throws is passed on.
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

  /// The contours of a function of a tensor of two elements whose result is a tensor of one, such as a loss.
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

  /// Six digits are finer than any line can be drawn, and make a record a third as long.
  private static func rounded(_ value: Double) -> Double {
    Double(format(value, significantDigits: 6)) ?? .nan
  }
}

/// Points that were visited one after the other, drawn over contours.
public struct Path: Codable, Hashable, Sendable {
  /// The name and the points.
  public private(set) var line: Series

  /// What the legend calls the path.
  public var name: String {
    get { line.name }
    set { line.name = newValue }
  }

  /// A path through points.
  ///
  /// - Parameters:
  ///   - name: What the legend calls the path.
  ///   - points: From the start to the end. What lies outside the plot is cut off at its edge.
  public init(_ name: String, points: [(Double, Double)]) {
    line = Series(name, x: points.map(\.0), y: points.map(\.1))
  }

  /// A path through points with named coordinates.
  @_disfavoredOverload
  public init(_ name: String, points: [(x: Double, y: Double)]) {
    line = Series(name, x: points.map(\.x), y: points.map(\.y))
  }

  /// A path through tensors of two elements each, such as the weights after each step; others trap.
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

  /// Reads contours; refuses ranges that are no part of an axis.
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

  /// How many levels there are; about so many where they are chosen when the plot is drawn.
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
