/// A number for each of several names, as horizontal bars.
///
/// ```swift
/// Bars(x: "test accuracy", runs.map { ($0.name, $0.accuracy) })
/// Bars(x: "accuracy", groups: ["train", "test"], runs.map { ($0.name, [$0.train, $0.test]) })
/// ```
public struct Bars: Hashable, Sendable {
  /// The bars of one colour, one for each label.
  public struct Group: Codable, Hashable, Sendable {
    /// Their name in the legend; empty for a single group.
    public var name: String
    /// Their lengths, in the order of the labels.
    @Numbers public fileprivate(set) var values: [Double]
  }

  /// The title above the bars.
  public var title: String?
  /// The axis along which bars extend. Bars begin at zero, or at the edge of a logarithmic axis.
  public var x: Chart.Axis
  /// The names, from top to bottom.
  public private(set) var labels: [String]
  /// The bars at each name, from top to bottom.
  public private(set) var groups: [Group]

  /// A bar for each name.
  ///
  /// - Parameters:
  ///   - title: The title above the bars; none by default.
  ///   - x: The quantity that the lengths show.
  ///   - bars: Names and lengths, from top to bottom. A number that is not finite leaves a gap.
  public init(title: String? = nil, x: Chart.Axis, _ bars: [(String, Double)]) {
    self.title = title
    self.x = x
    labels = bars.map(\.0)
    groups = [Group(name: "", values: bars.map(\.1))]
  }

  /// A bar for each name, with numbers of any type.
  @_disfavoredOverload
  public init(title: String? = nil, x: Chart.Axis, _ bars: [(String, some Plottable)]) {
    self.init(title: title, x: x, bars.map { ($0.0, $0.1.plotted) })
  }

  /// Several bars for each name.
  ///
  /// - Parameters:
  ///   - title: The title above the bars; none by default.
  ///   - x: The quantity that the lengths show.
  ///   - groups: The names of the bars at each label, in order.
  ///   - bars: Names, and a length for each group; a different count traps with a message that names it.
  public init(
    title: String? = nil, x: Chart.Axis, groups: [String], _ bars: [(String, [Double])],
    file: StaticString = #file, line: UInt = #line
  ) {
    for (name, values) in bars where values.count != groups.count {
      fatalError(
        "'\(name)' has \(values.count) bars, but there are \(groups.count) groups: "
          + groups.joined(separator: ", "), file: file, line: line)
    }
    self.title = title
    self.x = x
    labels = bars.map(\.0)
    self.groups = groups.indices.map { group in
      Group(name: groups[group], values: bars.map { $0.1[group] })
    }
  }
}

extension Bars: Codable {
  private enum Key: CodingKey { case title, x, labels, groups }

  /// Reads bars; throws if a group's count differs from that of the labels.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    title = try container.decodeIfPresent(String.self, forKey: .title)
    x = try container.decode(Chart.Axis.self, forKey: .x)
    let labels = try container.decode([String].self, forKey: .labels)
    groups = try container.decode([Group].self, forKey: .groups)
    self.labels = labels
    guard let group = groups.first(where: { $0.values.count != labels.count }) else { return }
    throw DecodingError.dataCorruptedError(
      forKey: .groups, in: container,
      debugDescription: "group '\(group.name)' has \(group.values.count) bars for \(labels.count) labels")
  }
}

extension Bars: PlotData {
  package static let kind = "bars"

  /// The bars.
  public var shown: Shown { .bars(self) }

  package mutating func relabel(_ relabel: (String) -> String) {
    title = title.map(relabel)
    x.label = relabel(x.label)
    labels = labels.map(relabel)
    for index in groups.indices { groups[index].name = relabel(groups[index].name) }
  }

  package mutating func takeNumbers() -> [PlotNumbers] {
    groups.indices.map { PlotNumbers(on: x, groups[$0].values.take()) }
  }

  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(labels: [title, x.label] + labels + groups.map(\.name))
    let count = area(max(1, labels.count), max(1, groups.count))
    try DisplayExcess.check(count, "bars", atMost: DisplayLimits.bars)
  }

  package var weight: Int { bytesOfDrawing + labels.count * 200 + area(labels.count, groups.count) * 400 }
}

extension Shown {
  /// A number for each name.
  public static func bars(_ plot: Bars) -> Shown { .plot(ShownPlot(plot)) }
}
