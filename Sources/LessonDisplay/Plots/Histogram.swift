import DeepTraining
import Foundation

/// The distribution of values: how many lie in each of several bins.
///
/// ```swift
/// Histogram(x: "weight", network.parameters[0].tensor.scalars)
/// Histogram(x: "activation", [("Glorot", glorot), ("He", he)])  // over each other
/// Histograms(x: "activation", network.activations(of: x).map { ($0.layer, $0.output) })  // beside each other
/// ```
public struct Histogram: Hashable, Sendable {
  /// The arrangement of several histograms.
  public enum Layout: String, Codable, Hashable, Sendable {
    /// Outlines over each other.
    case overlaid
    /// Panels side by side with a common horizontal axis.
    case panels
  }

  /// A named set of values.
  public struct Group: Codable, Hashable, Sendable {
    /// The name of the values; empty for a single group.
    public var name: String
    /// The number of values in each bin.
    @Numbers public fileprivate(set) var counts: [Double]
    /// Mean and standard deviation, in that order, of the values that the axis can show; gaps if there are none.
    @Numbers public fileprivate(set) var moments: [Double]
    /// The number of values that the axis cannot show: values that are not finite, and on a logarithmic axis those that
    /// are not positive.
    public fileprivate(set) var leftOut: Int

    /// The number of values in all bins.
    public var total: Double { counts.reduce(0, +) }
  }

  /// The title above the histogram.
  public var title: String?
  /// The axis of the values.
  public var x: Chart.Axis
  /// The label of a vertical axis of counts.
  public var countLabel = "count"
  /// The label of a vertical axis of fractions of each group's total, which is used if totals differ.
  public var shareLabel = "share"
  /// The edges of the bins in ascending order, one more than there are bins. A value at an edge belongs to the bin
  /// above it; a value at the last edge belongs to the last bin.
  @Numbers public private(set) var edges: [Double]
  /// The named groups of values.
  public private(set) var groups: [Group]
  /// The arrangement of several histograms.
  public var layout: Layout
  private var measured = Unrecorded<Measured>()

  /// What was counted.
  private struct Measured: Sendable {
    /// The values of each group that the axis can show, or their logarithms.
    let values: [[Double]]
    /// The number of bins that was asked for.
    let bins: Int?
  }

  /// A histogram of numbers.
  ///
  /// - Parameters:
  ///   - title: The title above the histogram; none by default.
  ///   - x: The quantity.
  ///   - bins: The number of bins from the lowest to the highest value. By default their width follows Freedman and
  ///     Diaconis (1981), 2·IQR·n^(-1/3), rounded to a round number; edges are multiples of it.
  ///   - values: The numbers.
  public init(
    title: String? = nil, x: Chart.Axis = "value", bins: Int? = nil, _ values: [Double],
    file: StaticString = #file, line: UInt = #line
  ) {
    self.init(title: title, x: x, bins: bins, layout: .overlaid, [("", values)], file: file, line: line)
  }

  /// A histogram of the elements of a tensor.
  @_disfavoredOverload
  public init(
    title: String? = nil, x: Chart.Axis = "value", bins: Int? = nil, _ values: Tensor,
    file: StaticString = #file, line: UInt = #line
  ) {
    self.init(title: title, x: x, bins: bins, values.scalars, file: file, line: line)
  }

  /// Several histograms with the same bins.
  ///
  /// - Parameters:
  ///   - title: The title above the histograms; none by default.
  ///   - x: The quantity.
  ///   - bins: The number of bins; fewer than 1 trap. By default their width is the median of the Freedman–Diaconis
  ///     widths of the groups.
  ///   - layout: Over each other by default; for more than three, panels are easier to read.
  ///   - groups: Names and numbers.
  public init(
    title: String? = nil, x: Chart.Axis = "value", bins: Int? = nil, layout: Layout = .overlaid,
    _ groups: [(String, [Double])], file: StaticString = #file, line: UInt = #line
  ) {
    if let bins, bins < 1 {
      fatalError(
        "a histogram of \(bins) bins has no place for values; expected 1 or more", file: file, line: line)
    }
    self.title = title
    self.x = x
    self.layout = layout
    let placed = groups.map { $0.1.filter { $0.isFinite && (x.scale == .linear || $0 > 0) } }
    edges = []
    self.groups = groups.indices.map { index in
      Group(
        name: groups[index].0, counts: [], moments: Self.moments(placed[index]),
        leftOut: groups[index].1.count - placed[index].count)
    }
    let values = x.scale == .log ? placed.map { $0.map(log10) } : placed
    measured.value = Measured(values: values, bins: bins)
    count(in: Bins(values, count: bins))
  }

  /// Counts the measured values in bins.
  private mutating func count(in bins: Bins) {
    guard let measured = measured.value else { return }
    edges = x.scale == .log ? bins.edges.map { pow(10, $0) } : bins.edges
    for index in groups.indices { groups[index].counts = bins.counts(of: measured.values[index]) }
  }

  /// Several histograms of tensors' elements with the same bins.
  @_disfavoredOverload
  public init(
    title: String? = nil, x: Chart.Axis = "value", bins: Int? = nil, layout: Layout = .overlaid,
    _ groups: [(String, Tensor)], file: StaticString = #file, line: UInt = #line
  ) {
    self.init(
      title: title, x: x, bins: bins, layout: layout, groups.map { ($0.0, $0.1.scalars) }, file: file,
      line: line)
  }

  /// Panels of values that have already been counted, all with the same bins.
  init(
    x: Chart.Axis, edges: [Double], panels: [(name: String, counts: [Int], moments: [Double], leftOut: Int)]
  ) {
    self.x = x
    self.edges = edges
    layout = .panels
    groups = panels.map {
      Group(name: $0.name, counts: $0.counts.map(Double.init), moments: $0.moments, leftOut: $0.leftOut)
    }
  }

  private static func moments(_ values: [Double]) -> [Double] {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return [mean, variance.squareRoot()]
  }
}

/// Histograms in panels side by side, such as of the activations of each layer.
///
/// Each panel is scaled to its highest bar, so that panels show shapes; the hint of a bar gives its count. In the frames
/// of a slider, a panel is scaled to its highest bar in any frame.
public struct Histograms: Hashable, Sendable {
  /// The histograms.
  public let histogram: Histogram

  /// A panel for each name; the parameters are those of `Histogram`.
  public init(
    title: String? = nil, x: Chart.Axis = "value", bins: Int? = nil, _ groups: [(String, [Double])],
    file: StaticString = #file, line: UInt = #line
  ) {
    histogram = Histogram(title: title, x: x, bins: bins, layout: .panels, groups, file: file, line: line)
  }

  /// A panel for the elements of each tensor.
  @_disfavoredOverload
  public init(
    title: String? = nil, x: Chart.Axis = "value", bins: Int? = nil, _ groups: [(String, Tensor)],
    file: StaticString = #file, line: UInt = #line
  ) {
    histogram = Histogram(title: title, x: x, bins: bins, layout: .panels, groups, file: file, line: line)
  }
}

extension Histogram: Codable {
  private enum CodingKeys: CodingKey { case title, x, countLabel, shareLabel, edges, groups, layout }

  /// Reads a histogram; throws if its edges do not increase or its counts do not match its bins.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    title = try container.decodeIfPresent(String.self, forKey: .title)
    x = try container.decode(Chart.Axis.self, forKey: .x)
    countLabel = try container.decode(String.self, forKey: .countLabel)
    shareLabel = try container.decode(String.self, forKey: .shareLabel)
    _edges = try container.decode(Numbers.self, forKey: .edges)
    groups = try container.decode([Group].self, forKey: .groups)
    layout = try container.decode(Layout.self, forKey: .layout)
    let edges = _edges.wrappedValue
    guard zip(edges, edges.dropFirst()).allSatisfy(<), edges.allSatisfy(\.isFinite) else {
      throw DecodingError.dataCorruptedError(
        forKey: .edges, in: container, debugDescription: "the edges of bins rise from low to high")
    }
    for group in groups where group.counts.count != max(0, edges.count - 1) || group.moments.count != 2 {
      throw DecodingError.dataCorruptedError(
        forKey: .groups, in: container,
        debugDescription: "'\(group.name)' has \(group.counts.count) counts for \(edges.count) edges")
    }
  }
}

extension Histogram: MeasuredPlot {
  /// What is equal in histograms that can have the same bins.
  private struct Likeness: Hashable {
    let x: Chart.Axis
    let bins: Int?
  }

  /// Histograms with the same axis get the same bins.
  static func onCommonScale(_ plots: [Histogram]) -> [Histogram] {
    var plots = plots
    let measured = plots.indices.filter { plots[$0].measured.value != nil }
    let alike = Dictionary(grouping: measured) {
      Likeness(x: plots[$0].x, bins: plots[$0].measured.value?.bins)
    }
    for (likeness, indices) in alike where indices.count > 1 {
      let bins = Bins(indices.flatMap { plots[$0].measured.value?.values ?? [] }, count: likeness.bins)
      for index in indices { plots[index].count(in: bins) }
    }
    return plots
  }
}

extension Histogram: PlotData {
  package static let kind = "histogram"

  /// The histogram.
  public var shown: Shown { .histogram(self) }

  package mutating func relabel(_ relabel: (String) -> String) {
    title = title.map(relabel)
    x.label = relabel(x.label)
    countLabel = relabel(countLabel)
    shareLabel = relabel(shareLabel)
    for index in groups.indices { groups[index].name = relabel(groups[index].name) }
  }

  package mutating func takeNumbers() -> [PlotNumbers] {
    [PlotNumbers(on: x, edges.take())]
      + groups.indices.flatMap {
        [PlotNumbers(.linear, groups[$0].counts.take()), PlotNumbers(.linear, groups[$0].moments.take())]
      }
  }

  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, x.label, countLabel, shareLabel] + groups.map(\.name))
    try DisplayExcess.check(groups.count, "histograms", atMost: DisplayLimits.histograms)
    try DisplayExcess.check(
      edges.count - 1, "bins of a histogram", atMost: DisplayLimits.binsOfHistogram)
    try DisplayExcess.check(
      area(max(1, groups.count), edges.count), "bins of histograms", atMost: DisplayLimits.bins)
  }

  package var weight: Int { bytesOfDrawing + groups.count * (3_000 + edges.count * 180) }
}

extension Shown {
  /// The distribution of values.
  public static func histogram(_ plot: Histogram) -> Shown { .plot(ShownPlot(plot)) }
}

extension Histograms: Showable {
  /// The histogram.
  public var shown: Shown { .histogram(histogram) }
}
