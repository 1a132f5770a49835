/// Lines over two axes.
///
/// ```swift
/// Chart(x: "epoch", y: .log("loss"), [Series("train", losses), Series("validation", heldOut)])
/// ```
public struct Chart: Codable, Hashable, Sendable {
  /// How an axis spaces its values.
  public enum Scale: String, Codable, Hashable, Sendable {
    case linear
    /// Equal steps for equal ratios. Values that are zero or negative leave a gap.
    case log
  }

  /// The label and scale of an axis; a string literal is a linear axis with that label.
  public struct Axis: Codable, Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The quantity, and its unit if it has one.
    public var label: String
    /// Linear or logarithmic.
    public var scale: Scale

    /// An axis with a label.
    public init(_ label: String, scale: Scale = .linear) {
      self.label = label
      self.scale = scale
    }

    /// A linear axis with a label.
    public init(stringLiteral label: String) { self.init(label) }

    /// A linear axis, for a label that is not a literal.
    public static func linear(_ label: String) -> Self { Self(label) }

    /// A logarithmic axis.
    public static func log(_ label: String) -> Self { Self(label, scale: .log) }
  }

  /// The title above the chart.
  public var title: String?
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// The lines, in the order of the legend.
  public var series: [Series]

  /// A chart of several lines.
  ///
  /// - Parameters:
  ///   - title: The title above the chart; none by default.
  ///   - x: The horizontal axis: `"epoch"`, or `.log("learning rate")`.
  ///   - y: The vertical axis, in the same way.
  ///   - series: The lines. Readers can distinguish eight; there is no limit below `DisplayLimits.series`.
  public init(title: String? = nil, x: Axis, y: Axis, _ series: [Series]) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
  }

  /// A chart of the given lines.
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
  /// The kind of coordinates on an axis.
  init(on axis: Chart.Axis, _ values: [Double]) {
    self.init(axis.scale == .log ? .logarithmic : .linear, values)
  }
}
