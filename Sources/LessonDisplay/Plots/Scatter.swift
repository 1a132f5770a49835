import DeepTraining

/// Points in a plane, each with a class, and the regions of a classifier behind them.
///
/// ```swift
/// Scatter(spirals).regions { network($0) }
/// ```
public struct Scatter: Codable, Hashable, Sendable {
  /// The class that a classifier predicts at each point of a rectangle.
  public struct Regions: Codable, Hashable, Sendable {
    /// The horizontal range, from left to right.
    public let x: ClosedRange<Double>
    /// The vertical range, from bottom to top.
    public let y: ClosedRange<Double>
    /// The classes on a grid over both ranges, counted from 0: the first row is the lowest.
    public fileprivate(set) var classes: Grid
  }

  /// The title above the plot.
  public var title: String?
  /// The horizontal axis.
  public var x: Chart.Axis
  /// The vertical axis.
  public var y: Chart.Axis
  /// The points of each class under its name.
  public var classes: [Series]
  /// The regions behind the points, if a classifier was given.
  public private(set) var regions: Regions?

  /// Points grouped by class.
  ///
  /// - Parameters:
  ///   - title: The title above the plot; none by default.
  ///   - x: The horizontal axis.
  ///   - y: The vertical axis.
  ///   - classes: The points of each class under its name: `Series("moon 1", x: …, y: …)`.
  public init(title: String? = nil, x: Chart.Axis = "x₁", y: Chart.Axis = "x₂", _ classes: [Series]) {
    self.title = title
    self.x = x
    self.y = y
    self.classes = classes
  }

  /// Points and the class of each.
  ///
  /// - Parameters:
  ///   - title: The title above the plot; none by default.
  ///   - x: The horizontal axis.
  ///   - y: The vertical axis.
  ///   - points: Two coordinates each; other counts trap.
  ///   - labels: The class of each point, counted from 0; a different count, or a negative class, traps.
  ///   - names: The names of the classes; `class 0`, `class 1` … by default.
  public init(
    title: String? = nil, x: Chart.Axis = "x₁", y: Chart.Axis = "x₂", points: [[Double]],
    classes labels: [Int],
    names: [String]? = nil, file: StaticString = #file, line: UInt = #line
  ) {
    if points.count != labels.count {
      fatalError(
        "\(points.count) points have \(labels.count) classes; expected one for each", file: file, line: line)
    }
    let path = Path("points", points: points, file: file, line: line)
    if let label = labels.first(where: { $0 < 0 }) {
      fatalError("classes are counted from 0; found \(label)", file: file, line: line)
    }
    let count = max((labels.max() ?? -1) + 1, names?.count ?? 0)
    let classes = (0..<count).map { label in
      let members = labels.indices.filter { labels[$0] == label }
      return Series(
        names.flatMap { $0.indices.contains(label) ? $0[label] : nil } ?? "class \(label)",
        x: members.map { path.line.x[$0] }, y: members.map { path.line.y[$0] })
    }
    self.init(title: title, x: x, y: y, classes)
  }

  /// The examples of a data set whose inputs have two numbers and whose targets are classes; others trap.
  public init(
    title: String? = nil, x: Chart.Axis = "x₁", y: Chart.Axis = "x₂", _ examples: Dataset,
    names: [String]? = nil, file: StaticString = #file, line: UInt = #line
  ) {
    guard let labels = examples.classLabels, examples.inputSize == 2 else {
      fatalError(
        "a scatter plot shows points of two numbers with classes; found \(examples)", file: file, line: line)
    }
    let inputs = examples.inputs.map(Double.init)
    self.init(
      title: title, x: x, y: y, points: labels.indices.map { [inputs[2 * $0], inputs[2 * $0 + 1]] },
      classes: labels.map(Int.init), names: names, file: file, line: line)
  }
}

// MARK: - Regions

extension Scatter {
  /// The same points over the regions that a network predicts around them.
  ///
  /// - Parameters:
  ///   - resolution: The number of grid points along each axis, at least 2.
  ///   - scores: Receives all grid points at once, as a tensor `[points, 2]`. Returns `[points, classes]`, of which
  ///     the largest decides; or one number for each point, a logit, which is positive for class 1. A different count
  ///     traps.
  public func regions(
    resolution: Int = 101, file: StaticString = #file, line: UInt = #line,
    _ scores: (Tensor) throws -> Tensor
  ) rethrows -> Scatter {
    try regions(resolution: resolution, file: file, line: line) { places in
      let (given, places) = (try scores(places), places.shape[0])
      guard given.count > 0, given.count.isMultiple(of: places) else {
        fatalError(
          "\(places) places need scores for each; found the shape \(given.shape)", file: file, line: line)
      }
      let (values, width) = (given.floats, given.count / places)
      return (0..<places).map { place in
        let scores = values[place * width..<(place + 1) * width]
        if width == 1 { return scores.first! > 0 ? 1 : 0 }
        return scores.indices.max { scores[$0] < scores[$1] }! - scores.startIndex
      }
    }
  }

  /// The same points over the classes that a function predicts for all grid points, `[points, 2]`, at once.
  @_disfavoredOverload
  public func regions(
    resolution: Int = 101, file: StaticString = #file, line: UInt = #line,
    _ classes: (Tensor) throws -> [Int]
  ) rethrows -> Scatter {
    if resolution < 2 {
      fatalError("a resolution of \(resolution) makes no grid; expected 2 or more", file: file, line: line)
    }
    let (x, y) = (Self.widened(self.classes.flatMap(\.x)), Self.widened(self.classes.flatMap(\.y)))
    let columns = evenly(x, count: resolution)
    let places = evenly(y, count: resolution).flatMap { y in columns.flatMap { [$0, y] } }
    let labels = try classes(Tensor(places, shape: [resolution * resolution, 2]))
    if labels.count != resolution * resolution {
      fatalError(
        "\(resolution * resolution) places need a class each; found \(labels.count)", file: file, line: line)
    }
    var scatter = self
    scatter.regions = Regions(
      x: x, y: y,
      classes: Grid(
        (0..<resolution).map { row in
          labels[row * resolution..<(row + 1) * resolution].map(Double.init)
        }))
    return scatter
  }

  /// The range of the values, extended by a tenth on each side and rounded to a few digits.
  private static func widened(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return -1...1 }
    let room = high > low ? (low...high).distance(dividedBy: 10) : max(1, high.magnitude / 10)
    let range = (low...high).widened(by: room)
    func rounded(_ end: Double) -> Double {
      Double(format(end, significantDigits: 6)).flatMap { $0.isFinite ? $0 : nil } ?? end
    }
    return rounded(range.lowerBound)...rounded(range.upperBound)
  }
}

extension Scatter: PlotData {
  package static let kind = "scatter"

  /// The points and regions.
  public var shown: Shown { .scatter(self) }

  package mutating func relabel(_ relabel: (String) -> String) {
    title = title.map(relabel)
    x.label = relabel(x.label)
    y.label = relabel(y.label)
    for index in classes.indices { classes[index].name = relabel(classes[index].name) }
  }

  package mutating func takeNumbers() -> [PlotNumbers] {
    let points = classes.indices.flatMap { index in
      zip([x, y], classes[index].takeNumbers()).map { PlotNumbers(on: $0, $1) }
    }
    return points + [regions?.classes.takeNumbers()].compactMap(\.self).map { PlotNumbers(.classes, $0) }
  }

  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, x.label, y.label])
    try Series.checkLimits(classes, "classes of a scatter plot")
    let points = classes.reduce(0) { $0 + $1.x.count }
    try DisplayExcess.check(points, "points of a scatter plot", atMost: DisplayLimits.markers)
    try regions?.classes.checkLimits()
  }

  package var weight: Int {
    classes.reduce(bytesOfDrawing) { $0 + 1_000 + $1.x.count * 110 }
      + (regions.map { $0.classes.values.count * 20 } ?? 0)
  }
}

extension Shown {
  /// Points in a plane, by class.
  public static func scatter(_ plot: Scatter) -> Shown { .plot(ShownPlot(plot)) }
}
