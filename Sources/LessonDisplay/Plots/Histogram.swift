import DeepTraining
import Foundation

/// How often values of each size occur.
///
/// ```swift
/// Histogram(x: "weight", network.parameters[0].tensor.scalars)
/// Histogram(x: "activation", [("Glorot", glorot), ("He", he)])  // over each other
/// Histograms(x: "activation", network.activations(of: x).map { ($0.layer, $0.output) })  // beside each other
/// ```
public struct Histogram: Hashable, Sendable {
  /// Where several histograms stand.
  public enum Layout: String, Codable, Hashable, Sendable {
    /// As outlines over each other.
    case overlaid
    /// In panels beside each other that have one horizontal axis.
    case panels
  }

  /// The values of one name.
  public struct Group: Codable, Hashable, Sendable {
    /// What the values are called; empty where there is one group only.
    public var name: String
    /// How many values lie in each bin.
    @Numbers public fileprivate(set) var counts: [Double]
    /// Mean and standard deviation of the values that have a place on the axis, in that order; gaps where there is none.
    @Numbers public fileprivate(set) var moments: [Double]
    /// How many values have no place on the axis: those that are not finite, and on a logarithmic one those that are not
    /// positive.
    public fileprivate(set) var leftOut: Int

    /// How many values lie in the bins.
    public var total: Double { counts.reduce(0, +) }
  }

  /// What stands above the histogram.
  public var title: String?
  /// The axis of the values.
  public var x: Chart.Axis
  /// What a vertical axis of counts is called.
  public var countLabel = "count"
  /// What a vertical axis is called that shows each group's parts of its own total, where totals differ.
  public var shareLabel = "share"
  /// Where bins begin and end, from low to high: one more than there are bins. A value at an edge counts above it, but
  /// at the last edge below.
  @Numbers public private(set) var edges: [Double]
  /// The values of each name.
  public private(set) var groups: [Group]
  /// Where several histograms stand.
  public var layout: Layout

  /// A histogram of numbers.
  ///
  /// - Parameters:
  ///   - title: Stands above the histogram; none by default.
  ///   - x: What the numbers are.
  ///   - bins: How many bins there are from the lowest value to the highest. By default their width follows Freedman
  ///     and Diaconis (1981), 2·IQR·n^(-1/3), made a round number, of which edges are multiples.
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
  ///   - title: Stands above them; none by default.
  ///   - x: What the numbers are.
  ///   - bins: How many bins there are; fewer than 1 trap. By default their width follows Freedman and Diaconis for
  ///     each group, and the median of these is taken.
  ///   - layout: Over each other by default; more than three are told apart better in panels.
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
    let logarithms = x.scale == .log ? placed.map { $0.map(log10) } : placed
    let bins = Bins(logarithms, count: bins)
    edges = x.scale == .log ? bins.edges.map { pow(10, $0) } : bins.edges
    self.groups = groups.indices.map { index in
      Group(
        name: groups[index].0, counts: bins.counts(of: logarithms[index]),
        moments: Self.moments(placed[index]),
        leftOut: groups[index].1.count - placed[index].count)
    }
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

  /// Panels of values that have been counted already, all in the same bins.
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

/// Histograms in panels beside each other, such as of the activations of each layer.
///
/// A panel is as high as its highest bar, so that panels show shapes; how many values a bar has is in its hint.
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
  private enum Key: CodingKey { case title, x, countLabel, shareLabel, edges, groups, layout }

  /// Reads a histogram; refuses one whose edges do not rise or whose counts do not fit its bins.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
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
  /// How often values of each size occur.
  public static func histogram(_ plot: Histogram) -> Shown { .plot(ShownPlot(plot)) }
}

extension Histograms: Showable {
  /// The histogram.
  public var shown: Shown { .histogram(histogram) }
}
