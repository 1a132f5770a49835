/// Lines over two axes.
///
/// ```swift
/// Chart(x: "epoch", y: .log("loss"), [Series("train", losses), Series("validation", heldOut)])
/// ```
public struct Chart: Codable, Hashable, Sendable {
  /// How an axis spaces its values.
  public enum Scale: String, Codable, Hashable, Sendable {
    case linear
    /// Equal steps for equal ratios; values of zero and below have no place and leave a gap.
    case log
  }

  /// What an axis is called and how it spaces its values; a string literal is a linear axis of that name.
  public struct Axis: Codable, Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The quantity, and its unit where it has one.
    public var label: String
    /// Linear or logarithmic.
    public var scale: Scale

    /// An axis of the given name.
    public init(_ label: String, scale: Scale = .linear) {
      self.label = label
      self.scale = scale
    }

    /// A linear axis of the given name.
    public init(stringLiteral label: String) { self.init(label) }

    /// A linear axis, for a name that is not a literal.
    public static func linear(_ label: String) -> Self { Self(label) }

    /// A logarithmic axis.
    public static func log(_ label: String) -> Self { Self(label, scale: .log) }
  }

  /// What stands above the chart.
  public var title: String?
  /// The axis from left to right.
  public var x: Axis
  /// The axis from bottom to top.
  public var y: Axis
  /// The lines, in the order of the legend.
  public var series: [Series]

  /// A chart of several lines.
  ///
  /// - Parameters:
  ///   - title: Stands above the chart; none by default.
  ///   - x: The axis from left to right: `"epoch"`, or `.log("learning rate")`.
  ///   - y: The axis from bottom to top, in the same way.
  ///   - series: The lines. Eight can be told apart; any number is drawn.
  public init(title: String? = nil, x: Axis, y: Axis, _ series: [Series]) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
  }

  /// A chart of the lines that follow.
  public init(title: String? = nil, x: Axis, y: Axis, _ series: Series...) {
    self.init(title: title, x: x, y: y, series)
  }
}

extension Chart: PlotData {
  package static let kind = "chart"

  /// The chart.
  public var shown: Shown { .chart(self) }

  package mutating func relabel(_ relabel: (String) -> String) {
    title = title.map(relabel)
    x.label = relabel(x.label)
    y.label = relabel(y.label)
    for index in series.indices { series[index].name = relabel(series[index].name) }
  }

  package mutating func takeNumbers() -> [PlotNumbers] {
    series.indices.flatMap { index in
      zip([x, y, y, y], series[index].takeNumbers()).map { PlotNumbers(on: $0, $1) }
    }
  }

  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, x.label, y.label])
    try Series.checkLimits(series, "lines of a chart")
    let markers = series.filter { $0.style == .points }.reduce(0) { $0 + $1.x.count }
    try DisplayExcess.check(markers, "points of a chart", atMost: DisplayLimits.markers)
  }

  package var weight: Int {
    series.reduce(bytesOfDrawing) { $0 + 2_000 + $1.x.count * ($1.style == .points ? 100 : 40) }
  }
}

extension Shown {
  /// Lines over two axes.
  public static func chart(_ plot: Chart) -> Shown { .plot(ShownPlot(plot)) }
}

extension PlotNumbers {
  /// Places on an axis.
  init(on axis: Chart.Axis, _ values: [Double]) {
    self.init(axis.scale == .log ? .logarithmic : .linear, values)
  }
}
